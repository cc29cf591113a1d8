import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, it, mock} from 'node:test';
import type {Session} from '../../src/client/index.ts';
import {Webfuse} from '../../src/client/webfuse.ts';
import {EVENT_NAMES} from '../../src/model/events.ts';
import {NOT_ADMITTED, OTHER_CONNECTION, REMOVED, SESSION_ENDED} from '../../src/protocol/close-codes.ts';
import {FakeServer, pass, Refuse, settle, takeHold} from './fake-server.ts';
// The client loads these when it needs them.
import '../../src/client/wire/browser-id.ts';
import '../../src/client/wire/read-link.ts';

const SERVER = 'https://co.example';
const INVITE = `${SERVER}/ss1#wf-invite=s1.letin`;

describe('joining', () => {
  let server: FakeServer;
  let heard: string[];
  beforeEach(() => {
    takeHold();
    server = new FakeServer();
    heard = [];
  });
  afterEach(() => mock.timers.reset());

  async function make(link?: string): Promise<Session> {
    const webfuse = new Webfuse(server.connect);
    for (const name of EVENT_NAMES) webfuse.on(name, () => heard.push(name));
    return (await webfuse.initSpace('wk_demo', 'demo', {server: SERVER})).session({}, link);
  }

  describe('with a host who lets people in', () => {
    const seated = {client_index: 1, seat_token: 'place', invite: 'letin', follower_token: 'each', pin: '0815'};

    /** Someone waits. */
    async function waiting() {
      const joined = server.answers['join_session'];
      server.answers['join_session'] = () => ({waiting: true, client_index: 1, seat_token: 'place'});
      const session = await make(INVITE);
      const outcomes: unknown[] = [];
      session.start().then(
        () => outcomes.push('started'),
        ({code}) => outcomes.push(code),
      );
      await settle();
      assert.deepEqual([session.state.status, session.started, outcomes], ['waiting', false, []]);
      return {session, outcomes, joined};
    }

    const admit = () => {
      server.line.say({method: 'admitted', params: {...seated, number: server.log.length, snapshot: server.state}});
      server.tell({name: 'participant_joined', payload: {clientIndex: 1, userData: {}}});
    };

    it('waits until it is let in, and then starts as ever', async () => {
      const {session, outcomes} = await waiting();
      admit();
      await settle();
      assert.deepEqual([outcomes, session.state.status, session.state.me], [['started'], 'live', 1]);
      await pass(0);
      assert.deepEqual(heard, ['session_started', 'participant_joined']);
      assert.deepEqual([session.pin, session.followerLink], ['0815', `${SERVER}/ss1#wf-follower=s1.each`]);
    });

    it('fails when it is not let in, and says why', async () => {
      const {session, outcomes} = await waiting();
      server.drop(NOT_ADMITTED.code);
      await settle();
      assert.deepEqual([outcomes, session.state.status, heard], [['not_admitted'], 'failed', ['error']]);
      await pass(10_000);
      assert.equal(server.lines.length, 1, 'and does not ask again by itself');
    });

    it('is over when the session ends', async () => {
      const {session, outcomes} = await waiting();
      server.tell({name: 'session_ended', payload: {}});
      server.drop(SESSION_ENDED.code);
      await settle();
      assert.deepEqual([outcomes, session.state.status, heard], [['session_ended'], 'ended', ['session_ended']]);
    });

    it('goes on waiting when its line is lost, and hears nothing of it', async () => {
      const {session, outcomes} = await waiting();
      server.drop();
      await settle();
      assert.deepEqual(server.line.sent[0]?.params, {session_id: 's1', seat_token: 'place'});
      assert.deepEqual([session.state.status, heard, outcomes], ['waiting', [], []]);
      admit();
      await settle();
      assert.deepEqual([session.state.status, outcomes], ['live', ['started']]);
    });

    it('starts when it was let in while its line was lost', async () => {
      const {session, outcomes} = await waiting();
      server.miss({name: 'participant_joined', payload: {clientIndex: 1, userData: {}}});
      server.answers['join_session'] = () => ({...seated, number: server.log.length, snapshot: server.state});
      server.drop();
      await settle();
      assert.deepEqual([session.state.status, outcomes], ['live', ['started']]);
    });

    for (const code of ['not_admitted', 'seat_lost', 'session_ended'] as const) {
      it(`hears that it was too late when its line is back: ${code}`, async () => {
        const {outcomes} = await waiting();
        server.answers['join_session'] = () => {
          throw new Refuse(code);
        };
        server.drop();
        await settle();
        assert.deepEqual(outcomes, [code]);
      });
    }

    it('lets the line go out of sight, and waits again when it is back', async () => {
      const {session, outcomes} = await waiting();
      session.suspend();
      assert.equal(server.line.closed, true);
      session.resume();
      await settle();
      assert.deepEqual([server.lines.length, session.state.status], [2, 'waiting']);
      admit();
      await settle();
      assert.deepEqual(outcomes, ['started']);
    });

    it('is thrown out when the same place is taken elsewhere', async () => {
      const {session, outcomes} = await waiting();
      server.drop(OTHER_CONNECTION.code);
      await settle();
      assert.deepEqual([outcomes, session.state.status, heard], [['connection_closed'], 'failed', ['error']]);
    });
  });

  it('ends for someone who is removed, who does not come back', async () => {
    const session = await make(INVITE);
    await session.start();
    await pass(0);
    heard.length = 0;
    server.drop(REMOVED.code);
    await pass(10_000);
    assert.deepEqual([session.state.status, heard, server.lines.length], ['ended', ['session_ended'], 1]);
    await assert.rejects(session.start(), {code: 'session_ended'});
  });

  it('ends for someone who was removed while their line was lost', async () => {
    const session = await make(INVITE);
    await session.start();
    await pass(0);
    server.answers['join_session'] = () => {
      throw new Refuse('removed');
    };
    server.drop();
    await settle();
    assert.equal(session.state.status, 'ended');
  });

  describe('by a link', () => {
    const params = async (link: string) => {
      const session = await make(link);
      await session.start();
      return server.line.sent[0]?.params;
    };

    it('to the leader’s seat says so', async () => {
      const sent = await params(`${SERVER}/ss1#wf-leader=s1.lead`);
      assert.deepEqual(sent, {session_id: 's1', user_data: {}, leader_token: 'lead'});
    });

    it('for followers says which browser it is, always the same', async () => {
      const one = await params(`${SERVER}/ss1#wf-follower=s1.each`);
      const again = await params(`${SERVER}/ss1#wf-follower=s1.each`);
      assert.deepEqual(one, {session_id: 's1', user_data: {}, follower_token: 'each', browser_id: again.browser_id});
      assert.match(one.browser_id, /^[\da-f]{32}$/);
    });

    it('that is magic passes on what was signed, alone or with another', async () => {
      const alone = await params(`${SERVER}/ss1?magic_link=a.b.c`);
      assert.equal(alone.magic_link, 'a.b.c');
      const both = await params(`${SERVER}/ss1?magic_link=a.b.c#wf-leader=s1.lead`);
      assert.deepEqual(both, {session_id: 's1', user_data: {}, leader_token: 'lead', magic_link: 'a.b.c'});
    });

    it('that is not good any more makes no other session', async () => {
      const session = await make(`${SERVER}/ss1#wf-leader=s1.lead`);
      server.answers['join_session'] = () => {
        throw new Refuse('expired_link');
      };
      await assert.rejects(session.start(), {code: 'expired_link'});
      assert.deepEqual(
        server.line.sent.map(({method}) => method),
        ['join_session'],
      );
    });

    it('or with a key, which whoever has neither is told as it is written', async () => {
      const session = (await new Webfuse(server.connect).initSpace('', 'demo', {server: SERVER})).session();
      await assert.rejects(session.start(), {
        code: 'invalid_invite',
        message: 'Expected an invite link, whole with the part after its #, or widget-key="wk_…"; got neither.',
      });
    });

    it('names no secret when it is wrong', async () => {
      const session = await make('https://co.example/?magic_link=hush#wf-leader=hush');
      await assert.rejects(session.start(), ({code, message}: Error & {code: string}) => {
        return code === 'invalid_invite' && !message.includes('hush');
      });
    });
  });

  it('gives whoever made the session all of its links, at once', async () => {
    const made = {session_id: 's1', invite: 'letin', leader_token: 'lead', follower_token: 'each'};
    server.answers['create_session'] = () => made;
    const session = await make();
    await session.create();
    assert.equal(session.leaderLink, `${SERVER}/ss1#wf-leader=s1.lead`);
    assert.equal(session.followerLink, `${SERVER}/ss1#wf-follower=s1.each`);
    assert.deepEqual([session.sessionLink, session.pin], [INVITE, null]);
  });

  it('makes another session when the leader’s seat of the one made was not taken in time', async () => {
    const session = await make();
    await session.create();
    const join = server.answers['join_session'];
    server.answers['join_session'] = () => {
      if (join) server.answers['join_session'] = join;
      throw new Refuse('expired_link');
    };
    await session.start();
    assert.equal(server.line.calls('create_session').length, 2);
  });

  it('has no link to pass on where nobody may invite', async () => {
    const seated = {client_index: 1, seat_token: 'seat', invite: '', follower_token: '', pin: null};
    server.answers['join_session'] = () => {
      queueMicrotask(() => server.tell({name: 'participant_joined', payload: {clientIndex: 1, userData: {}}}));
      return {...seated, number: 0, snapshot: server.state};
    };
    const session = await make(INVITE);
    await session.start();
    const {sessionLink, followerLink, leaderLink, pin} = session;
    assert.deepEqual([sessionLink, followerLink, leaderLink, pin], [null, null, null, null]);
  });

  describe('by PIN', () => {
    afterEach(() => mock.restoreAll());

    /** The server answers like that over HTTP. */
    function answering(status: number, body: object, headers: Record<string, string> = {}) {
      return mock.method(globalThis, 'fetch', async () => Response.json(body, {status, headers}));
    }
    const space = () => new Webfuse(server.connect).initSpace('wk_demo', 'demo', {server: SERVER});

    it('asks the server for the link, and joins by that', async () => {
      const {mock: asked} = answering(200, {link: INVITE, session_id: 's1'});
      const session = await (await space()).sessionByPin('0815');
      assert.equal(asked.calls[0]?.arguments[0], `${SERVER}/api/pin`);
      await session.start();
      assert.equal(server.line.sent[0]?.params.invite, 'letin');
    });

    it('says when there is none, or when it was asked too often', async () => {
      answering(404, {detail: 'No session has this PIN.', code: 'unknown_pin'});
      await assert.rejects((await space()).sessionByPin('0815'), {code: 'unknown_pin'});
      mock.restoreAll();
      answering(429, {detail: 'Too many.', code: 'too_many'}, {'retry-after': '7'});
      const refusal = {code: 'too_many', message: 'Too many.', retryAfter: 7};
      await assert.rejects((await space()).sessionByPin('0815'), refusal);
    });

    it('rejects what is none, and when no answer comes', async () => {
      for (const pin of ['', '123', '12345', 'abcd', 1234, undefined]) {
        await assert.rejects((await space()).sessionByPin(pin as string), {code: 'invalid_argument'});
      }
      mock.method(globalThis, 'fetch', () => Promise.reject(new TypeError('failed')));
      await assert.rejects((await space()).sessionByPin('0815'), {code: 'connect_failed'});
    });
  });
});
