import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {createInterface} from 'node:readline';
import {DatabaseSync} from 'node:sqlite';
import {describe, it, type TestContext} from 'node:test';
import {SqliteStore} from '../../../src/server/storage/sqlite-store.ts';
import {StoreError} from '../../../src/server/storage/store.ts';
import {leftOutUnmounted, UNSHARED} from '../../support/unshared.ts';
import {begun, next, said} from './records.ts';
import {folderFor, openStore} from './stores.ts';

const APPENDING = path.join(import.meta.dirname, 'appending.ts');

/** A file with a database in which a session has had some events. */
async function fileWith(test: TestContext, events = 1): Promise<string> {
  const file = path.join(await folderFor(test), 'test.db');
  const store = await SqliteStore.open(file);
  const more = Array.from({length: events - 1}, (_, index) => said(`message ${index} `.padEnd(200, '.')));
  await store.append(begun('s1'));
  await store.append(next('s1', 1, {events: more}));
  await store.close();
  return file;
}

/** What a store says that refuses to open a file, which stays as it is. */
async function refusalOf(file: string): Promise<string> {
  const before = await readFile(file).catch(() => null);
  const error: unknown = await SqliteStore.open(file).then(
    (store) => store.close(),
    (why) => why,
  );
  assert.ok(error instanceof StoreError);
  assert.doesNotMatch(error.message, /\n/);
  assert.deepEqual(await readFile(file).catch(() => null), before);
  return error.message;
}

/** Runs a script where nobody else sees what it mounts, and answers with its lines. */
function unshared(script: string, ...args: string[]): string[] {
  const [command, ...own] = UNSHARED;
  const {stdout, stderr} = spawnSync(command, [...own, script, 'sh', ...args], {encoding: 'utf8'});
  assert.equal(stderr, '');
  return stdout.trim().split('\n');
}

const skip = leftOutUnmounted();

