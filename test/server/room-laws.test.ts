import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {GRACE, happenings, Play} from '../support/room-play.ts';
import {created} from '../support/session-schedule.ts';

const RUNS = {numRuns: 300};

describe('a room whose store takes its time', () => {
  it('tells everyone what is theirs and kept, in order, and answers each call once, after that', async ({mock}) => {
    mock.timers.enable({apis: ['setTimeout']});
    await fc.assert(
      fc.asyncProperty(created, happenings, async ({command}, all) => {
        assert.ok(command.name === 'create');
        const play = await Play.begin(command.args.settings);
        for (const happening of all) await play.happen(happening, () => mock.timers.tick(GRACE));
        await play.check();
        await play.restart();
      }),
      RUNS,
    );
  });
});
