import {createHash} from 'node:crypto';
import {createReadStream, createWriteStream} from 'node:fs';
import {lstat, readdir, rm} from 'node:fs/promises';
import {join} from 'node:path';
import type {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {MAX_FILE_MEGABYTES} from '../../model/files.ts';
import type {Refusal} from '../../model/refusals.ts';
import {MAX_UPLOAD_BYTES} from '../../protocol/rpc.ts';
import {allowed, Refused} from '../refused.ts';
import {newSecret} from '../rooms/secrets.ts';
import type {FileRecord, FileStore} from '../storage/store.ts';
import type {FilesFolder} from './files-folder.ts';
import {moveFile} from './move.ts';
import {cleanFileName} from './names.ts';

/** Largest file that a session keeps, in bytes. */
export const MAX_FILE_BYTES = MAX_FILE_MEGABYTES * 1024 * 1024;

/** Why the session takes no such file, or null; `bytes` is what is known of its size. */
export type RefusesFile = (filename: string, bytes: number) => Refusal | null;

/** How many files it keeps, and how many bytes they have together. */
export const MAX_FILES = 100;
export const MAX_ALL_BYTES = 250 * 1024 * 1024;

/** How many files people can send at once. */
const MAX_COMING = 5;

/** How long someone may take to send a file, in milliseconds. */
const UPLOAD_TIME = 300_000;

/** A file that a session keeps. Its name is cleaned, so that it can stand anywhere. */
export interface StoredFile extends FileRecord {
  /** Where it lies. */
  readonly path: string;
}

/** The files of a session, downloaded or shared, in a folder that goes with it. */
export class SessionFiles {
  readonly #sessionId: string;
  readonly #home: FilesFolder;
  readonly #store: FileStore;
  readonly #refuses: RefusesFile;
  readonly #files = new Map<string, StoredFile>();
  readonly #end = new AbortController();
  #folder: Promise<string> | null = null;
  #coming = 0;

  constructor(sessionId: string, home: FilesFolder, store: FileStore, refuses: RefusesFile = () => null) {
    this.#refuses = refuses;
    this.#sessionId = sessionId;
    this.#home = home;
    this.#store = store;
  }

  /** Finds the files of before the server was started again, and removes what did not come whole. */
  async restore(): Promise<void> {
    const folder = await this.#home.make(this.#sessionId);
    this.#folder = Promise.resolve(folder);
    for (const record of await this.#store.listFiles(this.#sessionId)) {
      this.#files.set(record.id, {...record, path: join(folder, record.id)});
    }
    const left = (await readdir(folder)).filter((id) => !this.#files.has(id));
    await Promise.all(left.map((id) => rm(join(folder, id), {recursive: true, force: true})));
  }

  /** The file with that id, or undefined. */
  find(id: string): StoredFile | undefined {
    return this.#files.get(id);
  }

  /**
   * Takes a file over from where a browser has put it.
   * @throws {Refused} when the session has no room for it
   */
  async take(path: string, filename: string): Promise<StoredFile> {
    try {
      return await this.#keep(filename, '', (place) => moveFile(path, place));
    } catch (error) {
      const session = this.#sessionId;
      if (!(error instanceof Refused)) this.#home.log?.error({err: error, session}, 'A download was not kept.');
      throw error;
    }
  }

  /**
   * Keeps what someone sends.
   * @throws {Refused} when it is too large, takes too long, or the session has no room for it
   */
  async receive(content: Readable, filename: string, declaredType: string): Promise<StoredFile> {
    if (this.#coming >= MAX_COMING) throw new Refused('too_many', `At most ${MAX_COMING} files can come at once.`);
    this.#coming++;
    const write = async (place: string) => {
      const late = AbortSignal.timeout(UPLOAD_TIME);
      const signal = AbortSignal.any([this.#end.signal, late]);
      try {
        await pipeline(content, upTo(MAX_UPLOAD_BYTES), createWriteStream(place, {flags: 'wx', mode: 0o600}), {signal});
      } catch (error) {
        if (late.aborted) throw new Refused('timeout', `Expected the file within ${UPLOAD_TIME / 1000} s.`);
        throw error;
      }
    };
    return this.#keep(filename, declaredType, write).finally(() => {
      this.#coming--;
    });
  }

  /** Forgets a file. */
  async remove({id, path}: StoredFile): Promise<void> {
    this.#files.delete(id);
    await this.#store.removeFile(id);
    await rm(path, {force: true});
  }

  /** Forgets them all, and those on their way: the session is over. */
  async dispose(): Promise<void> {
    const ids = [...this.#files.keys()];
    this.#end.abort(new Refused('session_ended', 'The session has ended.'));
    this.#files.clear();
    const folder = await this.#folder?.catch(() => null);
    await Promise.all(ids.map((id) => this.#store.removeFile(id)));
    if (folder) await this.#home.remove(folder);
  }

  /** Takes no more files: the session goes on when the server is started again, or elsewhere. */
  close(): void {
    this.#end.abort(new Refused('internal', 'The server is going down.'));
  }

  async #keep(name: string, declaredType: string, put: (place: string) => Promise<void>): Promise<StoredFile> {
    this.#expectRoom();
    const id = newSecret();
    const filename = cleanFileName(name);
    allowed(this.#refuses(filename, 0));
    let path: string | null = null;
    let recorded = false;
    try {
      const folder = await this.#makeFolder();
      path = join(folder, id);
      await put(path);
      const bytes = await bytesOf(path);
      allowed(this.#refuses(filename, bytes));
      const sha256 = await hashOfFile(path);
      this.#expectLive();
      if (this.#bytes + bytes > MAX_ALL_BYTES) throw tooMany();
      const record = {id, sessionId: this.#sessionId, filename, declaredType, bytes, sha256, createdAt: Date.now()};
      this.#files.set(id, {...record, path});
      await this.#home.settle(folder, path);
      recorded = true;
      await this.#store.addFile(record);
      this.#expectLive();
      return {...record, path};
    } catch (error) {
      this.#files.delete(id);
      // Fails only when nothing can be kept any more.
      if (recorded) await this.#store.removeFile(id).catch(() => {});
      if (path) await rm(path, {force: true});
      this.#expectLive();
      throw error;
    }
  }

  #makeFolder(): Promise<string> {
    this.#folder ??= this.#home.make(this.#sessionId).catch((error) => {
      this.#folder = null;
      throw error;
    });
    return this.#folder;
  }

  get #bytes(): number {
    return [...this.#files.values()].reduce((sum, {bytes}) => sum + bytes, 0);
  }

  #expectRoom(): void {
    this.#expectLive();
    if (this.#files.size >= MAX_FILES || this.#bytes >= MAX_ALL_BYTES) throw tooMany();
  }

  #expectLive(): void {
    this.#end.signal.throwIfAborted();
  }
}

/** The size of a file, which a browser that was broken into may have made a link to another one. */
async function bytesOf(path: string): Promise<number> {
  const stats = await lstat(path);
  if (!stats.isFile()) throw new Error('Expected a file, got something else.');
  if (stats.size > MAX_FILE_BYTES) throw tooLarge(MAX_FILE_BYTES);
  return stats.size;
}

async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Lets only so much through. */
function upTo(max: number): (content: AsyncIterable<Buffer>) => AsyncGenerator<Buffer> {
  return async function* (content) {
    let bytes = 0;
    for await (const chunk of content) {
      bytes += chunk.length;
      if (bytes > max) throw tooLarge(max);
      yield chunk;
    }
  };
}

/** What is said of a file that is larger than that. */
export function tooLarge(max: number): Refused {
  return new Refused('too_large', `Expected a file of at most ${max / 1024 / 1024} MB.`);
}

function tooMany(): Refused {
  return new Refused('too_many', 'The session keeps as many files as it can.');
}
