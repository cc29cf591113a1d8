import {MemoryStore} from '../../src/server/storage/memory-store.ts';
import type {Append, Appended} from '../../src/server/storage/store.ts';

/** A store in memory that keeps nothing before the test says so. */
export class SlowStore extends MemoryStore {
  /** Appends that wait, oldest first. */
  readonly waiting: Append[] = [];
  #held: (() => Promise<void>)[] = [];
  #holds = false;
  readonly #kept = new Map<string, number>();
  #changed = Promise.withResolvers<void>();
  /** What an append that has been let through is answered with instead, or null. */
  failure: Error | null = null;

  constructor() {
    super();
    const keep = this.append;
    const append = (one: Append) => {
      this.#kept.set(one.sessionId, one.expected + one.events.length);
      return keep(one);
    };
    this.append = (one) => {
      if (!this.#holds) return this.#answer(() => append(one));
      const {promise, resolve, reject} = Promise.withResolvers<Appended>();
      this.waiting.push(one);
      this.#held.push(() => this.#answer(() => append(one)).then(resolve, reject));
      this.#changed.resolve();
      this.#changed = Promise.withResolvers();
      return promise;
    };
  }

  /** How many events of a session are kept. */
  eventsOf(sessionId: string): number {
    return this.#kept.get(sessionId) ?? 0;
  }

  /** Keeps nothing from now on. */
  hold(): void {
    this.#holds = true;
  }

  /** Waits until that many appends wait. */
  async has(appends: number): Promise<void> {
    while (this.waiting.length < appends) await this.#changed.promise;
  }

  /** Keeps the first that wait, in their order. */
  async release(appends: number): Promise<void> {
    this.waiting.splice(0, appends);
    await Promise.all(this.#held.splice(0, appends).map((go) => go()));
  }

  /** Keeps all, and all that come. */
  async goOn(): Promise<void> {
    this.#holds = false;
    await this.release(this.waiting.length);
  }

  async #answer(append: () => Promise<Appended>): Promise<Appended> {
    if (this.failure) throw this.failure;
    return append();
  }
}
