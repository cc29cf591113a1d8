/** How many messages a client may send in a second: no hand is faster, with a picture acknowledged in between. */
export const PER_SECOND = 500;

/** How many may come at once. */
export const AT_ONCE = 1_000;

/**
 * The longest pause that anyone makes who sends messages, in milliseconds. What is read at once are 64 KB: no more than
 * 1,800 of the shortest.
 */
export const LONGEST_PAUSE = (2_000 * 1000) / PER_SECOND;

/** Says when a client is too fast: one that floods its line must not make everyone else wait. */
export class Pace {
  readonly #now: () => number;
  #left = AT_ONCE;
  #counted: number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#counted = now();
  }

  /** Counts a message. Answers with how long to listen to no other one, in milliseconds. */
  take(): number {
    const now = this.#now();
    this.#left = Math.min(AT_ONCE, this.#left + ((now - this.#counted) * PER_SECOND) / 1000) - 1;
    this.#counted = now;
    return Math.max(0, (-this.#left * 1000) / PER_SECOND);
  }
}
