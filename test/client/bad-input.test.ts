import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {type Session, SessionError} from '../../src/client/index.ts';
import {TestRoom} from '../../src/client/testing/index.ts';
import type {SessionSettings} from '../../src/model/settings.ts';
import {COMMAND_RULES} from '../model/command-rules.ts';
import {rightCall, strangeCall, wrongCalls} from '../support/command-arguments.ts';
import {COMMAND_TABLE, type CommandRow} from '../support/command-table.ts';
import {guest, host, idle, nextTask} from '../support/sessions.ts';

/** How a command is called: as a method, or by name. */
type Call = (session: Session, row: CommandRow, args: readonly unknown[]) => Promise<unknown>;

const WAYS: Readonly<Record<string, Call>> = {
  'as a method': (session, {method}, args) =>
    (session[method as keyof Session] as unknown as (...args: readonly unknown[]) => Promise<unknown>).apply(session, [
      ...args,
    ]),
  'by name': (session, {request, args: names}, args) => {
    // The vendor's own name for what is written into the log.
    const named = names.map(({name}, index) => [request === 'log' ? 'msg' : name, args[index]]);
    return session.apiRequest({cmd: request, ...Object.fromEntries(named)});
  },
};

const RULES: Readonly<Record<string, {readonly refusals: readonly string[]}>> = COMMAND_RULES;
const STRICT: Partial<SessionSettings> = {
  non_hosts_can_open_tabs: false,
  participants_can_request_to_interact: false,
  host_switching_allowed: false,
  chat_enabled: false,
};

/** What a call is refused with; fails when it is not, or with something that has no name. */
async function refusalOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    assert.ok(error instanceof SessionError, `expected a SessionError, got ${error}`);
    return error.code;
  }
  throw new assert.AssertionError({message: 'the call was not refused'});
}

/** Anna, who may do whatever a host may. */
async function anna() {
  const joined = idle(new TestRoom({pause_enabled: true, code_execution_enabled: true}));
  await joined.session.start(null, {name: 'Anna'});
  await nextTask();
  return joined;
}

/** Ben in a session of Anna's, who has the only tab. */
async function ben(settings: Partial<SessionSettings> = {}) {
  const room = new TestRoom({...settings, code_execution_enabled: true});
  const joined = await guest({name: 'Ben'}, room);
  room.open(0, 'http://shop.localhost/', 'Shop');
  await nextTask();
  return joined;
}

for (const [way, call] of Object.entries(WAYS)) {
  describe(`a command that is called ${way}`, () => {
    for (const row of COMMAND_TABLE) {
      const {method, wire} = row;
      const rule = RULES[wire ?? ''];

      it(`${method} names what is wrong with an argument, and changes nothing`, async () => {
        const {session} = await host();
        for (const {what, args} of wrongCalls(row)) {
          const before = session.state;
          assert.match(await refusalOf(call(session, row, args)), /^invalid_(argument|url)$/, what);
          assert.equal(session.state, before, what);
        }
      });

      it(`${method} knows no tab and no participant that is not there`, async () => {
        const {session} = await anna();
        const before = session.state;
        const toStrangeTab = strangeCall(row, 'tab');
        // Only the place where the session lives knows of which tabs it can tell the size.
        if (toStrangeTab && wire !== 'get_screen_size') {
          assert.equal(await refusalOf(call(session, row, toStrangeTab)), 'unknown_tab');
        }
        const toStranger = strangeCall(row, 'participant');
        if (toStranger) {
          const expected = /^(unknown_participant|not_requested|not_allowed)$/;
          assert.match(await refusalOf(call(session, row, toStranger)), expected);
        }
        assert.equal(session.state, before);
      });

      if (rule?.refusals.includes('not_allowed') && method !== 'requestControl') {
        it(`${method} is not for everyone, and changes nothing then`, async () => {
          const {session} = await ben(STRICT);
          const before = session.state;
          assert.equal(await refusalOf(call(session, row, rightCall(row))), 'not_allowed');
          assert.equal(session.state, before);
        });
      }

      it(`${method} is refused before the start, and after the end`, async () => {
        const {room, session} = idle();
        assert.equal(await refusalOf(call(session, row, rightCall(row))), 'not_started');
        await session.start(null);
        room.as(0, 'end', {});
        await nextTask();
        const before = session.state;
        // Whoever ends a session has what they want when it is over.
        if (method === 'end') await call(session, row, []);
        else assert.equal(await refusalOf(call(session, row, rightCall(row))), 'session_ended');
        assert.equal(session.state, before);
      });

      it(`${method} settles each time when it is called twice at once`, async () => {
        const {session} = await ben();
        const args = rightCall(row, 1);
        const settled = await Promise.allSettled([call(session, row, args), call(session, row, args)]);
        for (const result of settled) {
          if (result.status === 'rejected') assert.ok(result.reason instanceof SessionError, `${result.reason}`);
        }
        await nextTask();
      });
    }
  });
}

