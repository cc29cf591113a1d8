import assert from 'node:assert/strict';
import {describe, it, type TestContext} from 'node:test';
import type {SessionSettings} from '../../src/model/settings.ts';
import {NOT_ADMITTED, OTHER_CONNECTION, REMOVED, SESSION_ENDED} from '../../src/protocol/close-codes.ts';
import type {ServerOptions} from '../../src/server/app.ts';
import {mintMagicLink} from '../../src/server/magic-link.ts';
import {DEMO_SPACE, type Space} from '../../src/server/storage/spaces.ts';
import {restClient, SERVER_KEY} from '../support/rest-client.ts';
import {serve} from '../support/test-server.ts';
import type {WireClient} from '../support/wire-client.ts';

const SHOP = 'http://shop.localhost/';

/** A server whose only space is like the demo's, but for that. */
function serveSpace(test: TestContext, settings: Partial<SessionSettings>, space: Partial<Space> = {}) {
  const settled = {...DEMO_SPACE.settings, ...settings};
  return serve(test, {spaces: [{...DEMO_SPACE, ...space, settings: settled}]});
}

/** Someone made a session, and has not joined it. */
async function made(test: TestContext, options: Partial<ServerOptions> = {}) {
  const server = await serve(test, options);
  const ada = await server.connect();
  const {result} = await ada.call('create_session', {space: 'demo', widget_key: 'wk_demo'});
  return {...server, ada, made: result as {[secret: string]: string}};
}

describe('the link to the leader’s seat', () => {
  it('opened a second time takes the seat along: same participant, and the first is hung up on', async (test) => {
    const {ada, connect, made: session} = await made(test);
    const {session_id, leader_token} = session;
    const first = (await ada.call('join_session', {session_id, leader_token})).result;
    const hungUp = ada.hungUp();
    const elsewhere = await connect();
    const {result} = await elsewhere.call('join_session', {session_id, leader_token});
    assert.deepEqual([first.client_index, result.client_index, result.snapshot.participants.length], [0, 0, 1]);
    assert.equal(await hungUp, OTHER_CONNECTION.code);
    assert.equal(elsewhere.order.includes('event participant_joined'), false);
    const {seat_token} = first;
    const code = await (await connect()).refusal('join_session', {session_id, seat_token});
    assert.equal(code, 'seat_lost', 'whoever lost the seat does not take it back by its old secret');
  });

  it('is told to the leader alone', async (test) => {
    const {ada, connect, made: session} = await made(test);
    const {session_id, leader_token, invite} = session;
    const leader = (await ada.call('join_session', {session_id, leader_token})).result;
    const guest = (await (await connect()).call('join_session', {session_id, invite})).result;
    assert.deepEqual([leader.leader_token, guest.leader_token], [leader_token, undefined]);
  });

  it('waits as long as the line is there of whoever made the session', async (test) => {
    const {ada, connect, made: session} = await made(test, {times: {claim: 1}});
    const {session_id, leader_token} = session;
    for (let times = 0; times < 5; times++) await ada.call('ping');
    const {result} = await (await connect()).call('join_session', {session_id, leader_token});
    assert.equal(result.client_index, 0);
  });

  it('is of no use when nobody claims it in time, and others still come in', async (test) => {
    const {ada, connect, made: session} = await made(test, {times: {claim: 1, empty: 60_000}});
    const {session_id, leader_token, invite} = session;
    await ada.close();
    // The line is gone for the server when it has answered someone who came later, and the time is over by then.
    const ben = await connect();
    await ben.call('join_session', {session_id, invite});
    await ben.call('ping');
    const late = await connect();
    assert.equal(await late.refusal('join_session', {session_id, leader_token}), 'expired_link');
  });

  it('gives nothing to whoever guesses it', async (test) => {
    const {connect, made: session} = await made(test);
    const {session_id, invite} = session;
    for (const leader_token of ['', 'x', invite]) {
      assert.equal(await (await connect()).refusal('join_session', {session_id, leader_token}), 'invalid_invite');
    }
  });
});

