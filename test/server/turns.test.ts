import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {Turns} from '../../src/server/rooms/turns.ts';

describe('turns', () => {
  it('are taken by as many as may at once, first come, first served, also after one that fails', async () => {
    const turns = new Turns(2);
    const begun: number[] = [];
    const tasks = Array.from({length: 5}, () => Promise.withResolvers<void>());
    const done = tasks.map(({promise}, index) =>
      turns.take(() => {
        begun.push(index);
        return promise;
      }),
    );
    assert.deepEqual(begun, [0, 1]);
    tasks[1]!.reject(new Error('No.'));
    await assert.rejects(done[1]!, /No/);
    assert.deepEqual(begun, [0, 1, 2]);
    for (const {resolve} of tasks) resolve();
    await Promise.all([...done.slice(0, 1), ...done.slice(2)]);
    assert.deepEqual(begun, [0, 1, 2, 3, 4]);
  });
});