describe('a request by name', () => {
  it('names the commands that there are when there is no such one', async () => {
    const {session} = await host();
    for (const request of [{cmd: 'explode'}, {cmd: 7}, {}, null, undefined, 'end']) {
      assert.equal(await refusalOf(session.apiRequest(request as never)), 'invalid_argument');
    }
  });

  it('refuses arguments that the command does not take', async () => {
    const {session} = await host();
    assert.equal(await refusalOf(session.apiRequest({cmd: 'end', now: true})), 'invalid_argument');
    assert.equal(await refusalOf(session.apiRequest({cmd: 'close_tab', ssid: 1, tab: 1})), 'invalid_argument');
  });

  it('takes a log entry by the name it has with the vendor', async () => {
    const {session} = await host();
    await session.apiRequest({cmd: 'log', msg: 'noted'});
  });
});

describe('what the vendor has and this kit does not', () => {
  it('rejects with "unsupported", however it is called', async () => {
    const {session} = await host();
    assert.equal(await refusalOf(session.toggleVideochatMicrophone()), 'unsupported');
    assert.equal(await refusalOf(session.apiRequest({cmd: 'start_screensharing'})), 'unsupported');
    const automation = session.automation as {act: {click(target: string): Promise<never>}};
    assert.equal(await refusalOf(automation.act.click('#buy')), 'unsupported');
    assert.equal(await automation, automation, 'it is no promise');
  });
});

describe('a start', () => {
  for (const [what, args] of Object.entries({
    'a number as target': [7],
    'an object as target': [{}],
    'a selector where there is no document': ['#frame'],
    'a text as user data': [null, 'Ada'],
    'a list as user data': [null, ['Ada']],
    'null as user data': [null, null],
  })) {
    it(`is refused with ${what}, and can be tried again`, async () => {
      const {session} = idle();
      assert.equal(await refusalOf(session.start(...(args as []))), 'invalid_argument');
      await session.start(null);
      assert.equal(session.state.status, 'live');
    });
  }

  it('is one start when it is called twice at once, also by its older names', async () => {
    const {room, session} = idle();
    const [, leader, follower] = await Promise.all([
      session.start(null),
      session.startLeader(null),
      session.startFollower(null),
    ]);
    assert.equal(leader, session);
    assert.equal(follower, session);
    assert.equal(room.state.participants.length, 1);
  });

  it('is refused after the end', async () => {
    const {session} = await host();
    await session.end();
    assert.equal(await refusalOf(session.start(null)), 'session_ended');
  });
});

describe('input, pictures and listening', () => {
  it('take no tab, no input and no listener that is none', async () => {
    const {session} = await host();
    const wrong: (() => unknown)[] = [
      () => session.watch('1' as never, () => {}),
      () => session.watch(1, 'paint' as never),
      () => session.on('exploded' as never, () => {}),
      () => session.on('message', 'listener' as never),
      () => session.subscribe(null as never),
    ];
    for (const each of wrong) assert.throws(each, {name: 'SessionError', code: 'invalid_argument'});
    const text = {type: 'text', text: 'a'} as const;
    assert.equal(await refusalOf(session.input(0, text)), 'invalid_argument');
    assert.equal(await refusalOf(session.input(1, null as never)), 'invalid_argument');
    assert.equal(await refusalOf(session.input(1, text)), 'unknown_tab');
    assert.equal(await refusalOf(idle().session.input(1, text)), 'not_started');
  });
});
