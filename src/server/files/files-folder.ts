import {mkdir, open, readdir} from 'node:fs/promises';
import {join} from 'node:path';
import type {Log} from '../operations/log.ts';
import {makeTempFolder, removeTempFolder} from '../storage/temp-folder.ts';

const SESSION_ID = /^[\w-]{12}$/;

/** Where the files of sessions lie: a folder for each session, in the server's folder or in temporary ones. */
export class FilesFolder {
  /** Is told of files that cannot be kept there, where nobody else is. */
  readonly log: Log | null;
  readonly #root: string | null;

  /** @param root - the server's folder for files; left out, they are gone when the process is */
  constructor(root: string | null = null, log: Log | null = null) {
    this.log = log;
    this.#root = root;
  }

  /** Makes the folder of a session if it is not there. */
  async make(sessionId: string): Promise<string> {
    if (this.#root === null) return makeTempFolder('files');
    const folder = join(this.#root, sessionId);
    if (await mkdir(folder, {recursive: true, mode: 0o700})) await sync(this.#root);
    return folder;
  }

  /** Makes sure that a file is there after the machine has crashed. */
  async settle(folder: string, path: string): Promise<void> {
    if (this.#root === null) return;
    await sync(path);
    await sync(folder);
  }

  /** Removes the folder of a session. */
  async remove(folder: string): Promise<void> {
    await removeTempFolder(folder);
  }

  /** The folders that there are, by session. */
  async list(): Promise<ReadonlyMap<string, string>> {
    const root = this.#root;
    if (root === null) return new Map();
    await mkdir(root, {recursive: true, mode: 0o700});
    const names = (await readdir(root)).filter((name) => SESSION_ID.test(name));
    return new Map(names.map((name) => [name, join(root, name)]));
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}
