import type {Rate} from './numbers.ts';
import {TooMany} from './too-many.ts';

/** How many are counted at once; of more, those are forgotten that were quiet for longest. */
const COUNTED = 50_000;

interface Bucket {
  left: number;
  /** When `left` was right, on the clock. */
  at: number;
}

/** Says how often something may happen, for each of many by a name of their own. */
export class Allowance {
  readonly #rate: Rate;
  readonly #what: string;
  readonly #now: () => number;
  /** Those that were heard of last come last. */
  readonly #buckets = new Map<string, Bucket>();

  /**
   * @param what - what there is too much of, as the refusal begins
   * @param now - the clock, in milliseconds
   */
  constructor(rate: Rate, what: string, now: () => number = () => performance.now()) {
    this.#rate = rate;
    this.#what = what;
    this.#now = now;
  }

  /** @throws {TooMany} when there is nothing left; takes nothing */
  check(name: string): void {
    const {left} = this.#bucket(name);
    if (left < 1) throw new TooMany(((1 - left) * 60_000) / this.#rate.aMinute, this.#what);
  }

  /** Takes one, whether there is one or not. */
  count(name: string): void {
    const bucket = this.#bucket(name);
    bucket.left = Math.max(0, bucket.left - 1);
    this.#buckets.delete(name);
    this.#buckets.set(name, bucket);
    if (this.#buckets.size <= COUNTED) return;
    const [oldest] = this.#buckets.keys();
    this.#buckets.delete(oldest!);
  }

  /** @throws {TooMany} when there is nothing left; else takes one */
  take(name: string): void {
    this.check(name);
    this.count(name);
  }

  /** Takes one if there is any left, and says whether there was. */
  tryTake(name: string): boolean {
    if (this.#bucket(name).left < 1) return false;
    this.count(name);
    return true;
  }

  #bucket(name: string): Bucket {
    const {atOnce, aMinute} = this.#rate;
    const at = this.#now();
    const known = this.#buckets.get(name);
    if (!known) return {left: atOnce, at};
    known.left = Math.min(atOnce, known.left + ((at - known.at) * aMinute) / 60_000);
    known.at = at;
    return known;
  }
}
