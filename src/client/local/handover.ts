import type {Ether} from './ether.ts';
import type {Message} from './messages.ts';
import {leftKey, peerLock, peerOf} from './names.ts';
import type {Left} from './peer.ts';
import {newest, type Room} from './room.ts';

/** How long to wait for windows that say nothing, in milliseconds. */
const PATIENCE = 3_000;

/** How long to wait for what a window said just before it crashed, in milliseconds: locks are faster than messages. */
const LATE = 100;

/** What is known of a session. */
export interface Collected {
  readonly room: Room | null;
  /** Nobody was there for longer than the session waits. */
  readonly abandoned: boolean;
}

/**
 * Finds out what there is to know of a session before a window keeps it: what the one before said last may have reached
 * some of the others and not this one.
 */
export class Handover {
  readonly #ether: Ether;
  readonly #sessionId: string;
  readonly #own: string;
  readonly #post: (message: Message) => void;
  readonly #stop = new AbortController();
  readonly #silent = new Set<string>();
  readonly #copies: Room[] = [];
  #done = () => {};

  constructor(ether: Ether, sessionId: string, own: string, post: (message: Message) => void) {
    this.#ether = ether;
    this.#sessionId = sessionId;
    this.#own = own;
    this.#post = post;
  }

  /**
   * Asks every other window, and what was left behind.
   *
   * @param known - what this window knows, when it is asked
   * @param own - what this window left behind itself
   */
  async collect(known: () => Room | null, own: Left | null): Promise<Collected> {
    const left = newer(own, this.#left());
    // Whoever leaves in order leaves all they know.
    if (known() && !left) await new Promise((resolve) => setTimeout(resolve, LATE));
    for (const lock of await this.#ether.held()) {
      const peer = peerOf(lock, this.#sessionId);
      if (peer && peer !== this.#own) this.#silent.add(peer);
    }
    const answered = new Promise<void>((resolve) => {
      this.#done = resolve;
    });
    this.#post({kind: 'ask', from: this.#own});
    for (const peer of this.#silent) void this.#watch(peer);
    const timer = setTimeout(this.#done, PATIENCE);
    if (this.#silent.size > 0) await answered;
    clearTimeout(timer);
    this.stop();

    const room = newest([known(), left?.room, ...this.#copies]);
    return {room, abandoned: this.#copies.length === 0 && left !== null && isAbandoned(left)};
  }

  /** Takes what another window knows. */
  take(peer: string, room: Room | null): void {
    if (room) this.#copies.push(room);
    this.#heard(peer);
  }

  /** Waits no longer. */
  stop(): void {
    this.#stop.abort();
    this.#done();
  }

  #left(): Left | null {
    const left = this.#ether.read(leftKey(this.#sessionId)) as Left | null;
    return left?.room.id === this.#sessionId ? left : null;
  }

  async #watch(peer: string): Promise<void> {
    const letGo = await this.#ether.lock(peerLock(this.#sessionId, peer), this.#stop.signal).catch(() => null);
    letGo?.();
    this.#heard(peer);
  }

  #heard(peer: string): void {
    this.#silent.delete(peer);
    if (this.#silent.size === 0) this.#done();
  }
}

/** Whether nobody came back to a session in time. */
export function isAbandoned({room, time}: Left): boolean {
  return Date.now() - time > room.state.settings.empty_session_timeout * 1000;
}

function newer(one: Left | null, other: Left | null): Left | null {
  return (one?.time ?? 0) > (other?.time ?? 0) ? one : other;
}
