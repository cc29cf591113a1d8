import type {DatabaseSync, StatementSync} from 'node:sqlite';
import type {CallName, ResultOf, StoreCalls} from './calls.ts';
import type {AttemptResult} from './delivery-store.ts';
import {sqliteAppend} from './sqlite-append.ts';
import {openDatabase} from './sqlite-database.ts';
import {sqliteDeliveryList} from './sqlite-delivery-list.ts';
import {fatal, tellable} from './sqlite-errors.ts';
import {sqliteFiles} from './sqlite-files.ts';
import {sqliteKeys} from './sqlite-keys.ts';
import {sqliteLanes} from './sqlite-lanes.ts';
import {sqliteOutbox} from './sqlite-outbox.ts';
import {sqlitePins} from './sqlite-pins.ts';
import {sqliteRevision} from './sqlite-revision.ts';
import {sqliteSessionList} from './sqlite-session-list.ts';
import {sqliteSessions} from './sqlite-sessions.ts';
import {sqliteSpaces} from './sqlite-spaces.ts';
import {sqliteWebhooks} from './sqlite-webhooks.ts';
import {MAIN} from './store.ts';
import type {WebhookRecord} from './webhook-store.ts';

/** Something that is asked. */
export interface Call {
  readonly name: CallName;
  readonly args: readonly unknown[];
}

/** What came of a call that was done, or why it was refused. */
export type Outcome = {readonly result: ResultOf<CallName>} | {readonly error: unknown};

/** What changes nothing, so that nothing waits for the disk. */
const READS: ReadonlySet<CallName> = new Set<CallName>([
  'revision',
  'readEvents',
  'listSessions',
  'findSession',
  'findPin',
  'listFiles',
  'listSpaces',
  'listKeys',
  'listWebhooks',
  'findWebhook',
  'nextDelivery',
  'listDeliveries',
  'findDelivery',
  'listAttempts',
]);

/** Beside what is only read: if the power fails, deliveries are made again, and no session was made that has the PIN. */
const UNHURRIED: ReadonlySet<CallName> = new Set<CallName>([...READS, 'promisePin', 'takeDeliveries']);

/** Whether it may come to the disk later. What failed may not: it can be the last of a delivery, or of its webhook. */
function isUnhurried({name, args}: Call): boolean {
  if (name !== 'recordAttempts') return UNHURRIED.has(name);
  return (args[0] as readonly AttemptResult[]).every(({status}) => status === 'delivered');
}

/** A database and what can be done with it, on the thread that calls. */
export class SqliteEngine {
  readonly #file: string;
  readonly #db: DatabaseSync;
  readonly #calls: StoreCalls;
  readonly #close: () => void;
  /** Prepared, since they go around every call. */
  readonly #begin: StatementSync;
  readonly #keep: StatementSync;
  readonly #undo: StatementSync;
  /** Whether transactions wait for the disk, as they do when the database is opened. */
  #waits = true;
  /** As they were last read; undefined when they may be others by now. */
  #webhooks: readonly WebhookRecord[] | undefined;
  readonly #revision: () => number;
  /** At which revision they were read. */
  #webhooksAt = 0;

  /** @throws {StoreError} when the database cannot be used; nothing was changed then */
  constructor(file: string, instance = MAIN) {
    const {db, close} = openDatabase(file, {instance});
    this.#file = file;
    this.#db = db;
    this.#close = close;
    this.#begin = db.prepare('SAVEPOINT call');
    this.#keep = db.prepare('RELEASE call');
    this.#undo = db.prepare('ROLLBACK TO call');
    const webhooks = sqliteWebhooks(db);
    const enqueue = sqliteOutbox(db, () => (this.#webhooks ??= webhooks.listWebhooks()));
    this.#revision = sqliteRevision(db);
    const check = db.prepare(`REPLACE INTO checks (key, at) VALUES (1, ?)`);
    this.#calls = {
      ...sqliteSessions(db),
      ...sqliteSessionList(db),
      ...sqlitePins(db),
      ...sqliteFiles(db),
      ...sqliteSpaces(db),
      ...sqliteKeys(db),
      ...webhooks,
      ...sqliteDeliveryList(db),
      ...sqliteLanes(db, webhooks),
      append: sqliteAppend(db, enqueue),
      revision: this.#revision,
      check: () => void check.run(Date.now()),
    };
  }

  /**
   * Does calls in their order and in one transaction; when it returns, all that was done is on the disk, but for deliveries
   * that arrived. A call that is refused changes nothing and keeps no other from being done.
   * @throws {StoreError} when the database can do nothing any more; none of them was done then
   */
  run(calls: readonly Call[]): Outcome[] {
    try {
      this.#setWaiting(!calls.every(isUnhurried));
      this.#db.exec(calls.every(({name}) => READS.has(name)) ? 'BEGIN' : 'BEGIN IMMEDIATE');
      if (calls.some(({name}) => name === 'append')) this.#checkWebhooks();
      const outcomes = calls.map((call) => this.#do(call));
      this.#db.exec('COMMIT');
      return outcomes;
    } catch (error) {
      this.#webhooks = undefined;
      // Some errors have ended the transaction by themselves.
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw fatal(error, this.#file) ?? error;
    }
  }

  /** Lets go of the database. */
  close(): void {
    this.#close();
  }

  #setWaiting(waits: boolean): void {
    if (waits !== this.#waits) this.#db.exec(`PRAGMA synchronous = ${waits ? 'FULL' : 'NORMAL'}`);
    this.#waits = waits;
  }

  /** Another server may have changed some. */
  #checkWebhooks(): void {
    const revision = this.#revision();
    if (revision !== this.#webhooksAt) this.#webhooks = undefined;
    this.#webhooksAt = revision;
  }

  #do({name, args}: Call): Outcome {
    if (name !== 'append') this.#webhooks = undefined;
    this.#begin.run();
    try {
      const result = (this.#calls[name] as (...args: readonly unknown[]) => ResultOf<CallName>)(...args);
      this.#keep.run();
      return {result};
    } catch (error) {
      if (fatal(error, this.#file)) throw error;
      this.#undo.run();
      this.#keep.run();
      return {error: tellable(error, this.#file)};
    }
  }
}
