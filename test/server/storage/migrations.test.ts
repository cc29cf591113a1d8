import assert from 'node:assert/strict';
import path from 'node:path';
import {describe, it, type TestContext} from 'node:test';
import {MIGRATIONS} from '../../../src/server/storage/migrations.ts';
import {openDatabase} from '../../../src/server/storage/sqlite-database.ts';
import {begun, claimOf, FACTS, next, taken} from './records.ts';
import {folderFor, openStore} from './stores.ts';

/** What a server of the first version has written: a session that goes on, with all that hangs on it. */
const FIRST_DATA = `
  INSERT INTO sessions (key, id, space_id, created_at, pin, secrets, started_at, participant_count, first_member)
    VALUES (1, 's1', 'shop', 1000, '1234', 'sealed', 2000, 2, '{"name":"Ada"}');
  INSERT INTO heads VALUES (1, 3, 2);
  INSERT INTO events VALUES (1, 1, 1, 1000, '{"name":"chat_message","payload":{"message":"one","clientIndex":0}}');
  INSERT INTO events VALUES (2, 1, 2, 2000, '{"name":"chat_message","payload":{"message":"two","clientIndex":0}}');
  INSERT INTO seats VALUES (1, 0, 'hash', NULL, 0, '[]');
  INSERT INTO files VALUES (1, 'f1', 1, 'a.txt', 'text/plain', 5, 2000);
  INSERT INTO spaces VALUES
    (1, 'shop', 'shop-slug', 'Shop', '"*"', 'meeting', 0, 'members-only', NULL, '[]', '{"chat_enabled":true}', 0, 500);
  INSERT INTO keys VALUES (7, 'rk', 'shop', 'Till', 'hash', 'rk_abc…', 600, NULL, NULL, 0);
  INSERT INTO webhooks VALUES
    (5, 'shop', 'Hook', 'https://receiver.example/', 1, 'standard', 0, 1, '["space.session.*"]', '[]', 700, 0, NULL, NULL, 0);
  INSERT INTO lanes VALUES (5, 1, 1, 9, 1, 2000, 0);
  INSERT INTO deliveries VALUES
    (9, 5, 1, 1, 1, 'space.session.chat_message', 1000, '{"message":"one"}', 'pending', 1, 2000, 500, 'status', 1500);
  INSERT INTO attempts VALUES (1, 9, 1500, 20.5, 500, 'status');
  INSERT INTO tickets VALUES ('t1', 9000000000000);
`;

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
    const {db, close} = openDatabase(file, {migrations: [...MIGRATIONS, NEXT]});
    test.after(close);
    assert.deepEqual({...db.prepare('SELECT id, colour FROM sessions').get()}, {id: 's1', colour: 'green'});
  });

  it('keep all that a server of the first version has written', async (test) => {
    const file = path.join(await folderFor(test), 'test.db');
    const first = openDatabase(file, {migrations: MIGRATIONS.slice(0, 1)});
    first.db.exec(FIRST_DATA);
    first.close();

    const store = await openStore(test, file);
    const [claimed, ...others] = await store.claimSessions(claimOf());
    assert.equal(others.length, 0);
    assert.deepEqual(claimed, {
      record: {id: 's1', spaceId: 'shop', createdAt: 1000, pin: '1234', secrets: 'sealed', tags: []},
      facts: {startedAt: 2000, endedAt: null, participantCount: 2, firstMember: {name: 'Ada'}},
      epoch: 4,
      number: 2,
      seats: [{clientIndex: 0, tokenHash: 'hash', browserHash: null, waiting: false, urls: []}],
    });
    const events = await store.readEvents('s1', 0, 10);
    assert.deepEqual(
      events.map(({number, event}) => [number, (event.payload as {message: string}).message]),
      [
        [1, 'one'],
        [2, 'two'],
      ],
    );
    const file1 = {id: 'f1', sessionId: 's1', filename: 'a.txt', declaredType: 'text/plain', bytes: 5, createdAt: 2000};
    assert.deepEqual({...(await store.listFiles('s1'))[0]}, {...file1, sha256: ''});
    const [space] = await store.listSpaces();
    assert.deepEqual([space?.id, space?.slug, space?.settings.chat_enabled], ['shop', 'shop-slug', true]);
    assert.equal(space?.accessControl, 'company', 'whoever had a widget key could begin its sessions, and still can');
    assert.deepEqual(
      (await store.listKeys()).map(({id, hash, spaceId}) => [id, hash, spaceId]),
      [[7, 'hash', 'shop']],
    );
    const [due] = await taken(store, {now: 3000});
    assert.deepEqual([due?.id, due?.webhookId, due?.sequenceId, due?.attempts], [9, 5, 1, 1]);
    assert.equal((await store.listAttempts(9))[0]?.status, 500);
    assert.equal(await store.useTicket('t1', 9_000_000_000_000), false);
    await store.append({...next('s1', 2), epoch: 4});
    assert.equal((await store.readEvents('s1', 2, 10)).length, 1);
  });

  it('leave the version before when one fails half-way', async (test) => {
    const file = await fileWithSession(test);
    assert.throws(
      () => openDatabase(file, {migrations: [...MIGRATIONS, `${NEXT}; SELECT * FROM nowhere`]}),
      /no such table: nowhere/,
    );
    const store = await openStore(test, file);
    assert.equal((await store.findSession('s1'))?.participantCount, FACTS.participantCount);
  });
});
