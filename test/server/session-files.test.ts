import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {mkdtemp, readdir, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {PassThrough, Readable} from 'node:stream';
import {describe, it} from 'node:test';
import {FilesFolder} from '../../src/server/files/files-folder.ts';
import {jsonLog} from '../../src/server/operations/log.ts';
import {newSessionFiles} from '../support/files.ts';

describe('the files of a session', () => {
  it('come a few at once from people, which keeps no download waiting', async (test) => {
    const files = newSessionFiles();
    test.after(() => files.dispose());
    const slow = Array.from({length: 5}, () => new PassThrough());
    const coming = slow.map((content) => files.receive(content, 'slow.txt', ''));
    await assert.rejects(files.receive(Readable.from(['x']), 'a.txt', ''), {code: 'too_many'});

    const folder = await mkdtemp(path.join(tmpdir(), 'webfuse-test-'));
    test.after(() => rm(folder, {recursive: true}));
    const downloaded = path.join(folder, 'a');
    await writeFile(downloaded, 'Some text');
    const kept = await files.take(downloaded, 'a.txt');
    assert.deepEqual([kept.bytes, existsSync(downloaded), existsSync(kept.path)], [9, false, true]);

    for (const content of slow) content.end('slow');
    assert.deepEqual(
      (await Promise.all(coming)).map(({bytes}) => bytes),
      [4, 4, 4, 4, 4],
    );
    await files.receive(Readable.from(['x']), 'a.txt', '');
  });

  it('are kept again once a folder can be made for them, and what was not kept until then is in the log', async (test) => {
    const root = await mkdtemp(path.join(tmpdir(), 'webfuse-test-'));
    test.after(() => rm(root, {recursive: true}));
    const downloaded = path.join(root, 'a');
    await writeFile(downloaded, 'Some text');
    const lines: string[] = [];
    const home = path.join(root, 'home');
    const files = newSessionFiles(new FilesFolder(home, jsonLog('error', {write: (line) => lines.push(line)})));
    await writeFile(home, 'In the way');
    await assert.rejects(files.take(downloaded, 'a.txt'), {code: 'ENOTDIR'});
    assert.match(lines.join(), /ENOTDIR.*"session":"session".*A download was not kept/);
    await rm(home);
    assert.equal((await files.take(downloaded, 'a.txt')).bytes, 9);
    assert.equal(lines.length, 1);
  });

  it('go with it, also those on their way', async () => {
    const files = newSessionFiles();
    const kept = await files.receive(Readable.from(['x']), 'a.txt', '');
    const content = new PassThrough();
    const coming = files.receive(content, 'b.txt', '');
    content.write('half of');
    const refused = assert.rejects(coming, {code: 'session_ended'});
    await files.dispose();
    await refused;
    assert.ok(content.destroyed);
    assert.equal(files.find(kept.id), undefined);
    assert.ok(!existsSync(path.dirname(kept.path)));
  });

  it('leave nothing behind when they do not come whole', async (test) => {
    const files = newSessionFiles();
    test.after(() => files.dispose());
    const broken = async function* () {
      yield Buffer.from('half of');
      throw new Error('The line is gone.');
    };
    await assert.rejects(files.receive(Readable.from(broken()), 'a.txt', ''), /The line is gone/);
    const folder = path.dirname((await files.receive(Readable.from(['x']), 'a.txt', '')).path);
    assert.equal((await readdir(folder)).length, 1);
    for (let count = 0; count < 10; count++) await files.receive(Readable.from(['x']), 'a.txt', '');
  });
});
