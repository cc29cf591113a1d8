import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {jsonLog} from '../../../src/server/operations/log.ts';
import {forgetAfter} from '../../../src/server/operations/retention.ts';

const HOUR = 3_600_000;

describe('forgetAfter', () => {
  it('forgets what ended so many days ago, at once and every hour, until it is stopped', async (test) => {
    test.mock.timers.enable({apis: ['setInterval', 'Date'], now: Date.UTC(2030, 0, 31)});
    const asked: string[] = [];
    const texts: string[] = [];
    const forgetSessions = async (before: number) => asked.push(new Date(before).toISOString());
    const stop = forgetAfter(30, {forgetSessions}, jsonLog('info', {write: (text) => texts.push(text)}));
    test.mock.timers.tick(HOUR);
    await stop();
    test.mock.timers.tick(HOUR);
    assert.deepEqual(asked, ['2030-01-01T00:00:00.000Z', '2030-01-01T01:00:00.000Z']);
    assert.deepEqual(
      texts.map((text) => JSON.parse(text).sessions),
      [1, 2],
    );
  });

  it('says so when it cannot, and goes on', async () => {
    const texts: string[] = [];
    const forgetSessions = async () => {
      throw new Error('No.');
    };
    await forgetAfter(1, {forgetSessions}, jsonLog('info', {write: (text) => texts.push(text)}))();
    assert.match(JSON.parse(texts[0]!).msg, /could not be forgotten/);
  });
});
