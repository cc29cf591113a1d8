import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {TestContext} from 'node:test';
import {evolve} from '../../src/model/evolve.ts';
import {INITIAL_STATE, type SessionState} from '../../src/model/state.ts';
import type {ServerOptions} from '../../src/server/app.ts';
import {MemoryStore} from '../../src/server/storage/memory-store.ts';
import {SqliteStore} from '../../src/server/storage/sqlite-store.ts';
import type {Store} from '../../src/server/storage/store.ts';
import {Vault} from '../../src/server/vault.ts';

/** What a server needs to find again what was there before. */
export type Kept = Required<Pick<ServerOptions, 'store' | 'vault' | 'filesFolder'>>;

/** Something that outlives servers: each one that is started gets it anew, by its name. */
export type Disk = (instance?: string) => Promise<Kept>;

/** A folder that goes when the test does. */
export async function folderFor(test: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'webfuse-test-'));
  test.after(() => rm(folder, {recursive: true, force: true}));
  return folder;
}

/** A store in memory that outlives the servers of a test. */
export function lastingMemory(): Store {
  return Object.assign(new MemoryStore(), {durable: true, close: async () => {}}) as unknown as Store;
}

/** Every kind of disk that there is. */
export const DISKS: Readonly<Record<string, (test: TestContext) => Promise<Disk>>> = {
  'a store in memory': async (test) => {
    const kept = {store: lastingMemory(), vault: new Vault(new Uint8Array(32)), filesFolder: await folderFor(test)};
    return async () => kept;
  },
  'a SQLite file': async (test) => {
    const folder = await folderFor(test);
    const file = path.join(folder, 'test.db');
    const others = {vault: new Vault(new Uint8Array(32)), filesFolder: path.join(folder, 'files')};
    return async (instance) => ({...others, store: await SqliteStore.open(file, instance)});
  },
};

/** What the log of a session comes to. */
export async function stateIn(store: Store, sessionId: string): Promise<SessionState> {
  const events = await store.readEvents(sessionId, 0, 100_000);
  return events.reduce<SessionState>((state, {event}) => evolve(state, event), INITIAL_STATE);
}
