import {networkOf} from './network-of.ts';
import {TooMany} from './too-many.ts';

/** Wrong tries that an address has before it is locked out. */
const TRIES = 5;

/** After the first wrong try an address waits for this time, after each further one for twice as long. Milliseconds. */
const FIRST_WAIT = 1_000;

/** For how long an address is locked out, and for how long its wrong tries are remembered. Milliseconds. */
const LOCKED = 15 * 60_000;

/** Wrong tries of all addresses together in an hour, after which nobody finds anything until they are an hour old. */
const TRIES_OF_ALL = 100;
const HOUR = 60 * 60_000;

/** PINs that an address finds in an hour. Where many sessions live, guesses are right, and it is those that have to be few. */
const FOUND = 100;

/** Of how many addresses it is known what they found; of more, those are forgotten that found something longest ago. */
const FINDERS = 10_000;

interface Tries {
  count: number;
  /** When the next one is heard. */
  next: number;
}

/**
 * Keeps PINs from being guessed. An address has 5 wrong tries, with 1, 2, 4 and 8 s between them, then waits for a
 * quarter of an hour. All addresses together have 100 wrong tries an hour, so that thousands of them need more than
 * four days to walk all 10,000 PINs, and sessions are over by then. An address finds 100 PINs an hour, however right
 * its tries are.
 */
export class PinGuard {
  readonly #now: () => number;
  readonly #byAddress = new Map<string, Tries>();
  /** When each wrong try of the last hour was, oldest first. */
  #all: number[] = [];
  /** When each PIN of the last hour was found first, oldest first, by who found it. */
  readonly #found = new Map<string, Map<string, number>>();

  /** @param now - the clock, in milliseconds */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** @throws {TooMany} when it is too soon for another try */
  check(address: string, pin: string): void {
    const now = this.#now();
    this.#forget(now);
    const network = networkOf(address);
    const wait = (this.#byAddress.get(network)?.next ?? 0) - now;
    if (wait > 0) throw new TooMany(wait);
    if (this.#all.length >= TRIES_OF_ALL) throw new TooMany((this.#all[0] as number) + HOUR - now);
    const found = this.#foundBy(network, now);
    const [oldest = now] = found.values();
    if (found.size >= FOUND && !found.has(pin)) throw new TooMany(oldest + HOUR - now);
  }

  /** A try was right. That makes up for no wrong one: whoever knows a PIN could begin anew with it. */
  found(address: string, pin: string): void {
    const now = this.#now();
    const network = networkOf(address);
    const found = this.#foundBy(network, now);
    if (!found.has(pin)) found.set(pin, now);
    this.#found.delete(network);
    this.#found.set(network, found);
    const [quietest] = this.#found.keys();
    if (this.#found.size > FINDERS) this.#found.delete(quietest!);
  }

  /** A try was wrong. */
  failed(address: string): void {
    const now = this.#now();
    const network = networkOf(address);
    const count = (this.#byAddress.get(network)?.count ?? 0) + 1;
    const wait = count < TRIES ? FIRST_WAIT * 2 ** (count - 1) : LOCKED;
    this.#byAddress.set(network, {count, next: now + wait});
    this.#all.push(now);
  }

  /** There are never more addresses than wrong tries in an hour. */
  #forget(now: number): void {
    this.#all = this.#all.filter((time) => time > now - HOUR);
    for (const [network, {next}] of this.#byAddress) {
      if (next < now - LOCKED) this.#byAddress.delete(network);
    }
  }

  #foundBy(network: string, now: number): Map<string, number> {
    const found = this.#found.get(network) ?? new Map<string, number>();
    for (const [pin, time] of found) if (time <= now - HOUR) found.delete(pin);
    return found;
  }
}
