import {type ArgsOf, CalledStore, type CallName, CLOSED, type ResultOf, type StoreCalls} from './calls.ts';
import {memoryDeliveries} from './memory-deliveries.ts';
import {memorySessions} from './memory-sessions.ts';
import {memorySpaces} from './memory-spaces.ts';
import {MemoryTables} from './memory-tables.ts';
import {memoryWebhooks} from './memory-webhooks.ts';
import {StoreError} from './store.ts';

/** A store for development and tests: it keeps everything as long as the process runs, and no longer. */
export class MemoryStore extends CalledStore {
  readonly place = 'The store in memory';
  readonly durable = false;
  readonly failed = new Promise<StoreError>(() => {});
  readonly #engine: StoreCalls;
  #closed = false;

  constructor() {
    super();
    const tables = new MemoryTables();
    this.#engine = {
      ...memorySessions(tables),
      ...memorySpaces(tables),
      ...memoryWebhooks(tables),
      ...memoryDeliveries(tables),
      revision: () => tables.revision,
      check() {},
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  protected async call<Name extends CallName>(name: Name, args: ArgsOf<Name>): Promise<ResultOf<Name>> {
    if (this.#closed) throw new StoreError(CLOSED);
    const method = this.#engine[name] as (...args: ArgsOf<Name>) => ResultOf<Name>;
    return method(...args);
  }
}
