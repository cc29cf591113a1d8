import assert from 'node:assert/strict';
import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {describe, it} from 'node:test';
import {limitMemory} from '../../../src/server/browser/memory.ts';

const LIMIT = 200 * 2 ** 20;

/** A process in a group of its own, as a browser is, that takes so many megabytes, and says when it has them. */
async function start(megabytes: number, type: string): Promise<ChildProcess> {
  const script = `const taken = Buffer.alloc(${megabytes} * 2 ** 20, 7); console.log(taken.length); setInterval(() => {}, 1_000);`;
  const child = spawn(process.execPath, ['-e', script, '--', `--type=${type}`], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout as NodeJS.ReadableStream, 'data');
  return child;
}

describe('limitMemory', {skip: process.platform === 'linux' ? false : 'only Linux tells'}, () => {
  it('ends what draws a page and has too much, and nothing else', async () => {
    const [greedy, modest, other] = await Promise.all([
      start(400, 'renderer'),
      start(1, 'renderer'),
      start(400, 'gpu'),
    ]);
    const ended: number[] = [];
    const stops = [greedy, modest, other].map(({pid}) => limitMemory(pid as number, LIMIT, (one) => ended.push(one)));
    await once(greedy, 'exit');
    assert.equal(greedy.signalCode, 'SIGKILL');
    assert.deepEqual(ended, [greedy.pid]);
    assert.deepEqual([modest.exitCode, modest.signalCode, other.exitCode, other.signalCode], [null, null, null, null]);
    for (const stop of stops) stop();
    modest.kill();
    other.kill();
  });
});
