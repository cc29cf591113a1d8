import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, it, type TestContext} from 'node:test';
import {MemoryStore} from '../../../src/server/storage/memory-store.ts';
import {SqliteStore} from '../../../src/server/storage/sqlite-store.ts';
import type {Store} from '../../../src/server/storage/store.ts';

/** A folder that goes when the test does. */
export async function folderFor(test: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'webfuse-store-'));
  test.after(() => rm(folder, {recursive: true, force: true}));
  return folder;
}

/** A store in that file that is closed when the test ends. */
export async function openStore(test: TestContext, file: string, instance?: string): Promise<SqliteStore> {
  const store = await SqliteStore.open(file, instance);
  test.after(() => store.close());
  return store;
}

/** Every store, empty. */
const STORES: Readonly<Record<string, (test: TestContext) => Promise<Store>>> = {
  MemoryStore: async () => new MemoryStore(),
  SqliteStore: async (test) => openStore(test, path.join(await folderFor(test), 'test.db')),
};

/** A promise that every store keeps. */
export type Promised = (promise: string, run: (store: Store, test: TestContext) => Promise<void>) => void;

/** Says of all stores what each promises. */
export function ofEveryStore(what: string, promises: (promised: Promised) => void): void {
  for (const [name, open] of Object.entries(STORES)) {
    describe(`${name}, ${what}`, () => {
      promises((promise, run) => it(promise, async (test) => run(await open(test), test)));
    });
  }
}
