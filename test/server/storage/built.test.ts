import assert from 'node:assert/strict';
import path from 'node:path';
import {describe, it} from 'node:test';
import {build} from 'vite';
import type {SqliteStore} from '../../../src/server/storage/sqlite-store.ts';
import {begun} from './records.ts';
import {folderFor} from './stores.ts';

describe('SqliteStore', () => {
  it('runs from what is built of the server as it does from source', async (test) => {
    const outDir = await folderFor(test);
    const rolldownOptions = {input: {'sqlite-store': 'src/server/storage/sqlite-store.ts'}};
    await build({mode: 'server', build: {outDir, rolldownOptions}});
    const built: {SqliteStore: typeof SqliteStore} = await import(path.join(outDir, 'server/sqlite-store.js'));
    const store = await built.SqliteStore.open(path.join(outDir, 'test.db'));
    test.after(() => store.close());
    await store.append(begun('s1'));
    assert.equal((await store.readEvents('s1', 0, 10)).length, 1);
  });
});