describe('the follower link', () => {
  it('gives each browser one seat, which it takes along', async (test) => {
    const {connect, made: session} = await made(test);
    const {session_id, follower_token} = session;
    const [one, other, again] = [await connect(), await connect(), await connect()];
    const join = {session_id, follower_token};
    const first = (await one.call('join_session', {...join, browser_id: 'firefox'})).result;
    const second = (await other.call('join_session', {...join, browser_id: 'chromium'})).result;
    const hungUp = one.hungUp();
    const third = (await again.call('join_session', {...join, browser_id: 'firefox'})).result;
    assert.deepEqual([first.client_index, second.client_index, third.client_index], [1, 2, 1]);
    assert.equal(await hungUp, OTHER_CONNECTION.code);
    assert.notEqual(third.seat_token, first.seat_token);
  });

  it('does not limit the session link', async (test) => {
    const {connect, made: session} = await made(test);
    const {session_id, invite} = session;
    const seats = [];
    for (let times = 0; times < 3; times++) {
      const {result} = await (await connect()).call('join_session', {session_id, invite, browser_id: 'firefox'});
      seats.push(result.client_index);
    }
    assert.deepEqual(seats, [1, 2, 3]);
  });

  it('is refused when it is wrong, or nothing says which browser it is', async (test) => {
    const {connect, made: session} = await made(test);
    const {session_id, follower_token, invite} = session;
    const client = await connect();
    const wrong = {session_id, follower_token: invite, browser_id: 'firefox'};
    assert.equal(await client.refusal('join_session', wrong), 'invalid_invite');
    assert.equal(await client.refusal('join_session', {session_id, follower_token}), 'invalid_params');
    assert.equal((await client.call('join_session', {session_id, invite})).result.client_index, 1);
  });
});

describe('waiting to be let in', () => {
  async function waiting(test: TestContext, times: ServerOptions['times'] = {}) {
    const settings = {...DEMO_SPACE.settings, admission_enabled: true};
    const server = await serve(test, {spaces: [{...DEMO_SPACE, settings}], times});
    const [ada, ben] = [await server.connect(), await server.connect()];
    const {session_id, invite} = await ada.lead();
    const {result} = await ben.call('join_session', {session_id, invite, user_data: {name: 'Ben'}});
    return {...server, ada, ben, session_id, invite, place: result as {seat_token: string; client_index: number}};
  }

  it('tells the host, and gives who waits nothing but a place', async (test) => {
    const {ada, ben, place} = await waiting(test);
    assert.deepEqual(place, {waiting: true, client_index: 1, seat_token: place.seat_token});
    assert.deepEqual((await ada.event('admission_requested')).payload, {clientIndex: 1, userData: {name: 'Ben'}});
    await ada.call('open_tab', {url: SHOP});
    for (const [method, params] of [
      ['send_chat_message', {message: 'Hello'}],
      ['watch_tab', {ssid: 1}],
      ['get_session_info', {}],
      ['input', {ssid: 1, input: {type: 'text', text: 'a'}}],
    ] as const) {
      assert.equal(await ben.refusal(method, params), 'not_joined', method);
    }
    assert.deepEqual(ben.events, []);
  });

  it('ends with a seat, and with what happened from then on', async (test) => {
    const {ada, ben, place} = await waiting(test);
    await ada.call('admit', {to: 1});
    const {payload, number} = await ben.event('participant_joined');
    assert.deepEqual(payload, {clientIndex: 1, userData: {name: 'Ben'}});
    assert.deepEqual(ben.order.slice(-2), ['admitted', 'event participant_joined']);
    assert.deepEqual([ben.admission.seat_token, ben.admission.number], [place.seat_token, number - 1]);
    assert.deepEqual(ben.admission.snapshot.participants.length, 1);
    await ben.call('send_chat_message', {message: 'Hello'});
    assert.equal((await ada.event('chat_message')).payload.clientIndex, 1);
  });

  it('ends with the line when the host refuses, and the place is nobody’s any more', async (test) => {
    const {ada, ben, connect, session_id, place} = await waiting(test);
    const hungUp = ben.hungUp();
    await ada.call('refuse', {to: 1});
    assert.equal(await hungUp, NOT_ADMITTED.code);
    const {seat_token} = place;
    assert.equal(await (await connect()).refusal('join_session', {session_id, seat_token}), 'not_admitted');
  });

  it('goes on when the page is loaded anew, also after it was let in meanwhile', async (test) => {
    const {ada, ben, connect, session_id, place} = await waiting(test);
    const {seat_token} = place;
    await ben.close();
    const again = await connect();
    assert.equal((await again.call('join_session', {session_id, seat_token})).result.waiting, true);
    await again.close();
    await ada.call('admit', {to: 1});
    const late = await connect();
    const {result} = await late.call('join_session', {session_id, seat_token});
    assert.deepEqual([result.client_index, result.snapshot.participants.length], [1, 2]);
  });

  it('is over for whoever stays away for too long', async (test) => {
    const {ada, ben} = await waiting(test, {grace: 1});
    await ada.event('admission_requested');
    await ben.close();
    assert.deepEqual((await ada.event('admission_withdrawn')).payload, {clientIndex: 1});
    assert.equal(await ada.refusal('admit', {to: 1}), 'not_requested');
  });

  it('ends with the session', async (test) => {
    const {ada, ben} = await waiting(test);
    const hungUp = ben.hungUp();
    await ada.call('end');
    assert.deepEqual((await ben.event('session_ended')).payload, {});
    assert.equal(await hungUp, SESSION_ENDED.code);
  });

  it('does not keep a session that nobody is in', async (test) => {
    const {ada, ben} = await waiting(test, {grace: 60_000, empty: 1});
    const hungUp = ben.hungUp();
    await ada.close();
    assert.equal(await hungUp, SESSION_ENDED.code);
  });
});

