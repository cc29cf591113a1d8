import assert from 'node:assert/strict';
import {mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {HandedFiles} from '../../../src/server/browser/handed.ts';

describe('files that pages are given', () => {
  let home: string;
  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'webfuse-handed-'));
  });
  after(() => rm(home, {recursive: true}));

  async function sourceFile(id: string, text = `text of ${id}`) {
    const path = join(home, id);
    await writeFile(path, text, {mode: 0o600});
    return {id, path, filename: 'notes.txt'};
  }

  function makeFolder(): Promise<string> {
    return mkdtemp(join(home, 'files-'));
  }

  it('are copied once, under their own names, however often they are given', async () => {
    const [a, b] = [await sourceFile('a'), await sourceFile('b')];
    const folder = await makeFolder();
    const handed = new HandedFiles(async () => folder);
    const given = await Promise.all([handed.hand([a, b]), handed.hand([b, a]), handed.hand([a])]);
    const [copyOfA = '', copyOfB = ''] = given[0];
    assert.deepEqual(given, [[copyOfA, copyOfB], [copyOfB, copyOfA], [copyOfA]]);
    assert.equal(await readFile(copyOfA, 'utf8'), 'text of a');
    assert.equal(await readFile(copyOfB, 'utf8'), 'text of b');
    assert.deepEqual(
      [copyOfA, copyOfB].map((path) => basename(path)),
      ['notes.txt', 'notes.txt'],
    );
    assert.equal((await stat(copyOfA)).mode & 0o777, 0o644);
    assert.equal((await readdir(folder)).length, 2);
    await handed.dispose();
    await assert.rejects(readdir(folder), {code: 'ENOENT'});
  });

  it('lie in one folder under names of their own where they are given together, and are no second copies', async () => {
    const [a, b] = [await sourceFile('a'), await sourceFile('b')];
    const handed = new HandedFiles(makeFolder);
    const folder = await handed.handTogether([a, b]);
    assert.deepEqual((await readdir(folder)).sort(), ['notes (2).txt', 'notes.txt']);
    const [copy = ''] = await handed.hand([b]);
    assert.equal((await stat(join(folder, 'notes (2).txt'))).ino, (await stat(copy)).ino);
    assert.equal((await stat(folder)).mode & 0o777, 0o755);
    await handed.dispose();
  });

  it('are copied again where that failed', async () => {
    const folder = join(home, 'later');
    const handed = new HandedFiles(async () => {
      await stat(folder);
      return folder;
    });
    const c = {...(await sourceFile('c')), path: join(home, 'not yet')};
    await assert.rejects(handed.hand([c]));
    await mkdir(folder);
    await assert.rejects(handed.hand([c]));
    await writeFile(c.path, 'there now');
    const [copy = ''] = await handed.hand([c]);
    assert.equal(await readFile(copy, 'utf8'), 'there now');
  });
});
