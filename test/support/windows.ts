import type {Channel, Ether} from '../../src/client/local/ether.ts';
import {PageLocks} from '../../src/client/local/page-locks.ts';

/** The windows of a browser that is none: they can be closed midway, and messages between them can be lost. */
export class Windows {
  readonly #locks = new PageLocks();
  readonly #kept = new Map<string, unknown>();
  readonly #channels = new Set<{name: string; owner: Window; channel: Channel}>();

  /** Opens a window. */
  open(): Window {
    return new Window(this.#locks, this.#kept, this.#channels);
  }
}

/** A window, as a session in it sees it. */
class Window implements Ether {
  readonly reach = 'windows';
  /** Which messages get lost on the way here. */
  loses: (message: {readonly kind: string}) => boolean = () => false;
  /** What this window said, by kind. */
  readonly said: string[] = [];
  readonly #locks: PageLocks;
  readonly #kept: Map<string, unknown>;
  readonly #channels: Set<{name: string; owner: Window; channel: Channel}>;
  readonly #held = new Set<() => void>();
  readonly #closed = new AbortController();

  constructor(
    locks: PageLocks,
    kept: Map<string, unknown>,
    channels: Set<{name: string; owner: Window; channel: Channel}>,
  ) {
    this.#locks = locks;
    this.#kept = kept;
    this.#channels = channels;
  }

  /** Closes it as a crash does: nothing in it runs any more, what it said is still heard, and its locks are free. */
  crash(): void {
    this.#closed.abort();
    for (const entry of this.#channels) if (entry.owner === this) this.#channels.delete(entry);
    for (const letGo of this.#held) letGo();
  }

  channel(name: string): Channel {
    const channel: Channel = {
      onmessage: null,
      post: (message) => {
        if (this.#closed.signal.aborted) return;
        this.said.push((message as {kind: string}).kind);
        for (const {name: other, owner, channel: receiver} of this.#channels) {
          if (other !== name || receiver === channel || owner.loses(message as {kind: string})) continue;
          const copy = structuredClone(message);
          setImmediate(() => {
            if ([...this.#channels].some((each) => each.channel === receiver)) receiver.onmessage?.(copy);
          });
        }
      },
      close: () => this.#channels.delete(entry),
    };
    const entry = {name, owner: this, channel};
    this.#channels.add(entry);
    return channel;
  }

  async lock(name: string, signal?: AbortSignal): Promise<() => void> {
    const either = signal ? AbortSignal.any([signal, this.#closed.signal]) : this.#closed.signal;
    return new Promise((resolve, reject) => {
      const hold = () =>
        new Promise<void>((letGo) => {
          this.#held.add(letGo);
          resolve(letGo);
        });
      this.#locks.request(name, {signal: either}, hold).catch(reject);
    });
  }

  async held(): Promise<readonly string[]> {
    return this.#locks.held;
  }

  read(key: string): unknown {
    return structuredClone(this.#kept.get(key)) ?? null;
  }

  write(key: string, value: unknown): void {
    if (!this.#closed.signal.aborted) this.#kept.set(key, structuredClone(value));
  }
}
