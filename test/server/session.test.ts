import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {OTHER_CONNECTION, SESSION_ENDED} from '../../src/protocol/close-codes.ts';
import type {RequestTime} from '../../src/protocol/queries.ts';
import {NoPageError} from '../../src/server/browser/load-error.ts';
import {jsonLog} from '../../src/server/operations/log.ts';
import {FakePages} from '../support/fake-pages.ts';
import {serve} from '../support/test-server.ts';
import type {WireClient} from '../support/wire-client.ts';

const SHOP = 'http://shop.localhost/';

describe('a session on the wire', () => {
  it('answers, then tells what happened, in log order', async (test) => {
    const {connect} = await serve(test);
    const ada = await connect();
    await ada.lead();
    await ada.event('host_changed');
    assert.deepEqual(ada.order, [
      'answer 1',
      'event session_created',
      'answer 2',
      'event participant_joined',
      'event host_changed',
    ]);
  });

  it('gives someone who joins the state before them, and then their own arrival', async (test) => {
    const {connect} = await serve(test);
    const {session_id, invite} = await (await connect()).lead();
    const grace = await connect();
    const {result} = await grace.call('join_session', {session_id, invite, user_data: {name: 'Grace'}});
    assert.equal(result.client_index, 1);
    assert.deepEqual(
      result.snapshot.participants.map((each: {clientIndex: number}) => each.clientIndex),
      [0],
    );
    const joined = await grace.event('participant_joined');
    assert.deepEqual(joined.payload, {clientIndex: 1, userData: {name: 'Grace'}});
    assert.equal(joined.number, result.number + 1);
  });

  it('lets a guest ask for control, get it, type, and give it back', async (test) => {
    const {connect, pages} = await serve(test);
    const ada = await connect();
    const {session_id, invite} = await ada.lead();
    const {result} = await ada.call('open_tab', {url: SHOP});
    assert.deepEqual(result, {ssid: 1});
    const grace = await connect();
    await grace.call('join_session', {session_id, invite});
    const typing = {ssid: 1, input: {type: 'text', text: 'hello'}};

    assert.equal(await grace.refusal('input', typing), 'not_allowed');
    await grace.call('request_tab_control');
    assert.equal((await ada.event('tab_control_requested')).payload.clientIndex, 1);
    await ada.call('transfer_tab_control', {to: 1});
    const {payload} = await grace.event('tab_control_transferred');
    assert.deepEqual(payload, {ssid: 1, tabIndex: 0, leaderIndex: 0, controlIndex: 1});
    assert.equal((await grace.call('input', typing)).result, null);
    assert.equal(await ada.refusal('input', typing), 'not_allowed');
    await grace.call('return_tab_control');
    assert.equal(await grace.refusal('input', typing), 'not_allowed');
    assert.deepEqual(pages.asked, [
      `open(1, "${SHOP}")`,
      'release(1)',
      'input(1, {"type":"text","text":"hello"})',
      'release(1)',
    ]);
  });

  it('tells a request for control to the owner and the one who asks, and to nobody else', async (test) => {
    const {connect} = await serve(test);
    const ada = await connect();
    const session = await ada.lead();
    await ada.call('open_tab', {url: SHOP});
    const [grace, linus] = [await joined(await connect(), session), await joined(await connect(), session)];
    await grace.call('request_tab_control');
    await grace.event('tab_control_requested');
    await linus.call('update_user_data', {user_data: {name: 'Linus'}});
    await linus.event('participant_updated');
    assert.ok(!linus.order.includes('event tab_control_requested'));
  });

  it('lets go of keys and buttons for the one in control whose line is lost', async (test) => {
    const {connect, pages} = await serve(test);
    const ada = await connect();
    const session = await ada.lead();
    await ada.call('open_tab', {url: SHOP});
    const grace = await joined(await connect(), session);
    await grace.call('open_tab', {url: SHOP});
    await grace.close();
    await ada.event('participant_updated');
    assert.deepEqual(pages.asked.slice(2), ['release(2)']);
  });

  it('steers the page as the one in control asks', async (test) => {
    const {connect, pages} = await serve(test);
    const ada = await connect();
    await ada.lead();
    await ada.call('open_tab', {url: SHOP});
    await ada.call('relocate', {url: `${SHOP}about.html`});
    for (const method of ['go_back', 'go_forward', 'reload']) await ada.call(method);
    assert.deepEqual(pages.asked, [
      `open(1, "${SHOP}")`,
      `navigate(1, "${SHOP}about.html")`,
      'goBack(1)',
      'goForward(1)',
      'reload(1)',
    ]);
  });

  it('tells what happens in a page', async (test) => {
    const {connect, pages} = await serve(test);
    const ada = await connect();
    await ada.lead();
    await ada.call('open_tab', {url: SHOP});
    pages.listener.relocating(1, `${SHOP}about.html`);
    pages.listener.relocated(1, `${SHOP}about.html`);
    pages.listener.changed(1, {title: 'About'});
    assert.deepEqual((await ada.event('relocate_start')).payload, {ssid: 1, tabIndex: 0, url: `${SHOP}about.html`});
    assert.deepEqual((await ada.event('relocated')).payload, {ssid: 1, tabIndex: 0, url: `${SHOP}about.html`});
    assert.deepEqual((await ada.event('tab_updated')).payload, {ssid: 1, tabIndex: 0, title: 'About'});
  });

  it('makes a tab of a page that another one opened, for the same owner', async (test) => {
    const {connect, pages} = await serve(test);
    const ada = await connect();
    await ada.lead();
    await ada.call('open_tab', {url: SHOP});
    assert.equal(pages.listener.poppedUp(1, `${SHOP}about.html`), 2);
    assert.equal(pages.listener.poppedUp(1, 'javascript:alert(1)'), null);
    await ada.event('tab_opened');
    assert.equal((await ada.event('tab_opened')).payload.leaderIndex, 0);
    assert.deepEqual(pages.asked, [`open(1, "${SHOP}")`]);
  });

  it('says in the tab when its page cannot be had, and goes on', async (test) => {
    const pages = new FakePages();
    const openPages: typeof pages.openPages = (listener) => ({
      ...pages.openPages(listener),
      open: () => Promise.reject(new NoPageError('The browser could not be started.')),
    });
    const {connect} = await serve(test, {browser: {openPages, close: async () => {}}});
    const ada = await connect();
    await ada.lead();
    await ada.call('open_tab', {url: SHOP});
    assert.equal((await ada.event('tab_updated')).payload.error, 'The browser could not be started.');
    assert.equal((await ada.call('open_tab', {url: SHOP})).result.ssid, 2);
  });

  it('tells its log alone what went wrong on the server with a page, which a drop leaves as it is', async (test) => {
    const pages = new FakePages();
    const full = () => Promise.reject(new Error('ENOSPC: no space left on device, /data/files/secret'));
    const openPages: typeof pages.openPages = (listener) => ({...pages.openPages(listener), reload: full, drop: full});
    const lines: string[] = [];
    const log = jsonLog('error', {write: (line) => void lines.push(line)});
    const {connect} = await serve(test, {browser: {openPages, close: async () => {}}, log});
    const ada = await connect();
    const {session_id} = await ada.lead();
    await ada.call('open_tab', {url: SHOP});
    await ada.call('input', {ssid: 1, input: {type: 'drop', x: 1, y: 1, files: ['secret']}});
    await ada.call('send_chat_message', {message: 'Dropped'});
    assert.ok(!ada.order.includes('event tab_updated'));
    await ada.call('reload');
    const {payload} = await ada.event('tab_updated');
    assert.deepEqual([payload.error, payload.errorCode], ['This page cannot be shown.', 'failed']);
    assert.equal(lines.length, 2);
    for (const line of lines) assert.match(line, new RegExp(`ENOSPC.*"session":"${session_id}"`));
  });

  it('says nothing of a page that comes to nothing since its tab, or the session, was closed meanwhile', async (test) => {
    const pages = new FakePages();
    const openings: PromiseWithResolvers<void>[] = [];
    const open = () => {
      openings.push(Promise.withResolvers());
      return openings.at(-1)!.promise;
    };
    const openPages: typeof pages.openPages = (listener) => ({...pages.openPages(listener), open});
    const lines: string[] = [];
    const log = jsonLog('error', {write: (line) => void lines.push(line)});
    const {connect} = await serve(test, {browser: {openPages, close: async () => {}}, log});
    const ada = await connect();
    await ada.lead();
    await ada.call('open_tab', {url: SHOP});
    await ada.call('open_tab', {url: SHOP});
    await ada.call('close_tab', {ssid: 1});
    openings[0]!.reject(new Error('It is gone.'));
    await ada.call('send_chat_message', {message: 'Closed'});
    await ada.call('end', {});
    openings[1]!.reject(new Error('It is gone.'));
    await connect();
    assert.deepEqual(lines, []);
  });

  it('that cannot tell what happened in it is over, says so in the log, and leaves the others alone', async (test) => {
    const pages = new FakePages();
    const openPages: typeof pages.openPages = (listener) => ({
      ...pages.openPages(listener),
      close: () => {
        throw new Error('Nobody expected this.');
      },
    });
    const lines: string[] = [];
    const log = jsonLog('error', {write: (line) => void lines.push(line)});
    const {connect} = await serve(test, {browser: {openPages, close: async () => {}}, log});
    const [ada, other] = [await connect(), await connect()];
    const [session] = [await ada.lead(), await other.lead()];
    await ada.call('open_tab', {url: SHOP});
    const hungUp = ada.hungUp();
    ada.send('{"jsonrpc":"2.0","method":"close_tab","params":{"ssid":1}}');
    assert.equal(await hungUp, SESSION_ENDED.code);
    assert.match(lines[0]!, new RegExp(`"session":"${session.session_id}".*What happened in a session cannot be told`));
    assert.equal(await (await connect()).refusal('join_session', entry(session)), 'session_ended');
    assert.deepEqual((await other.call('open_tab', {url: SHOP})).result, {ssid: 1});
  });

  it('goes on when the pictures of a tab cannot be had', async (test) => {
    const pages = new FakePages();
    const openPages: typeof pages.openPages = (listener) => ({
      ...pages.openPages(listener),
      watch: () => {
        throw new Error('Nobody expected this.');
      },
    });
    const {connect} = await serve(test, {browser: {openPages, close: async () => {}}});
    const ada = await connect();
    await ada.lead();
    await ada.call('open_tab', {url: SHOP});
    assert.equal(await ada.refusal('watch_tab', {ssid: 1}), 'internal');
    await ada.call('send_chat_message', {message: 'Hello'});
    assert.equal((await ada.call('send_chat_message', {message: 'Still there?'})).result, null);
  });

  it('says in the log what is left of its pages, and leaves the others alone', async (test) => {
    const pages = new FakePages();
    const openPages: typeof pages.openPages = (listener) => ({
      ...pages.openPages(listener),
      dispose: () => Promise.reject(new Error('EBUSY: resource busy')),
    });
    const lines: string[] = [];
    const log = jsonLog('error', {write: (line) => void lines.push(line)});
    const {connect} = await serve(test, {browser: {openPages, close: async () => {}}, log});
    const [ada, other] = [await connect(), await connect()];
    await Promise.all([ada.lead(), other.lead()]);
    await ada.call('open_tab', {url: SHOP});
    const hungUp = ada.hungUp();
    await ada.call('end');
    await hungUp;
    assert.match(lines[0]!, /EBUSY.*The pages of a session cannot be closed/);
    assert.deepEqual((await other.call('open_tab', {url: SHOP})).result, {ssid: 1});
  });

  it('shows a tab to those who watch it, until they stop', async (test) => {
    const {connect, pages} = await serve(test);
    const ada = await connect();
    await ada.lead();
    await ada.call('open_tab', {url: SHOP});
    await ada.call('watch_tab', {ssid: 1});
    await ada.call('watch_tab', {ssid: 1});
    assert.equal(pages.senders.get(1)?.size, 1);
    for (const send of pages.senders.get(1) ?? []) send(new Uint8Array([1, 2, 3]));
    await ada.until(() => ada.pictures[0]);
    ada.send('{"jsonrpc":"2.0","method":"frame_shown","params":{"ssid":1}}');
    await ada.call('unwatch_tab', {ssid: 1});
    assert.ok(pages.asked.includes('shown(1)'));
    assert.equal(pages.senders.get(1)?.size, 0);
  });

  it('ends for everyone, tells the leader where, and hangs up for good', async (test) => {
    const {connect, pages} = await serve(test);
    const ada = await connect();
    const session = await ada.lead();
    await ada.call('open_tab', {url: SHOP});
    const grace = await joined(await connect(), session);
    const hungUp = [ada.hungUp(), grace.hungUp()];
    await ada.call('end');
    assert.deepEqual((await ada.event('session_ended')).payload, {final_location: SHOP, finalLocation: SHOP});
    assert.deepEqual((await grace.event('session_ended')).payload, {});
    assert.deepEqual(await Promise.all(hungUp), [SESSION_ENDED.code, SESSION_ENDED.code]);
    assert.equal(pages.asked.at(-1), 'dispose()');
    assert.equal(await (await connect()).refusal('join_session', entry(session)), 'session_ended');
  });

  it('takes settings of its own, and refuses those that are none', async (test) => {
    const {connect} = await serve(test);
    const make = {space: 'demo', widget_key: 'wk_demo'};
    assert.equal(
      await (await connect()).refusal('create_session', {...make, settings: {pause: true}}),
      'invalid_setting',
    );
    const wrong = {...make, settings: {pause_enabled: 1}};
    assert.equal(await (await connect()).refusal('create_session', wrong), 'invalid_setting');
    const ada = await connect();
    await ada.lead('Ada', {chat_enabled: false});
    assert.equal(await ada.refusal('send_chat_message', {message: 'Hello'}), 'not_allowed');
  });

  it('tells everyone what someone writes', async (test) => {
    const {connect} = await serve(test);
    const ada = await connect();
    const {session_id, invite} = await ada.lead();
    const grace = await connect();
    await grace.call('join_session', {session_id, invite});
    await grace.call('send_chat_message', {message: 'Hello'});
    for (const client of [ada, grace]) {
      assert.deepEqual((await client.event('chat_message')).payload, {message: 'Hello', clientIndex: 1});
    }
  });

  it('tells of activity when the one in control clicks or types, at most once a second', async (test) => {
    const {connect} = await serve(test);
    const ada = await connect();
    await ada.lead();
    await ada.call('open_tab', {url: SHOP});
    const start = performance.now();
    for (let times = 0; times < 5; times++) await ada.call('input', {ssid: 1, input: {type: 'text', text: 'a'}});
    await ada.event('user_activity');
    const more = ada.events.filter((event) => event.name === 'user_activity').length;
    assert.ok(more <= (performance.now() - start) / 1_000, `${more} more`);
  });

  it('lets a request that nobody answers end by itself', async (test) => {
    const {connect} = await serve(test, {times: {request: 20}});
    const ada = await connect();
    const {session_id, invite} = await ada.lead();
    await ada.call('open_tab', {url: SHOP});
    const grace = await connect();
    await grace.call('join_session', {session_id, invite});
    await grace.call('request_tab_control');
    await grace.call('request_to_host');
    assert.equal((await ada.event('control_request_withdrawn')).payload.clientIndex, 1);
    assert.equal((await ada.event('host_request_withdrawn')).payload.clientIndex, 1);
    assert.equal((await grace.call('request_tab_control')).result, null);
  });

  it('says how long requests still wait, to whoever made them or may answer', async (test) => {
    const {connect} = await serve(test, {times: {request: 60_000}});
    const ada = await connect();
    const {session_id, invite} = await ada.lead();
    await ada.call('open_tab', {url: SHOP});
    const [grace, linus] = [await connect(), await connect()];
    for (const client of [grace, linus]) await client.call('join_session', {session_id, invite});
    await grace.call('request_tab_control');
    await grace.call('request_to_host');
    for (const client of [ada, grace]) {
      const times = (await client.call('get_request_times')).result as RequestTime[];
      assert.deepEqual(
        times.map(({wish, clientIndex}) => [wish, clientIndex]),
        [
          ['control', 1],
          ['host', 1],
        ],
      );
      for (const {left} of times) assert.ok(left > 0 && left <= 60_000);
    }
    assert.deepEqual((await linus.call('get_request_times')).result, []);
  });
});

