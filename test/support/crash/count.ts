/** Counts something, and says when there is more of it. */
export class Count {
  #count = 0;
  #waiting: {readonly count: number; readonly resolve: () => void}[] = [];

  add(): void {
    this.#count += 1;
    const reached = this.#waiting.filter(({count}) => count <= this.#count);
    this.#waiting = this.#waiting.filter(({count}) => count > this.#count);
    for (const {resolve} of reached) resolve();
  }

  /** Resolves when there are so many more. */
  more(count: number): Promise<void> {
    const {promise, resolve} = Promise.withResolvers<void>();
    this.#waiting.push({count: this.#count + count, resolve});
    return promise;
  }
}
