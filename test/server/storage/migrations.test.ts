import assert from 'node:assert/strict';
import path from 'node:path';
import {describe, it, type TestContext} from 'node:test';
import {MIGRATIONS} from '../../../src/server/storage/migrations.ts';
import {openDatabase} from '../../../src/server/storage/sqlite-database.ts';
import {begun, FACTS} from './records.ts';
import {folderFor, openStore} from './stores.ts';

const NEXT = `ALTER TABLE sessions ADD COLUMN colour TEXT NOT NULL DEFAULT 'green'`;

async function fileWithSession(test: TestContext): Promise<string> {
  const file = path.join(await folderFor(test), 'test.db');
  const store = await openStore(test, file);
  await store.append(begun('s1'));
  await store.close();
  return file;
}

describe('migrations', () => {
  it('lead from nothing to the newest version, and are done once', async (test) => {
    const file = await fileWithSession(test);
    const {db, close} = openDatabase(file);
    test.after(close);
    assert.deepEqual({...db.prepare('PRAGMA user_version').get()}, {user_version: MIGRATIONS.length});
  });

  it('bring a database up to date with all that is in it', async (test) => {
    const file = await fileWithSession(test);
    const {db, close} = openDatabase(file, [...MIGRATIONS, NEXT]);
    test.after(close);
    assert.deepEqual({...db.prepare('SELECT id, colour FROM sessions').get()}, {id: 's1', colour: 'green'});
  });

  it('leave the version before when one fails half-way', async (test) => {
    const file = await fileWithSession(test);
    assert.throws(
      () => openDatabase(file, [...MIGRATIONS, `${NEXT}; SELECT * FROM nowhere`]),
      /no such table: nowhere/,
    );
    const store = await openStore(test, file);
    assert.equal((await store.findSession('s1'))?.participantCount, FACTS.participantCount);
  });
});
