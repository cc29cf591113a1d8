import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, it, mock} from 'node:test';
import {Session} from '../../src/client/session.ts';
import {type FromWindow, OPEN, type Opening} from '../../src/client/window/handshake.ts';
import {MirroredProvider} from '../../src/client/window/mirror.ts';
import type {SessionEventMap} from '../../src/model/events.ts';
import {FakeServer, pass, Refuse, settle, takeHold} from './fake-server.ts';

const OPENING: Opening = {
  type: OPEN,
  pass: {sessionId: 's1', invite: 'letin', leaderToken: 'lead'},
  userData: {name: 'Ada'},
  settings: {},
  invitePage: undefined,
};

const OUTER = 'https://shop.example';

describe('the session in a window', () => {
  let server: FakeServer;
  let session: Session;
  let page: MessagePort;
  let leave: () => void;
  let heard: FromWindow[];

  beforeEach(() => {
    takeHold();
    server = new FakeServer();
    heard = [];
    globalThis.addEventListener = (_name: string, listener: unknown) => {
      leave = listener as () => void;
    };
    const {port1, port2} = new MessageChannel();
    page = port1;
    page.onmessage = ({data}) => heard.push(data);
    const provider = new MirroredProvider('https://co.example', OPENING, port2, OUTER, server.connect);
    session = new Session(provider);
    provider.mirror();
  });
  afterEach(() => {
    page.close();
    mock.timers.reset();
    Reflect.deleteProperty(globalThis, 'addEventListener');
  });

  /** Lets messages cross, which takes a few tasks. */
  const cross = async () => {
    for (let turn = 0; turn < 10; turn++) await settle();
  };
  const start = async () => {
    await session.start(null, OPENING.userData);
    await pass(0);
    await cross();
  };
  const toldNames = () =>
    heard.flatMap((message) => ('tell' in message && message.tell === 'told' ? [message.args[0].name] : []));
  const ask = async (id: number, method: string, params: object) => {
    page.postMessage({id, method, params});
    await cross();
    return heard.at(-1);
  };

  it('tells the page of its seat first, then of all that happened since', async () => {
    await start();
    const [seated] = heard;
    assert.ok(seated && 'seated' in seated);
    assert.equal(seated.seated.clientIndex, 0);
    assert.equal(seated.seated.seat.seatToken, 'seat');
    assert.deepEqual(toldNames(), ['participant_joined', 'host_changed']);
    assert.deepEqual(server.line.calls('join_session')[0]?.params.leader_token, 'lead');
  });

  it('asks the server what the page asks, once it has a seat', async () => {
    page.postMessage({id: 1, method: 'end', params: {}});
    await start();
    assert.deepEqual(server.line.calls('end').length, 1, 'what was asked before waits until the page may ask');
    heard.length = 0;
    server.answers['make_host'] = () => {
      throw new Refuse('not_allowed');
    };
    const fault = {code: 'not_allowed', message: 'Refused: not_allowed.'};
    assert.deepEqual(await ask(2, 'make_host', {to: 1}), {id: 2, fault});
    assert.deepEqual(await ask(3, 'go_back', {}), {id: 3, result: null});
  });

  it('shows the page no message that is for another one', async () => {
    await start();
    heard.length = 0;
    const tell = (data: string, targetOrigin: string) =>
      server.tell({name: 'message', payload: {data, targetOrigin, origin: 'https://in.example', ssid: 1, tabIndex: 0}});
    tell('for all', '*');
    tell('for somebody', 'https://else.example');
    tell('for the page', OUTER);
    await cross();
    const data = heard.map((message) => {
      const [event] = (message as {args: [{payload: SessionEventMap['message']}]}).args;
      return event.payload.data;
    });
    assert.deepEqual(data, ['for all', 'for the page']);
  });

  it('tells the page when the line is lost and found, and when it goes', async () => {
    await start();
    heard.length = 0;
    server.drop();
    await cross();
    assert.deepEqual(heard, [
      {tell: 'lost', args: []},
      {tell: 'restored', args: [null]},
    ]);
    leave();
    await cross();
    assert.deepEqual(heard.at(-1), {leaving: true});
  });

  it('tells the page that the seat was taken elsewhere', async () => {
    await start();
    heard.length = 0;
    server.drop(4001);
    await cross();
    assert.deepEqual(
      heard.map((message) => 'failed' in message && message.failed),
      ['other_connection'],
    );
  });

  it('tells the page why it was not let in', async () => {
    server.answers['join_session'] = () => {
      throw new Refuse('invalid_invite');
    };
    await assert.rejects(start(), {code: 'invalid_invite'});
    await cross();
    const fault = {code: 'invalid_invite', message: 'Refused: invalid_invite.'};
    assert.ok(heard.some((message) => 'refused' in message && message.refused.code === fault.code));
  });
});