describe('someone who is removed', () => {
  it('is told so, hung up on, and does not come back by the old seat', async (test) => {
    const {connect} = await serve(test);
    const [ada, ben] = [await connect(), await connect()];
    const {session_id, invite} = await ada.lead();
    const {seat_token} = (await ben.call('join_session', {session_id, invite})).result;
    const hungUp = ben.hungUp();
    await ada.call('remove_participant', {client_index: 1});
    assert.equal(await hungUp, REMOVED.code);
    assert.equal((await ada.event('participant_left')).payload.removed, true);
    assert.equal(await (await connect()).refusal('join_session', {session_id, seat_token}), 'removed');
  });

  it('hears nothing of what comes of it', async (test) => {
    const {connect} = await serve(test);
    const [ada, ben] = [await connect(), await connect()];
    const {session_id, invite} = await ada.lead();
    await ben.call('join_session', {session_id, invite});
    await ben.call('open_tab', {url: SHOP});
    const hungUp = ben.hungUp();
    await ada.call('remove_participant', {client_index: 1});
    await hungUp;
    assert.equal(ben.order.at(-1), 'event participant_left');
    await ada.event('tab_control_transferred');
  });
});

describe('a session on the wire, asked and set', () => {
  it('says what it is', async (test) => {
    const {connect, origin} = await serve(test);
    const ada = await connect();
    const {session_id} = await ada.lead('Ada', {metadata: {order: 7}});
    const {result} = await ada.call('get_session_info');
    assert.deepEqual(result, {
      sessionId: session_id,
      opentokSessionId: '',
      metadata: {order: 7},
      space: {
        id: 'demo',
        slug: 'demo',
        name: 'Demo',
        link: `${origin}/+demo/`,
        domain: new URL(origin).host,
        type: 'meeting',
        visibility: 'members-only',
        access_control: 'public',
        identification: 'anonymous',
        host_rights: 'everyone',
        company_id: null,
        is_paused: false,
        adminIds: [],
        memberIds: [],
      },
    });
  });

  it('says how large a tab is', async (test) => {
    const {connect} = await serve(test);
    const ada = await connect();
    assert.equal(await ada.refusal('get_screen_size'), 'not_joined');
    await ada.lead();
    assert.equal(await ada.refusal('get_screen_size'), 'unknown_tab');
    await ada.call('open_tab', {url: SHOP});
    assert.deepEqual((await ada.call('get_screen_size')).result, {width: 1280, height: 720});
    assert.equal(await ada.refusal('get_screen_size', {ssid: 7}), 'unknown_tab');
  });

  it('gives nobody but the leader a link where people may not invite', async (test) => {
    const {connect} = await serve(test);
    const ada = await connect();
    const session = await ada.lead('Ada', {invitations_allowed: false});
    const {session_id, invite} = session;
    const {result} = await (await connect()).call('join_session', {session_id, invite});
    assert.deepEqual([result.invite, result.follower_token, result.pin], ['', '', null]);
    assert.match((session as unknown as {pin: string}).pin, /^\d{4}$/);
  });

  it('ends when nobody is there for as long as the space says', async (test) => {
    const {connect} = await serveSpace(test, {empty_session_timeout: 0.001});
    const ada = await connect();
    const {session_id, invite} = await ada.lead();
    await ada.close();
    const late = await connect();
    while ((await late.refusal('join_session', {session_id, invite: `${invite}x`})) !== 'session_ended');
  });

  it('ends when it has lasted for as long as the space says, whoever is there', async (test) => {
    const {connect} = await serveSpace(test, {max_session_duration: 0.000_05});
    const ada = await connect();
    await ada.lead();
    await ada.event('session_ended');
  });
});

