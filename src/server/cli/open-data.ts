import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
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

/** Where the server that runs can be talked to from its own machine. */
export function controlSocket(folder: string): string {
  return path.join(folder, 'control.sock');
}

/**
 * Opens the data folder, and makes it where there is none.
 * @throws {StoreError} when nothing can be kept there, or another server does
 * @throws {ConfigError} when what is there was sealed with another secret
 */
export async function openData(folder: string, vaultKey: Uint8Array): Promise<Data> {
  const tooLong = Buffer.byteLength(controlSocket(folder)) - LONGEST_SOCKET;
  if (tooLong > 0)
    throw new ConfigError(`Expected a dataFolder whose path is ${tooLong} bytes shorter, got ${folder}.`);
  makeFolder(folder);
  const store = await SqliteStore.open(path.join(folder, 'webfuse.sqlite'));
  const vault = new Vault(vaultKey);
  await checkSecret(path.join(folder, 'secret-check'), vault);
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
  let sealed: string;
  try {
    sealed = readFileSync(file, 'utf8');
  } catch {
    writeFileSync(file, await vault.seal(SEALED), {mode: 0o600});
    return;
  }
  const opened = await vault.open(sealed).catch(() => null);
  if (opened === SEALED) return;
  throw new ConfigError(
    `WEBFUSE_SECRET is another one than what ${path.dirname(file)} was written with: set that one again.`,
  );
}
