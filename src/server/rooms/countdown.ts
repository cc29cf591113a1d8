/** Lets something happen after a time in which nothing stopped it. */
export class Countdown {
  readonly #done: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(done: () => void) {
    this.#done = done;
  }

  /** Counts for as long as that holds, anew each time that it comes to hold. */
  while(holds: boolean, time: number): void {
    if (holds) {
      // A server that ends waits for none: it can be a day.
      this.#timer ??= setTimeout(this.#done, time).unref();
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
