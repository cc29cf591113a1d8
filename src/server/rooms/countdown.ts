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
      this.#timer ??= setTimeout(this.#done, time);
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
