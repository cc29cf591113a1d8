import {TooMany} from './too-many.ts';

/** When it may go better that there are too many of something, in milliseconds. Nobody knows when one of them goes. */
const WAIT = 10_000;

/** Counts how many of something there are at once, by whose they are and in all. */
export class HeadCount {
  readonly #each: number;
  readonly #all: number;
  readonly #what: string;
  readonly #counts = new Map<string, number>();
  #total = 0;

  /** @param what - what there is too much of, as the refusal begins */
  constructor(each: number, all: number, what: string) {
    this.#each = each;
    this.#all = all;
    this.#what = what;
  }

  /**
   * One more. Returns the way to say that it is gone.
   * @throws {TooMany} when there are as many as there may be
   */
  enter(name: string): () => void {
    const count = this.#counts.get(name) ?? 0;
    if (count >= this.#each || this.#total >= this.#all) throw new TooMany(WAIT, this.#what);
    this.#counts.set(name, count + 1);
    this.#total++;
    let here = true;
    return () => {
      if (!here) return;
      here = false;
      this.#total--;
      const left = (this.#counts.get(name) ?? 1) - 1;
      if (left > 0) this.#counts.set(name, left);
      else this.#counts.delete(name);
    };
  }
}
