import type {Clock} from '../../../src/server/webhooks/clock.ts';

/** A clock that goes when a test says so. */
export class FakeClock implements Clock {
  #now: number;
  readonly #timers = new Set<{readonly at: number; readonly callback: () => void}>();

  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(wait: number, callback: () => void): () => void {
    const timer = {at: this.#now + Math.max(0, wait), callback};
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** When something happens next, or undefined. */
  get next(): number | undefined {
    return this.#timers.size > 0 ? Math.min(...[...this.#timers].map(({at}) => at)) : undefined;
  }

  /** Goes on for that long, in milliseconds, and lets happen what does meanwhile. */
  advance(time: number): void {
    const end = this.#now + time;
    for (;;) {
      const [timer] = [...this.#timers].filter(({at}) => at <= end).sort((one, other) => one.at - other.at);
      if (!timer) break;
      this.#timers.delete(timer);
      this.#now = Math.max(this.#now, timer.at);
      timer.callback();
    }
    this.#now = end;
  }
}
