import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {Stroke} from '../../src/client/index.ts';

/** How many lines are shown at once, and how long each can be. More is a flood. */
const MAX_LINES = 200;
const MAX_NUMBERS = 4_000;

/** How long a line takes to fade. Milliseconds. */
const FADING = 500;

/** A line over the page. */
export interface Line {
  readonly key: string;
  readonly color: string;
  readonly points: readonly number[];
  readonly fades: boolean;
}

/** The lines that people draw, each until it has faded. */
export class Lines implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #lines = new Map<string, Line>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** All of them, in the order in which they were begun. */
  get all(): readonly Line[] {
    return [...this.#lines.values()];
  }

  /** Adds a line, or what comes next of it. It begins to fade that many seconds after the last of it, unless it stays. */
  add({by, line, points, color, stays}: Stroke, timeout: number): void {
    const key = `${by} ${line}`;
    const begun = this.#lines.get(key)?.points ?? [];
    const all = [...begun, ...points].slice(-MAX_NUMBERS);
    this.#lines.set(key, {key, color, points: all, fades: false});
    const [oldest] = this.#lines.keys();
    if (oldest !== undefined && this.#lines.size > MAX_LINES) this.#remove(oldest);
    clearTimeout(this.#timers.get(key));
    if (!stays)
      this.#timers.set(
        key,
        setTimeout(() => this.#fade(key), timeout * 1000),
      );
    this.#host.requestUpdate();
  }

  /** Takes them all away. */
  clear(): void {
    for (const key of [...this.#lines.keys()]) this.#remove(key);
  }

  hostDisconnected(): void {
    this.clear();
  }

  #fade(key: string): void {
    const line = this.#lines.get(key);
    if (!line) return;
    this.#lines.set(key, {...line, fades: true});
    this.#timers.set(
      key,
      setTimeout(() => this.#remove(key), FADING),
    );
    this.#host.requestUpdate();
  }

  #remove(key: string): void {
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    this.#lines.delete(key);
    this.#host.requestUpdate();
  }
}
