import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {describe, it} from 'node:test';
import type {AttemptResult} from '../../../src/server/storage/delivery-store.ts';
import {openDatabase} from '../../../src/server/storage/sqlite-database.ts';
import type {Call} from '../../../src/server/storage/sqlite-engine.ts';
import {SqliteEngine} from '../../../src/server/storage/sqlite-engine.ts';
import {begun, NOW, next, webhookOf} from './records.ts';
import {folderFor, openStore} from './stores.ts';

const TAKE: Call = {
  name: 'takeDeliveries',
  args: [{now: NOW + 9, limit: 1, each: 1, leaseUntil: NOW + 99, except: []}],
};
const attempt = {at: NOW, took: 1, status: null, error: null};
const record = (...results: AttemptResult['status'][]): Call => ({
  name: 'recordAttempts',
  args: [results.map((status) => ({deliveryId: 1, webhookId: 1, createdAt: NOW, attempt, status, nextAt: null}))],
});
const RECORD = record('delivered', 'delivered');
const append = (args: unknown): Call => ({name: 'append', args: [args]});

/** As `PRAGMA synchronous` counts. */
const FULL = 2;
const NORMAL = 1;

/** How many commits are in the log beside a database: one ends with each frame that says how large the database is. */
async function commitsIn(file: string): Promise<number> {
  const log = await readFile(`${file}-wal`);
  const frame = log.readUInt32BE(8) + 24;
  let commits = 0;
  // Frames of before a checkpoint have another salt.
  for (let at = 32; at + frame <= log.length && log.compare(log, 16, 24, at + 8, at + 16) === 0; at += frame)
    if (log.readUInt32BE(at + 4) > 0) commits++;
  return commits;
}

describe('a database', () => {
  it('has its log beside it, and commits that are on the disk when they return', async (test) => {
    const file = path.join(await folderFor(test), 'test.db');
    const {db, close} = openDatabase(file);
    test.after(close);
    assert.deepEqual({...db.prepare('PRAGMA journal_mode').get()}, {journal_mode: 'wal'});
    assert.deepEqual({...db.prepare('PRAGMA synchronous').get()}, {synchronous: FULL});
  });

  it('takes what many sessions say at once in few commits', async (test) => {
    const file = path.join(await folderFor(test), 'test.db');
    const store = await openStore(test, file);
    const before = await commitsIn(file);
    await store.append(begun('s0'));
    assert.equal(await commitsIn(file), before + 1);
    await Promise.all(Array.from({length: 200}, (_, index) => store.append(begun(`s${index + 1}`))));
    const commits = (await commitsIn(file)) - before - 1;
    assert.ok(commits > 0 && commits <= 20, `200 appends took ${commits} commits`);
  });

  it('has what happens told to webhooks that another server has made', async (test) => {
    const file = path.join(await folderFor(test), 'test.db');
    const [one, other] = [await openStore(test, file), await openStore(test, file, 'other')];
    assert.deepEqual(await one.append(begun('s1')), {deliveries: 0});
    const {id} = await other.addWebhook(webhookOf());
    assert.deepEqual(await one.append(next('s1', 1)), {deliveries: 1});
    await other.removeWebhook(id);
    assert.deepEqual(await one.append(next('s1', 2)), {deliveries: 0});
  });

  it('waits for the disk with what happens, what failed too, and not with what would be delivered again', async (test) => {
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
    for (const failed of ['failed', 'pending'] as const) engine.run([record('delivered', failed)]);
    engine.run([record()]);
    assert.deepEqual(waited, [FULL, FULL, NORMAL, NORMAL, FULL, NORMAL, FULL, FULL, FULL, NORMAL]);
    engine.close();
  });
});