describe('SqliteStore, in trouble', () => {
  it('says that a folder is not there', async (test) => {
    const folder = path.join(await folderFor(test), 'nowhere');
    assert.match(await refusalOf(path.join(folder, 'test.db')), /nowhere is not there: make this folder/);
  });

  it('says that a file is no database, and leaves it', async (test) => {
    const file = path.join(await folderFor(test), 'test.db');
    await writeFile(file, 'Dear diary, '.repeat(1000));
    assert.match(await refusalOf(file), /test\.db is no database: put a backup in its place/);
  });

  it('says that a database is damaged, and leaves it', async (test) => {
    const file = await fileWith(test, 500);
    const bytes = await readFile(file);
    bytes.fill(0x55, bytes.length / 2, bytes.length / 2 + 4096);
    await writeFile(file, bytes);
    assert.match(await refusalOf(file), /test\.db is damaged: put a backup in its place/);
    await writeFile(file, bytes.subarray(0, bytes.length / 2));
    assert.match(await refusalOf(file), /test\.db is damaged: put a backup in its place/);
  });

  it('says which text in it is damaged, not what it says, and goes on with the others', async (test) => {
    const file = await fileWith(test, 3);
    const edited = new DatabaseSync(file);
    edited.exec(`UPDATE events SET event = replace(event, '{', 'X') WHERE number = 2`);
    edited.close();
    const store = await openStore(test, file);
    const advice = 'is damaged: put a backup in its place, or move it away to begin with an empty one.';
    await assert.rejects(
      store.readEvents('s1', 0, 10),
      new StoreError(`${file} ${advice} (event 2 of session s1 cannot be read)`),
    );
    assert.equal((await store.readEvents('s1', 2, 10)).length, 1);
  });

  it('leaves the database of another program', async (test) => {
    const file = path.join(await folderFor(test), 'test.db');
    const other = new DatabaseSync(file);
    other.exec('CREATE TABLE songs (title TEXT)');
    other.close();
    assert.match(await refusalOf(file), /test\.db is the database of another program: name another file/);
  });

  it('leaves the database of a newer server', async (test) => {
    const file = await fileWith(test);
    const newer = new DatabaseSync(file);
    newer.exec('PRAGMA user_version = 999');
    newer.close();
    assert.match(await refusalOf(file), /was written by a newer server \(version 999; .+\): run that one/);
  });

  it('says that a folder is where the file should be', async (test) => {
    const file = path.join(await folderFor(test), 'test.db');
    await mkdir(file);
    assert.match(await refusalOf(file), /test\.db/);
  });

  it('holds off a second server of its name, until the first has closed it', async (test) => {
    const file = await fileWith(test);
    const first = await openStore(test, file);
    await assert.rejects(SqliteStore.open(file), /test\.db is in use by another server: stop that one/);
    await first.append(next('s1', 1));
    await first.close();
    const second = await openStore(test, file);
    assert.equal((await second.readEvents('s1', 0, 10)).length, 2);
  });

  it('is shared by servers of other names', async (test) => {
    const file = await fileWith(test);
    const stores = [await openStore(test, file), await openStore(test, file, 'other')];
    const appends = Array.from({length: 20}, (_, index) =>
      stores.map((store) => store.append(begun(`${store === stores[0]}${index}`))),
    );
    await Promise.all(appends.flat());
    for (const store of stores) assert.equal((await store.listSessions({offset: 0, limit: 100})).count, 41);
    await assert.rejects(SqliteStore.open(file, 'other'), /test\.db is in use by another server: stop that one/);
  });

  it('is brought up to date once by servers that begin at once', async (test) => {
    const file = path.join(await folderFor(test), 'test.db');
    await Promise.all(['a', 'b', 'c'].map((name) => openStore(test, file, name)));
  });

  it('lets others read and copy it while it is in use', async (test) => {
    const file = await fileWith(test);
    const store = await openStore(test, file);
    const reader = new DatabaseSync(file, {readOnly: true});
    test.after(() => reader.close());
    await store.append(next('s1', 1));
    assert.deepEqual({...reader.prepare('SELECT count(*) AS events FROM events').get()}, {events: 2});
  });

  it('opens at once after its process was killed, with all that was told to be safe', async (test) => {
    const file = path.join(await folderFor(test), 'test.db');
    const child = spawn(process.execPath, [APPENDING, file], {stdio: ['ignore', 'pipe', 'inherit']});
    let told = 0;
    for await (const line of createInterface({input: child.stdout})) {
      told = Number(line);
      if (told === 50) child.kill('SIGKILL');
    }
    const store = await openStore(test, file);
    const events = await store.readEvents('s1', 0, 100_000);
    assert.ok(events.length >= told && events.length <= told + 1, `${told} told, ${events.length} kept`);
    assert.ok(events.every(({number}, index) => number === index + 1));
  });

  it('says that it may not write', {skip}, async (test) => {
    const file = await fileWith(test);
    const script = `mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"; "$2" "$3" "$1/test.db" 2>&1 | grep StoreError`;
    const said = unshared(script, path.dirname(file), process.execPath, APPENDING);
    assert.match(said.join(), /may not be written: let the user that the server runs as read and write there/);
  });

  it('refuses everything when the disk is full, and keeps what was told to be safe', {skip}, async (test) => {
    const [full, copy] = [await folderFor(test), await folderFor(test)];
    const script = `mount -t tmpfs -o size=1m none "$1"; "$3" "$4" "$1/test.db"; cp "$1"/* "$2"`;
    const lines = unshared(script, full, copy, process.execPath, APPENDING);
    const told = lines.filter((line) => /^\d+$/.test(line)).length;
    const why = lines.filter((line) => line.includes('test.db cannot grow since its disk is full: make room there'));
    assert.deepEqual(
      why.map((line) => line.split(':')[0]),
      ['failed', 'refused', 'then'],
    );
    const store = await openStore(test, path.join(copy, 'test.db'));
    assert.equal((await store.readEvents('s1', 0, 100_000)).length, told);
    await store.append(next('s1', told));
  });
});
