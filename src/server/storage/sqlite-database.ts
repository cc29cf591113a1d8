import {accessSync, constants, existsSync, realpathSync} from 'node:fs';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {damaged} from './damaged.ts';
import {MIGRATIONS} from './migrations.ts';
import {fatal} from './sqlite-errors.ts';
import {MAIN, StoreError} from './store.ts';

/** Written into every database of ours, so that nobody takes another program's for one: "wfel" in ASCII. */
const APPLICATION_ID = 0x7766_656c;

/**
 * A commit is on the disk when it returns. What it wrote goes into the database itself every 16 MB, and 16 MB of pages
 * stay in memory: with many sessions the same pages are written over and over.
 */
export const PRAGMAS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA wal_autocheckpoint = 4096;
  PRAGMA cache_size = -16384;
  PRAGMA cell_size_check = ON;
`;

/** How long a program that only looks into the file may hold it up, in milliseconds. */
const BUSY_TIMEOUT = 5_000;

/** Up to this size a database is looked through before it is used, in pages: that takes no longer than a second. */
const CHECKED_PAGES = 16_384;

/** A database that no other server of the same name has open. */
export interface OpenDatabase {
  readonly db: DatabaseSync;
  close(): void;
}

export interface DatabaseOptions {
  /** Name of the server that opens it. */
  readonly instance?: string;
  /** What its versions are made of. */
  readonly migrations?: readonly string[];
}

/**
 * Opens a database, makes it when it is not there, and brings it up to date.
 * @throws {StoreError} when it cannot be used; nothing was changed then
 */
export function openDatabase(
  file: string,
  {instance = MAIN, migrations = MIGRATIONS}: DatabaseOptions = {},
): OpenDatabase {
  checkAccess(file);
  const opened: DatabaseSync[] = [];
  const close = () => {
    for (const db of opened.reverse()) db.close();
  };
  try {
    opened.push(lock(file, instance));
    const db = new DatabaseSync(file, {timeout: BUSY_TIMEOUT, enableForeignKeyConstraints: false});
    opened.push(db);
    checkWhose(db, file, migrations.length);
    checkPages(db, file);
    db.exec(PRAGMAS);
    migrate(db, migrations);
    // Not before: a table that is made anew would take with it what hangs on it.
    db.exec('PRAGMA foreign_keys = ON');
    return {db, close};
  } catch (error) {
    close();
    throw fatal(error, file) ?? error;
  }
}

/** Says what is wrong with a file or its folder before SQLite says less of it. */
function checkAccess(file: string): void {
  const folder = path.dirname(file);
  if (!existsSync(folder)) throw new StoreError(`${folder} is not there: make this folder, or name another one.`);
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK);
  } catch (error) {
    const which = (error as NodeJS.ErrnoException).path ?? folder;
    throw new StoreError(`${which} may not be written: let the user that the server runs as read and write there.`, {
      cause: error,
    });
  }
}

/**
 * Holds other servers of this name off, by a lock on a file beside the database: the system lets go of it as soon as this
 * process is gone, however it ended. The database itself is not locked: it can be copied with `sqlite3 … .backup`, and
 * servers of other names share it.
 */
function lock(file: string, instance: string): DatabaseSync {
  const db = new DatabaseSync(`${existsSync(file) ? realpathSync(file) : file}.${instance}.lock`);
  try {
    db.exec('BEGIN EXCLUSIVE');
    return db;
  } catch (error) {
    db.close();
    if (fatal(error, file)?.message.includes('in use'))
      throw new StoreError(
        `${file} is in use by another server: stop that one, or give this one a folder or an instance of its own.`,
      );
    throw error;
  }
}

function checkWhose(db: DatabaseSync, file: string, newest: number): void {
  const version = pragma(db, 'user_version');
  const {tables} = db.prepare('SELECT count(*) AS tables FROM sqlite_schema').get() as {tables: number};
  if (tables > 0 && pragma(db, 'application_id') !== APPLICATION_ID)
    throw new StoreError(`${file} is the database of another program: name another file.`);
  if (version > newest)
    throw new StoreError(
      `${file} was written by a newer server (version ${version}; this one knows up to ${newest}): run that one.`,
    );
}

function checkPages(db: DatabaseSync, file: string): void {
  if (pragma(db, 'page_count') > CHECKED_PAGES) return;
  const {quick_check: found} = db.prepare('PRAGMA quick_check(1)').get() as {quick_check: string};
  if (found !== 'ok') throw damaged(file, found);
}

function migrate(db: DatabaseSync, migrations: readonly string[]): void {
  while (pragma(db, 'user_version') < migrations.length) {
    db.exec('BEGIN IMMEDIATE');
    // Another server may have come first.
    const version = pragma(db, 'user_version');
    const step = migrations[version];
    if (step !== undefined)
      db.exec(`${step}; PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${version + 1}`);
    db.exec('COMMIT');
  }
}

function pragma(db: DatabaseSync, name: string): number {
  return Number(Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
}
