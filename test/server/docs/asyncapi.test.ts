import assert from 'node:assert/strict';
import {before, describe, it} from 'node:test';
import {Parser} from '@asyncapi/parser';
import fc from 'fast-check';
import {Compile} from 'typebox/compile';
import {evolve} from '../../../src/model/evolve.ts';
import {isRefusal} from '../../../src/model/outcome.ts';
import {project} from '../../../src/model/project.ts';
import {factsAfter, NO_FACTS} from '../../../src/server/rooms/facts.ts';
import {bodyOf} from '../../../src/server/webhooks/envelope.ts';
import {noticesOf} from '../../../src/server/webhooks/notices.ts';
import {play, schedules} from '../../support/session-schedule.ts';
import {serve} from '../../support/test-server.ts';

type Document = {
  servers: Record<string, object>;
  channels: Record<string, {messages: Record<string, object>}>;
  components: {messages: Record<string, {payload: object}>};
};

const record = {id: 'AbCdEf123456', spaceId: 'demo', createdAt: 0, pin: '1234', tags: ['tea']};

/** Every event of many sessions, as each participant and as webhooks are told it. */
function toldIn(runs: number): {name: string; message: unknown}[] {
  const told: {name: string; message: unknown}[] = [];
  const watch = fc.property(schedules, (schedule) => {
    let [number, facts] = [0, NO_FACTS];
    for (const {outcome, before: start} of play(schedule).played) {
      let state = start;
      for (const event of isRefusal(outcome) ? [] : outcome) {
        number++;
        facts = factsAfter(facts, event, number * 1000);
        for (const viewer of [null, 0, 1, 2]) {
          const own = project(event, viewer, state);
          if (own) told.push({name: own.name, message: {jsonrpc: '2.0', method: 'event', params: {...own, number}}});
        }
        const session = {...record, ...facts};
        const happening = {
          event,
          number,
          before: state,
          session,
          spaceName: 'Demo',
          link: 'http://sessions.example/s1',
        };
        for (const {category, data} of noticesOf(happening)) {
          const body = bodyOf({category, createdAt: number, data: JSON.stringify(data), sequenceId: number});
          told.push({name: category, message: JSON.parse(body)});
        }
        state = evolve(state, event);
      }
    }
  });
  fc.assert(watch, {numRuns: runs});
  return told;
}

describe('the AsyncAPI document', () => {
  let document: Document;
  let origin: string;

  before(async () => {
    const close: (() => Promise<void>)[] = [];
    const server = await serve({after: (end: () => Promise<void>) => close.push(end)} as never);
    origin = server.origin;
    document = (await (await fetch(`${origin}/docs/asyncapi.json`)).json()) as Document;
    for (const end of close) await end();
  });

  it('is one, with nothing to mend', async () => {
    const diagnostics = await new Parser().validate(JSON.stringify(document));
    assert.deepEqual(
      diagnostics.filter(({severity}) => severity <= 1).map(({message, path}) => `${path.join('.')}: ${message}`),
      [],
    );
    assert.deepEqual(document.servers['sessions'], {host: new URL(origin).host, protocol: 'ws'});
  });

  it('says truly what clients and webhooks are told of every event, whatever happens', () => {
    const {line, webhook} = document.channels;
    const expected = Object.keys({...line?.messages, ...webhook?.messages}).sort();
    const validators = new Map(
      expected.map((name) => [name, Compile(document.components.messages[name]?.payload as object)]),
    );
    const seen = new Set<string>();
    // Some things happen seldom.
    for (let times = 0; times < 20 && seen.size < expected.length; times++) {
      for (const {name, message} of toldIn(300)) {
        seen.add(name);
        const validator = validators.get(name);
        if (validator?.Check(message)) continue;
        const [fault] = validator?.Errors(message) ?? [];
        assert.fail(`${name}: ${fault?.instancePath} ${fault?.message} in ${JSON.stringify(message)}`);
      }
    }
    assert.deepEqual([...seen].sort(), expected);
  });
});
