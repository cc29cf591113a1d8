/** What tabs take their turns of. */
export interface TurnsOptions {
  readonly perSecond: number;
  /** How many may be taken at once when none was for a while. */
  readonly atOnce: number;
  /** The clock, in milliseconds. */
  readonly now?: () => number;
}

/**
 * Hands out what there is not enough of for all who want it. As long as there is enough nobody waits; else each gets one in
 * turn, so that who wants little has all of it, and the others share the rest evenly.
 */
export class Turns {
  readonly #perSecond: number;
  readonly #atOnce: number;
  readonly #now: () => number;
  readonly #queue = new Set<() => void>();
  #left: number;
  /** When `#left` was right, on the clock. */
  #at: number;
  #timer: NodeJS.Timeout | null = null;

  constructor({perSecond, atOnce, now = () => performance.now()}: TurnsOptions) {
    this.#perSecond = perSecond;
    this.#atOnce = atOnce;
    this.#now = now;
    this.#left = atOnce;
    this.#at = now();
  }

  /** Calls `go` once when its turn has come, which may be at once. Asking again meanwhile changes nothing. */
  take(go: () => void): void {
    this.#queue.add(go);
    this.#serve();
  }

  /** Gives up a turn that has not come. */
  leave(go: () => void): void {
    this.#queue.delete(go);
  }

  #serve(): void {
    this.#refill();
    for (const go of this.#queue) {
      if (this.#left < 1) break;
      this.#left--;
      this.#queue.delete(go);
      go();
    }
    if (this.#queue.size === 0 || this.#timer) return;
    const wait = Math.max(1, Math.ceil(((1 - this.#left) * 1000) / this.#perSecond));
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#serve();
    }, wait);
    this.#timer.unref();
  }

  #refill(): void {
    const now = this.#now();
    this.#left = Math.min(this.#atOnce, this.#left + ((now - this.#at) * this.#perSecond) / 1000);
    this.#at = now;
  }
}
