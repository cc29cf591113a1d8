import assert from 'node:assert/strict';
import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import fs from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import {createInterface} from 'node:readline';
import {describe, it} from 'node:test';
import {endGreedy} from '../../../src/server/browser/greedy.ts';

const LIMITS = {memory: 200 * 2 ** 20, processor: 2};

/** Never rests, but for what has to be written out before. */
const BUSY = 'setTimeout(() => { while (true); }, 100)';

/** A process in a group of its own, as a browser is, that takes so many megabytes, and says when it has them. */
async function start(megabytes: number, type: string, does = 'setInterval(() => {}, 1_000)'): Promise<ChildProcess> {
  const script = `const taken = Buffer.alloc(${megabytes} * 2 ** 20, 7); console.log(taken.length); ${does};`;
  const child = spawn(process.execPath, ['-e', script, '--', `--type=${type}`], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout as NodeJS.ReadableStream, 'data');
  return child;
}

describe('endGreedy', {skip: process.platform === 'linux' ? false : 'only Linux tells'}, () => {
  it('ends what draws a page and has too much memory, and nothing else', async () => {
    const [greedy, modest, other] = await Promise.all([
      start(400, 'renderer'),
      start(1, 'renderer'),
      start(400, 'gpu'),
    ]);
    const ended: unknown[] = [];
    const stops = [greedy, modest, other].map(({pid}) =>
      endGreedy(pid as number, {
        limits: LIMITS,
        ownerOf: () => null,
        onEnded: (...one) => ended.push(one),
        onFailed: assert.ifError,
      }),
    );
    await once(greedy, 'exit');
    assert.equal(greedy.signalCode, 'SIGKILL');
    assert.deepEqual(ended, [[greedy.pid, 'memory', null]]);
    assert.deepEqual([modest.exitCode, modest.signalCode, other.exitCode, other.signalCode], [null, null, null, null]);
    for (const stop of stops) stop();
    modest.kill();
    other.kill();
  });

  it('ends what draws a page and computes too much', async () => {
    const [busy, other] = await Promise.all([start(1, 'renderer', BUSY), start(1, 'gpu', BUSY)]);
    const ended: unknown[] = [];
    const stops = [busy, other].map(({pid}) =>
      endGreedy(pid as number, {
        limits: LIMITS,
        ownerOf: () => null,
        onEnded: (...one) => ended.push(one),
        onFailed: assert.ifError,
      }),
    );
    await once(busy, 'exit');
    assert.deepEqual(ended, [[busy.pid, 'processor', null]]);
    assert.deepEqual([other.exitCode, other.signalCode], [null, null]);
    for (const stop of stops) stop();
    other.kill();
  });

  it('looks again after it could not, and says so once', async ({mock}) => {
    const readdir = mock.method(fs.promises, 'readdir');
    const full = () => Promise.reject(new Error('EMFILE: too many open files'));
    for (const call of [0, 1]) readdir.mock.mockImplementationOnce(full, call);
    syncBuiltinESMExports();
    const greedy = await start(400, 'renderer');
    const failures: string[] = [];
    const onFailed = ({message}: Error) => void failures.push(message);
    const stop = endGreedy(greedy.pid as number, {limits: LIMITS, ownerOf: () => null, onEnded: () => {}, onFailed});
    await once(greedy, 'exit');
    assert.deepEqual(failures, ['EMFILE: too many open files']);
    stop();
    mock.restoreAll();
    syncBuiltinESMExports();
  });

  it('ends the largest of those whose owner has too much memory together, no more than it takes, and none of others', async () => {
    const group = await start(
      10,
      'browser',
      `
      const {spawn} = require('node:child_process');
      for (const megabytes of [150, 90, 120, 250, 260]) {
        const script = 'const taken = Buffer.alloc(' + megabytes + ' * 2 ** 20, 7); console.log(process.pid, taken.length / 2 ** 20); setInterval(() => {}, 1_000)';
        const flags = ['--type=renderer', '--renderer-client-id=' + megabytes];
        spawn(process.execPath, ['-e', script, '--', ...flags], {stdio: ['ignore', 'inherit', 'inherit']});
      }
      setInterval(() => {}, 1_000)`,
    );
    const pids = new Map<number, number>();
    for await (const line of createInterface(group.stdout!)) {
      const [pid, megabytes] = line.split(' ').map(Number);
      pids.set(megabytes!, pid!);
      if (pids.size === 5) break;
    }
    const {promise, resolve} = Promise.withResolvers<unknown[]>();
    const together = {memory: 330 * 2 ** 20, processor: 600};
    const limits = {memory: 2 ** 30, processor: 600};
    const owners: Record<number, string> = {90: 'Ada', 120: 'Ada', 150: 'Ada', 250: 'Bob'};
    const stop = endGreedy(group.pid as number, {
      limits,
      together,
      ownerOf: (drawer) => owners[drawer] ?? null,
      onEnded: (...one) => resolve(one),
      onFailed: assert.ifError,
    });
    assert.deepEqual(await promise, [pids.get(150), 'memory', 'Ada']);
    stop();
    for (const megabytes of [90, 120, 250, 260]) assert.ok(process.kill(pids.get(megabytes)!, 0));
    process.kill(-group.pid!, 'SIGKILL');
  });
});
