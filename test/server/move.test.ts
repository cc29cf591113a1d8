import assert from 'node:assert/strict';
import {existsSync, statSync} from 'node:fs';
import {mkdtemp, readFile, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, it, type TestContext} from 'node:test';
import {moveFile} from '../../src/server/files/move.ts';
import {folderFor} from '../support/lasting.ts';
import {leftOut} from '../support/left-out.ts';

/** A disk of its own on most machines. */
const OTHER_DISK = '/dev/shm';
const isOther = existsSync(OTHER_DISK) && statSync(OTHER_DISK).dev !== statSync(tmpdir()).dev;
const skip = leftOut(`disk at ${OTHER_DISK} beside that of temporary files`, isOther, []);

async function otherFolder(test: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(OTHER_DISK, 'webfuse-test-'));
  test.after(() => rm(folder, {recursive: true}));
  return folder;
}

describe('a file that is moved', () => {
  it('may go to another disk', {skip}, async (test) => {
    const [from, to] = [path.join(await otherFolder(test), 'a'), path.join(await folderFor(test), 'b')];
    await writeFile(from, 'Some text');
    await moveFile(from, to);
    assert.equal(await readFile(to, 'utf8'), 'Some text');
    assert.ok(!existsSync(from));
    assert.equal(statSync(to).mode & 0o777, 0o600);
  });

  it('is no link to another one', {skip}, async (test) => {
    const [from, to] = [path.join(await otherFolder(test), 'a'), path.join(await folderFor(test), 'b')];
    await symlink('/etc/hostname', from);
    await assert.rejects(moveFile(from, to), {code: 'ELOOP'});
    assert.ok(!existsSync(to));
  });
});
