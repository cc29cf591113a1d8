import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {SESSION_ENDED} from '../../src/protocol/close-codes.ts';
import type {RpcMethods, WireRequests} from '../../src/protocol/rpc.ts';
import {DEMO_SPACE} from '../../src/server/storage/spaces.ts';
import {COMMAND_RULES} from '../model/command-rules.ts';
import {serve} from '../support/test-server.ts';

type InputParams = RpcMethods['input']['params'];

/** Params that each command takes. */
const PARAMS: {readonly [Name in keyof WireRequests]: WireRequests[Name]} & {input: InputParams} = {
  end: {},
  relocate: {url: 'http://shop.localhost/', ssid: 1},
  go_back: {ssid: 1},
  go_forward: {ssid: 1},
  reload: {ssid: 1},
  open_tab: {url: 'http://shop.localhost/'},
  close_tab: {ssid: 1},
  activate_tab: {ssid: 1},
  request_tab_control: {ssid: 1},
  withdraw_tab_control_request: {ssid: 1},
  decline_tab_control: {to: 0},
  transfer_tab_control: {to: 0},
  return_tab_control: {},
  revoke_tab_control: {},
  request_to_host: {},
  withdraw_host_request: {},
  decline_host: {to: 0},
  make_host: {to: 0},
  pause_tab: {ssid: 1},
  resume_tab: {ssid: 1},
  send_chat_message: {message: 'Hello'},
  update_user_data: {user_data: {name: 'Ben'}},
  set_huddle_mode: {enabled: true},
  follow: {client_index: 0},
  unfollow: {},
  admit: {to: 0},
  refuse: {to: 0},
  remove_participant: {client_index: 0},
  send_message: {data: 'Hello', target_origin: '*', origin: 'https://example.com'},
  broadcast_message: {message: 'Hello', origin: 'https://example.com'},
  log: {entry: 'noted'},
  execute: {code: '1', type: 'javascript', ssid: 1},
  get_session_info: {},
  get_screen_size: {ssid: 1},
  get_request_times: {},
  input: {ssid: 1, input: {type: 'text', text: 'a'}},
};

/** What each of them must not be. Messages and log entries may be anything. */
const WRONG: Readonly<Record<string, readonly unknown[]>> = {
  ssid: [0, -1, 1.5, '1', null, {}, 4_294_967_296],
  to: [-1, 1.5, '1', null, {}],
  client_index: [-1, 1.5, '1', null, {}],
  url: [7, null, {}, 'shop.localhost', 'file:///etc/passwd', `http://shop.localhost/${'a'.repeat(8_192)}`],
  enabled: ['true', 1, null],
  message: [],
  data: [],
  entry: [],
  user_data: ['Ben', 7, null, ['Ben'], {name: 'a'.repeat(17_000)}],
  target_origin: [7, null, {}],
  origin: [7, null, {}],
  code: [7, null, {}],
  type: ['python', 7, null],
  input: ['a', null, {}, {type: 'touch'}, {type: 'text', text: 7}],
};

/** Params that may be left out. */
const OPTIONAL = new Set(['origin', 'ssid']);
const NEEDS_TAB = new Set(['close_tab', 'activate_tab', 'input']);

const RULES: Readonly<Record<string, {readonly refusals: readonly string[]}>> = COMMAND_RULES;

/** Every call of a command that is wrong in one param, or lacks it, or has one too many. */
function wrongParams(method: string, right: object): [what: string, params: object][] {
  const wrong = Object.keys(right).flatMap((name): [string, object][] => {
    const {[name]: _, ...without} = right as Record<string, unknown>;
    const values = WRONG[method === 'send_chat_message' ? 'code' : name];
    if (!values) throw new Error(`Say in ${import.meta.filename} what "${name}" must not be.`);
    const optional = OPTIONAL.has(name) && !(name === 'ssid' && NEEDS_TAB.has(method));
    return [
      ...values.map((value): [string, object] => [
        `${name} ${JSON.stringify(value).slice(0, 40)}`,
        {...right, [name]: value},
      ]),
      ...(optional ? [] : [[`no ${name}`, without] as [string, object]]),
    ];
  });
  return [...wrong, ['a param too many', {...right, colour: 'red'}], ['a list', []]];
}

const STRICT_SPACE = {
  ...DEMO_SPACE,
  settings: {
    ...DEMO_SPACE.settings,
    non_hosts_can_open_tabs: false,
    participants_can_request_to_interact: false,
    host_switching_allowed: false,
    chat_enabled: false,
    code_execution_enabled: true,
  },
};

describe('a command on the wire', () => {
  for (const [method, right] of Object.entries(PARAMS)) {
    it(`${method} names what is wrong with its params, and changes nothing`, async (test) => {
      const {connect} = await serve(test);
      const ada = await connect();
      await ada.lead();
      await ada.call('open_tab', {url: 'http://shop.localhost/'});
      const before = ada.order.filter((entry) => entry.startsWith('event')).length;
      for (const [what, params] of wrongParams(method, right)) {
        assert.match((await ada.refusal(method, params)) ?? 'done', /^invalid_(params|request|url)$/, what);
      }
      assert.equal(ada.order.filter((entry) => entry.startsWith('event')).length, before);
    });

    it(`${method} is for those in the session alone`, async (test) => {
      const {connect} = await serve(test);
      assert.equal(await (await connect()).refusal(method, right), 'not_joined');
    });

    if (RULES[method]?.refusals.includes('not_allowed')) {
      it(`${method} is not for everyone, and changes nothing then`, async (test) => {
        const {connect} = await serve(test, {spaces: [STRICT_SPACE]});
        const ada = await connect();
        const session = await ada.lead();
        await ada.call('open_tab', {url: 'http://shop.localhost/'});
        const ben = await connect();
        await ben.call('join_session', {session_id: session.session_id, invite: session.invite});
        await ben.event('participant_joined');
        const before = ben.events.length;
        assert.equal(await ben.refusal(method, right), 'not_allowed');
        await ben.call('ping');
        assert.equal(ben.events.length, before);
      });
    }

    it(`${method} is answered each time when it is called twice at once`, async (test) => {
      const {connect} = await serve(test);
      const ada = await connect();
      await ada.lead();
      const answers = await Promise.allSettled([ada.call(method, right), ada.call(method, right)]);
      // The line of a session that is over is closed, with what still waits on it.
      if (method === 'end') assert.equal(answers[0]?.status, 'fulfilled');
      else assert.ok(answers.every(({status}) => status === 'fulfilled'));
    });
  }

  it('is over with the session: the line is closed with the reason, and nobody gets in again', async (test) => {
    const {connect} = await serve(test);
    const ada = await connect();
    const {session_id, invite} = await ada.lead();
    const closed = ada.hungUp();
    await ada.call('end');
    assert.equal(await closed, SESSION_ENDED.code);
    assert.equal(await (await connect()).refusal('join_session', {session_id, invite}), 'session_ended');
  });
});