describe('a space of certain origins', () => {
  const origins = ['https://shop.example'];
  const make = {space: 'demo', widget_key: 'wk_demo'};
  const refusal = (client: WireClient) => client.refusal('create_session', make);

  it('lets pages of those in, of the server’s own, and what is no page', async (test) => {
    const {connect, origin} = await serveSpace(test, {}, {origins});
    for (const page of ['https://shop.example', origin, origin.replace('127.0.0.1', 'localhost'), undefined]) {
      assert.equal(await refusal(await connect(page)), undefined, page);
    }
  });

  it('refuses all others, also those that have a link', async (test) => {
    const shut = {...DEMO_SPACE, id: 'shut', slug: 'shut', keys: [{key: 'wk_shut'}], origins};
    const {connect} = await serve(test, {spaces: [DEMO_SPACE, shut]});
    const keys = {space: 'shut', widget_key: 'wk_shut'};
    const ada = await connect();
    const {session_id, invite} = (await ada.call('create_session', keys)).result;
    for (const page of ['https://evil.example', 'http://shop.example', 'https://shop.example.evil.example', 'null']) {
      assert.equal(await (await connect(page)).refusal('create_session', keys), 'invalid_origin', page);
      assert.equal(await (await connect(page)).refusal('join_session', {session_id, invite}), 'invalid_origin', page);
    }
  });

  it('refuses pages that may use no space a line at all', async (test) => {
    const {connect} = await serveSpace(test, {}, {origins});
    for (const page of ['https://evil.example', 'null', 'https://shop.example/']) {
      await assert.rejects(connect(page), /403/, page);
    }
  });
});

describe('the access control of a space', () => {
  const magicSecret = 'rk_a-secret-of-more-than-32-characters';

  for (const [accessControl, byKey] of [
    ['public', undefined],
    ['company', undefined],
    ['members-only', 'identification_required'],
  ] as const) {
    it(`${accessControl} ${byKey ? 'has' : 'lets'} pages with its widget key ${byKey ? 'begin nothing' : 'begin sessions'}`, async (test) => {
      const {connect} = await serveSpace(test, {}, {accessControl});
      const ada = await connect();
      assert.equal(await ada.refusal('create_session', {space: 'demo', widget_key: 'wk_demo'}), byKey);
    });
  }

  it('members-only lets nobody in by a link alone, and whoever was signed for by any', async (test) => {
    const space = {...DEMO_SPACE, accessControl: 'members-only', magicSecret} as const;
    const {origin, connect} = await serve(test, {spaces: [space], keys: [{key: SERVER_KEY}]});
    const ask = restClient(origin);
    const {link, leader_link, follower_link, session_id} = (await ask('POST /api/spaces/demo/sessions/', {body: {}}))
      .body;
    const secretIn = (url: string) => url.split('.').at(-1);
    const links = [
      {invite: secretIn(link)},
      {leader_token: secretIn(leader_link)},
      {follower_token: secretIn(follower_link), browser_id: 'a-browser-of-somebody'},
    ];
    const magic_link = await mintMagicLink(space, {name: 'Grace'}, new Date(Date.now() + 60_000));
    for (const by of links) {
      const guest = await connect();
      assert.equal(await guest.refusal('join_session', {session_id, ...by}), 'identification_required');
      const {seat_token} = (await guest.call('join_session', {session_id, ...by, magic_link})).result;
      assert.equal(await (await connect()).refusal('join_session', {session_id, seat_token}), undefined);
    }
    const {ticket} = (await ask(`POST /api/spaces/demo/sessions/${session_id}/tickets/`, {body: {name: 'Ben'}})).body;
    assert.equal(await (await connect()).refusal('join_session', {session_id, ticket}), undefined);
  });
});
