import type {Store} from '../../../src/server/storage/store.ts';

/** Counts how much goes to the disk at once: what is in a transaction is all answered in one turn of the loop. */
export class Groups {
  #writes = 0;
  #groups = 0;
  #counted = false;

  constructor(store: Store) {
    const {append, recordAttempts} = store;
    store.append = (args) => this.#counting(append(args), 1);
    store.recordAttempts = (results) => this.#counting(recordAttempts(results), results.length);
  }

  /** The average of events, or of deliveries that were made, since this was last asked. */
  take(): number {
    const average = this.#writes / Math.max(1, this.#groups);
    this.#writes = 0;
    this.#groups = 0;
    return average;
  }

  async #counting<Result>(write: Promise<Result>, writes: number): Promise<Result> {
    const result = await write;
    this.#writes += writes;
    if (!this.#counted) {
      this.#groups += 1;
      this.#counted = true;
      setImmediate(() => {
        this.#counted = false;
      });
    }
    return result;
  }
}
