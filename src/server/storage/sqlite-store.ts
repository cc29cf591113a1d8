import {once} from 'node:events';
import path from 'node:path';
import {Worker} from 'node:worker_threads';
import {type ArgsOf, CalledStore, type CallName, CLOSED, type ResultOf} from './calls.ts';
import type {Call} from './sqlite-engine.ts';
import {decode, encode, type FromWorker, type Sent, unpackError} from './sqlite-messages.ts';
import {MAIN, StoreError} from './store.ts';

/** Runs beside this file, from source and from what is built of it alike. */
const WORKER = path.join(import.meta.dirname, `sqlite-worker${path.extname(import.meta.filename)}`);

/** How many calls wait for others before they cross over: the disk is written to while more come in. */
const MOST_UNSENT = 32;

/** A store in a SQLite file, which has a thread of its own: the disk is waited for there. */
export class SqliteStore extends CalledStore {
  readonly place: string;
  readonly durable = true;
  readonly failed: Promise<StoreError>;
  readonly #worker: Worker;
  readonly #exited: Promise<unknown>;
  readonly #fail: (error: StoreError) => void;
  /** Calls that are not sent yet, and those that wait for their answer, oldest first. */
  #unsent: Call[] = [];
  #waiting: PromiseWithResolvers<unknown>[] = [];
  /** Why everything is refused, or null. */
  #refusal: StoreError | null = null;
  #closed: Promise<void> | undefined;

  private constructor(place: string, worker: Worker) {
    super();
    this.place = place;
    const failed = Promise.withResolvers<StoreError>();
    this.failed = failed.promise;
    this.#fail = failed.resolve;
    this.#worker = worker;
    this.#exited = new Promise((resolve) => worker.once('exit', resolve));
    worker.on('message', (text: string) => this.#onMessage(decode(text)));
    worker.on('error', (error) => this.#end(new StoreError(`The store has failed: ${error.message}`, {cause: error})));
  }

  /**
   * Opens the database in a file, which is made when it is not there. Until it is closed, no other server of this name
   * can.
   * @throws {StoreError} when it cannot be used; nothing was changed then
   */
  static async open(file: string, instance = MAIN): Promise<SqliteStore> {
    const worker = new Worker(WORKER, {workerData: {file: path.resolve(file), instance}, env: {}});
    const message = decode<FromWorker>(...((await once(worker, 'message')) as [string]));
    if (typeof message === 'object' && 'failed' in message) throw unpackError(message.failed);
    return new SqliteStore(file, worker);
  }

  close(): Promise<void> {
    this.#closed ??= this.#letGo();
    return this.#closed;
  }

  protected call<Name extends CallName>(name: Name, args: ArgsOf<Name>): Promise<ResultOf<Name>> {
    if (this.#refusal) return Promise.reject(this.#refusal);
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.push(waiting);
    // JSON has null where undefined is given, which may mean something else.
    const given = args.slice(0, args.findLastIndex((arg) => arg !== undefined) + 1);
    // What is asked within one turn of the loop crosses over at once.
    const unsent = this.#unsent.push({name, args: given});
    if (unsent === 1) setImmediate(() => this.#send());
    else if (unsent >= MOST_UNSENT) this.#send();
    return waiting.promise as Promise<ResultOf<Name>>;
  }

  #send(): void {
    if (this.#unsent.length > 0) this.#worker.postMessage(encode(this.#unsent));
    this.#unsent = [];
  }

  async #letGo(): Promise<void> {
    this.#send();
    if (!this.#refusal) {
      this.#refusal = new StoreError(CLOSED);
      this.#worker.postMessage(encode(null));
    }
    await this.#exited;
  }

  #onMessage(message: FromWorker): void {
    if (message === 'ready') return;
    if ('failed' in message) this.#end(unpackError(message.failed));
    else for (const sent of message) this.#answer(sent);
  }

  #answer(sent: Sent): void {
    const waiting = this.#waiting.shift();
    if ('error' in sent) waiting?.reject(unpackError(sent.error));
    else waiting?.resolve(sent.result);
  }

  #end(error: StoreError): void {
    this.#refusal = error;
    this.#unsent = [];
    this.#fail(error);
    for (const waiting of this.#waiting.splice(0)) waiting.reject(error);
  }
}
