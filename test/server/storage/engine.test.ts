import assert from 'node:assert/strict';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {describe, it} from 'node:test';
import type {Call} from '../../../src/server/storage/sqlite-engine.ts';
import {SqliteEngine} from '../../../src/server/storage/sqlite-engine.ts';
import {begun, NOW, next, webhookOf} from './records.ts';
import {folderFor} from './stores.ts';

const TAKE: Call = {
  name: 'takeDeliveries',
  args: [{now: NOW + 9, limit: 1, each: 1, leaseUntil: NOW + 99, except: []}],
};
const RECORD: Call = {name: 'recordAttempts', args: [[]]};
const append = (args: unknown): Call => ({name: 'append', args: [args]});

/** As `PRAGMA synchronous` counts. */
const FULL = 2;
const NORMAL = 1;

describe('a database', () => {
  it('waits for the disk with what happens, and not with what would be delivered again', async (test) => {
    const engine = new SqliteEngine(path.join(await folderFor(test), 'test.db'));
    const {exec} = DatabaseSync.prototype;
    const waited: unknown[] = [];
    test.mock.method(DatabaseSync.prototype, 'exec', function (this: DatabaseSync, sql: string) {
      if (sql === 'COMMIT') waited.push(this.prepare('PRAGMA synchronous').get()?.['synchronous']);
      exec.call(this, sql);
    });
    engine.run([{name: 'addWebhook', args: [webhookOf()]}]);
    engine.run([append(begun('s1'))]);
    engine.run([TAKE]);
    engine.run([RECORD, TAKE]);
    engine.run([RECORD, append(next('s1', 1))]);
    engine.run([RECORD]);
    engine.run([{name: 'check', args: []}]);
    assert.deepEqual(waited, [FULL, FULL, NORMAL, NORMAL, FULL, NORMAL, FULL]);
    engine.close();
  });
});