describe('a seat', () => {
  it('is kept for someone whose line is lost, who then hears what they missed, each once', async (test) => {
    const {connect} = await serve(test);
    const ada = await connect();
    const session = await ada.lead();
    const grace = await connect();
    const {result} = await grace.call('join_session', entry(session));
    const {number} = await grace.event('participant_joined');
    grace.socket.terminate();
    assert.equal((await ada.event('participant_updated')).payload.online, false);
    await ada.call('open_tab', {url: SHOP});

    const again = await connect();
    const {seat_token} = result;
    const {session_id} = session;
    const back = await again.call('join_session', {session_id, seat_token, last_number: number});
    assert.equal(back.result.client_index, result.client_index);
    assert.equal(back.result.snapshot, null);
    assert.equal((await again.event('tab_opened')).payload.url, SHOP);
    assert.equal((await again.event('tab_activated')).payload.ssid, 1);
    assert.ok(!again.order.includes('event participant_joined'));
    assert.equal((await ada.event('participant_updated')).payload.online, true);
  });

  it('taken again by the only one there keeps the session going', async (test) => {
    const {connect} = await serve(test, {times: {grace: 60_000, empty: 3_000}});
    const [ada, other, again] = [await connect(), await connect(), await connect()];
    const {session_id, seat_token} = await ada.lead();
    const abandoned = await other.lead();
    await ada.close();
    await again.call('join_session', {session_id, seat_token});
    await other.close();
    await ended(await connect(), abandoned);
    assert.deepEqual((await again.call('open_tab', {url: SHOP})).result, {ssid: 1});
  });

  it('comes with a fresh snapshot for someone who does not say what they saw', async (test) => {
    const {connect} = await serve(test);
    const {session_id, seat_token} = await (await connect()).lead();
    const again = await connect();
    const {result} = await again.call('join_session', {session_id, seat_token});
    assert.equal(result.client_index, 0);
    assert.equal(result.snapshot.host, 0);
  });

  it('comes with a fresh snapshot, and nothing of what was said before, for someone who asks for more than they may know', async (test) => {
    const {connect} = await serve(test);
    const ada = await connect();
    const {session_id, invite} = await ada.lead();
    await ada.call('send_chat_message', {message: 'Among ourselves'});
    const {seat_token} = (await (await connect()).call('join_session', {session_id, invite})).result;
    const again = await connect();
    const {result} = await again.call('join_session', {session_id, seat_token, last_number: 0});
    assert.equal(result.snapshot.host, 0);
    await ada.call('send_chat_message', {message: 'Among us all'});
    assert.equal((await again.event('chat_message')).payload.message, 'Among us all');
  });

  it('is taken from the line that had it', async (test) => {
    const {connect} = await serve(test);
    const first = await connect();
    const {session_id, seat_token} = await first.lead();
    const hungUp = first.hungUp();
    await (await connect()).call('join_session', {session_id, seat_token});
    assert.equal(await hungUp, OTHER_CONNECTION.code);
  });

  it('is given up after the grace time, and host and tabs pass on', async (test) => {
    const {connect} = await serve(test, {times: {grace: 20, empty: 60_000}});
    const ada = await connect();
    const session = await ada.lead();
    await ada.call('open_tab', {url: SHOP});
    const grace = await joined(await connect(), session);
    await ada.close();
    assert.equal((await grace.event('participant_left')).payload.clientIndex, 0);
    assert.deepEqual((await grace.event('host_changed')).payload, {to: 1, gained: true, myIndex: 1});
    const {payload} = await grace.event('tab_control_transferred');
    assert.deepEqual(payload, {ssid: 1, tabIndex: 0, leaderIndex: 1, controlIndex: 1});
    const {session_id, seat_token} = session;
    assert.equal(await (await connect()).refusal('join_session', {session_id, seat_token}), 'seat_lost');
  });

  it('given up by the last one ends the session after a while', async (test) => {
    const {connect, pages} = await serve(test, {times: {grace: 5, empty: 20}});
    const ada = await connect();
    const session = await ada.lead();
    await ada.call('open_tab', {url: SHOP});
    await ada.close();
    await ended(await connect(), session);
    assert.equal(pages.asked.at(-1), 'dispose()');
  });
});

function entry({session_id, invite}: {session_id: string; invite: string}) {
  return {session_id, invite};
}

async function joined(client: WireClient, session: {session_id: string; invite: string}): Promise<WireClient> {
  await client.call('join_session', entry(session));
  return client;
}

/** Resolves when the session is over for whoever comes late. */
async function ended(late: WireClient, session: {session_id: string; invite: string}): Promise<void> {
  const entrance = {...entry(session), invite: 'x'};
  while ((await late.refusal('join_session', entrance)) !== 'session_ended');
}
