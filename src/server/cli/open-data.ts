import {closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {errors} from 'jose';
import {ConfigError} from '../config/config-error.ts';
import {SqliteStore} from '../storage/sqlite-store.ts';
import {StoreError} from '../storage/store.ts';
import {Vault} from '../vault.ts';

/** What is sealed so that another secret is noticed. */
const SEALED = 'webfuse-elements';

/** What a server in production keeps, and what seals the secrets in it. */
export interface Data {
  readonly store: SqliteStore;
  readonly vault: Vault;
}

/** How long the path of a socket can be on every system, in bytes. */
const LONGEST_SOCKET = 100;

/** Where a server's data is, and by which name it opens it. */
export interface Place {
  readonly dataFolder: string;
  readonly instance: string;
}

/** Where the server that runs can be talked to from its own machine. */
export function controlSocket({dataFolder, instance}: Place): string {
  return path.join(dataFolder, `control-${instance}.sock`);
}

/**
 * Opens the data folder, and makes it where there is none.
 * @throws {StoreError} when nothing can be kept there, another server of this name does, or what is there is damaged
 * @throws {ConfigError} when what is there was sealed with another secret
 */
export async function openData(place: Place, vaultKey: Uint8Array): Promise<Data> {
  const {dataFolder: folder, instance} = place;
  const tooLong = Buffer.byteLength(controlSocket(place)) - LONGEST_SOCKET;
  if (tooLong > 0)
    throw new ConfigError(`Expected a dataFolder whose path is ${tooLong} bytes shorter, got ${folder}.`);
  makeFolder(folder);
  const store = await SqliteStore.open(path.join(folder, 'webfuse.sqlite'), instance);
  const vault = new Vault(vaultKey);
  try {
    await checkSecret(path.join(folder, 'secret-check'), vault);
  } catch (error) {
    await store.close();
    throw error;
  }
  return {store, vault};
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, {recursive: true, mode: 0o700});
  } catch (error) {
    throw new StoreError(`The data folder ${folder} cannot be made: ${(error as Error).message}.`, {cause: error});
  }
}

/** With another secret, half of what is kept would be lost without a word. */
async function checkSecret(file: string, vault: Vault): Promise<void> {
  const sealed = read(file);
  if (sealed === undefined) return writeWhole(file, await vault.seal(SEALED));
  const opened = await vault.open(sealed).catch((error: unknown) => error);
  if (opened === SEALED) return;
  if (!(opened instanceof errors.JWEDecryptionFailed))
    throw new StoreError(
      `${file} is damaged: put a backup in its place, or remove it if WEBFUSE_SECRET is the one that the data was written with.`,
    );
  throw new ConfigError(
    `WEBFUSE_SECRET is another one than what ${path.dirname(file)} was written with: set that one again.`,
  );
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new StoreError(`${file} cannot be read: ${(error as Error).message}.`, {cause: error});
  }
}

/** Half of it would look like another secret, so it gets its name once all of it is on the disk. */
function writeWhole(file: string, text: string): void {
  const unfinished = `${file}.new`;
  try {
    const descriptor = openSync(unfinished, 'w', 0o600);
    try {
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, {force: true});
    throw new StoreError(`${file} cannot be written: ${(error as Error).message}.`, {cause: error});
  }
}
