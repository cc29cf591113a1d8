import {type ArgsOf, CalledStore, type CallName, type ResultOf} from '../storage/calls.ts';
import type {Store, StoreError} from '../storage/store.ts';

/** Told of what a store is asked. */
export interface StoreWatch {
  /** Something is asked. Hands back who is told when it is answered, in whichever way. */
  asked(name: CallName): () => void;
  /** Something was done, and is safe. */
  done<Name extends CallName>(name: Name, args: ArgsOf<Name>, result: ResultOf<Name>): void;
}

/** A store that tells others what passes through it. */
export class WatchedStore extends CalledStore {
  readonly #store: Store;
  readonly #watches: readonly StoreWatch[];

  constructor(store: Store, watches: readonly StoreWatch[]) {
    super();
    this.#store = store;
    this.#watches = watches;
  }

  get place(): string {
    return this.#store.place;
  }

  get durable(): boolean {
    return this.#store.durable;
  }

  get failed(): Promise<StoreError> {
    return this.#store.failed;
  }

  close(): Promise<void> {
    return this.#store.close();
  }

  protected async call<Name extends CallName>(name: Name, args: ArgsOf<Name>): Promise<ResultOf<Name>> {
    const answered = this.#watches.map((watch) => watch.asked(name));
    try {
      const method = this.#store[name] as (...args: ArgsOf<Name>) => Promise<ResultOf<Name>>;
      const result = await method.apply(this.#store, args);
      for (const watch of this.#watches) watch.done(name, args, result);
      return result;
    } finally {
      for (const tell of answered) tell();
    }
  }
}
