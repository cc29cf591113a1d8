import type {Store} from '../../../src/server/storage/store.ts';

/** Counts how many appends go to the disk at once: those of a transaction are all answered in one turn of the loop. */
export class Groups {
  #appends = 0;
  #groups = 0;
  #counted = false;

  constructor(store: Store) {
    const {append} = store;
    store.append = async (args) => {
      const appended = await append(args);
      this.#count();
      return appended;
    };
  }

  /** The average since this was last asked. */
  take(): number {
    const average = this.#appends / Math.max(1, this.#groups);
    this.#appends = 0;
    this.#groups = 0;
    return average;
  }

  #count(): void {
    this.#appends += 1;
    if (this.#counted) return;
    this.#groups += 1;
    this.#counted = true;
    setImmediate(() => {
      this.#counted = false;
    });
  }
}
