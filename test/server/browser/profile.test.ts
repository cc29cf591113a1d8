import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtemp, readdir, rename} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, it} from 'node:test';
import {makeProfile} from '../../../src/server/browser/profile.ts';
import {removeTempFolder} from '../../../src/server/storage/temp-folder.ts';

describe('the profile of a browser', () => {
  it('is swept away by the next server when its own was killed, and not while that runs', async () => {
    const mine = await makeProfile(undefined);
    const {pid: dead} = spawnSync(process.execPath, ['-e', '']);
    const left = path.basename(mine).replace(String(process.pid), String(dead));
    await rename(await mkdtemp(path.join(tmpdir(), 'left-')), path.join(tmpdir(), left));

    const another = await makeProfile(undefined);
    const names = await readdir(tmpdir());
    assert.ok(!names.includes(left));
    assert.ok(names.includes(path.basename(mine)));
    await Promise.all([removeTempFolder(mine), removeTempFolder(another)]);
  });
});
