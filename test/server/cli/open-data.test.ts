import assert from 'node:assert/strict';
import {mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {openData} from '../../../src/server/cli/open-data.ts';
import {ConfigError} from '../../../src/server/config/config-error.ts';
import {MAIN, StoreError} from '../../../src/server/storage/store.ts';
import {folderFor} from '../../support/lasting.ts';

const [SECRET, ANOTHER] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];

/** Opens a data folder and lets go of it. */
async function visit(folder: string, secret = SECRET): Promise<void> {
  const {store} = await openData({dataFolder: folder, instance: MAIN}, secret);
  await store.close();
}

describe('the data folder', () => {
  it('is opened again with the secret that it was made with, and with no other', async (test) => {
    const folder = await folderFor(test);
    await visit(folder);
    assert.equal(statSync(path.join(folder, 'secret-check')).mode & 0o077, 0);
    await visit(folder);
    await assert.rejects(visit(folder, ANOTHER), (error) => {
      assert.ok(error instanceof ConfigError);
      assert.match(error.message, /^WEBFUSE_SECRET is another one than what \S+ was written with/);
      return true;
    });
    await visit(folder);
  });

  it('is made whole or not at all: when its disk is full it says so, and starts once there is room', async (test) => {
    const folder = await folderFor(test);
    symlinkSync('/dev/full', path.join(folder, 'secret-check.new'));
    await assert.rejects(visit(folder), (error) => {
      assert.ok(error instanceof StoreError);
      assert.match(error.message, /^\S+secret-check cannot be written: .+$/);
      return true;
    });
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('secret')),
      [],
    );
    await visit(folder);
  });

  it('says that what the secret is checked with is damaged, and leaves it', async (test) => {
    const folder = await folderFor(test);
    await visit(folder);
    const file = path.join(folder, 'secret-check');
    const whole = readFileSync(file, 'utf8');
    for (const torn of ['', whole.slice(0, 30), whole.slice(0, -3), '\0'.repeat(whole.length)]) {
      writeFileSync(file, torn);
      await assert.rejects(visit(folder), (error) => {
        assert.ok(error instanceof StoreError);
        assert.match(error.message, /^\S+secret-check is damaged: put a backup in its place, or remove it if .+$/);
        return true;
      });
      assert.equal(readFileSync(file, 'utf8'), torn);
    }
  });

  it('says that it cannot be read, and leaves it', async (test) => {
    const folder = await folderFor(test);
    mkdirSync(path.join(folder, 'secret-check'));
    await assert.rejects(visit(folder), (error) => {
      assert.ok(error instanceof StoreError);
      assert.match(error.message, /^\S+secret-check cannot be read: EISDIR.+$/);
      return true;
    });
  });
});
