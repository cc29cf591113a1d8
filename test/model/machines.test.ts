import assert from 'node:assert/strict';
import {before, describe, it} from 'node:test';
import fc from 'fast-check';
import {isRefusal} from '../../src/model/outcome.ts';
import {type Played, play, schedules} from '../support/session-schedule.ts';
import {COMMAND_RULES, OPERATOR_RULES} from './command-rules.ts';
import {MACHINES} from './machines/index.ts';
import {type Seen, seenIn} from './machines/machine.ts';

const SCHEDULES = 5_000;

const seen = new Set<Seen>();
const came = new Map<string, Set<string>>();

/** Notes what became of everything in a step. */
function watch({step, outcome, ...states}: Played): void {
  const name = step.by === 'room' ? `${step.command.name} from outside` : step.command.name;
  const what = came.get(name) ?? new Set();
  came.set(name, what);
  if (isRefusal(outcome)) {
    what.add(outcome.refused);
    return;
  }
  const events = new Set(outcome.map((event) => event.name));
  for (const event of events) what.add(event);
  for (const machine of MACHINES) {
    for (const row of seenIn(machine, {...step, ...states}, events)) seen.add(row);
  }
}

before(() => {
  const everyStep = fc.property(schedules, (schedule) => play(schedule).played.forEach(watch));
  fc.assert(everyStep, {numRuns: SCHEDULES});
});

describe('the tables of transitions', () => {
  for (const machine of MACHINES) {
    it(`hold every way that this takes, whatever people do: ${machine.title}`, () => {
      const unknown = [...seen].filter((row) => typeof row === 'string' && row.startsWith(`${machine.title}:`));
      assert.deepEqual(unknown, []);
    });

    it(`hold no way that this never takes: ${machine.title}`, () => {
      const never = machine.transitions.filter((row) => !seen.has(row as Seen));
      assert.deepEqual(
        never.map(({from, command, by, when, to}) => `${from} -> ${to} by ${command} of ${by}, ${when?.[0]}`),
        [],
      );
    });
  }
});

describe('the table of commands', () => {
  for (const [name, {events, refusals}] of Object.entries(COMMAND_RULES)) {
    it(`says what can come of ${name}, no more and no less`, () => {
      const expected = new Set<string>(['session_ended', 'not_joined', ...events, ...refusals]);
      assert.deepEqual([...(came.get(name) ?? [])].sort(), [...expected].sort());
    });
  }

  for (const [name, {events, refusals}] of Object.entries(OPERATOR_RULES)) {
    it(`says what can come of ${name} when the operator asks for it, no more and no less`, () => {
      const expected = new Set<string>(['session_ended', ...events, ...refusals]);
      assert.deepEqual([...(came.get(`${name} from outside`) ?? [])].sort(), [...expected].sort());
    });
  }
});
