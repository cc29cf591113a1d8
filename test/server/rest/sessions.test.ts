import assert from 'node:assert/strict';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, it, type TestContext} from 'node:test';
import {ExecutionError} from '../../../src/server/browser/execute.ts';
import {jsonLog} from '../../../src/server/operations/log.ts';
import {DEMO_SPACE} from '../../../src/server/storage/spaces.ts';
import {restServer, SERVER_KEY} from '../../support/rest-client.ts';

const SHOP = 'http://shop.localhost/';

/** A session of the demo, where code may run: Ada leads and has a tab, Ben came by the link. */
async function session(test: TestContext) {
  const settings = {...DEMO_SPACE.settings, code_execution_enabled: true, pause_enabled: true};
  const server = await restServer(test, {spaces: [{...DEMO_SPACE, settings}]});
  const [ada, ben] = [await server.connect(), await server.connect()];
  const {session_id, invite, seat_token: seat} = await ada.lead();
  await ben.call('join_session', {session_id, invite, user_data: {name: 'Ben', email: 'ben@shop.example'}});
  await ada.call('open_tab', {url: SHOP});
  const at = `/api/spaces/demo/sessions/${session_id}`;
  return {...server, ada, ben, session_id, invite, seat, at};
}

describe('sessions over REST', () => {
  it('are listed in the vendor’s form, newest first', async (test) => {
    const {ask, connect, session_id, origin, invite} = await session(test);
    const later = await (await connect()).lead('Cleo');
    const {body} = await ask('GET /api/spaces/demo/sessions/');
    assert.deepEqual(
      body.results.map((each: {session_id: string}) => each.session_id),
      [later.session_id, session_id],
    );
    const {started_at, pin, ...rest} = body.results[1];
    assert.match(started_at, /\+00:00$/);
    assert.match(pin, /^\d{4}$/);
    assert.deepEqual(rest, {
      session_id,
      space_id: 'demo',
      duration: null,
      queue_duration: 0,
      link: `${origin}/s${session_id}#wf-invite=${session_id}.${invite}`,
      first_member: {name: 'Ada', email: '', avatar_url: '', initials: 'A'},
      participant_count: 2,
      tags: [],
      recording_filename: '',
      audit_log_filename: `audit-log-${session_id}.jsonl`,
    });
    assert.deepEqual((await ask(`GET /api/spaces/demo/sessions/${session_id}/`)).body, body.results[1]);
  });

  it('are found by the vendor’s filters', async (test) => {
    const {ask, ada, connect, session_id} = await session(test);
    const {session_id: second} = await (await connect()).lead('Cleo');
    await ada.call('end');
    const found = async (filter: string) => {
      const {body} = await ask(`GET /api/spaces/demo/sessions/?${filter}`);
      return body.results.map((each: {session_id: string}) => each.session_id);
    };
    assert.deepEqual(await found('active=true'), [second]);
    assert.deepEqual(await found('active=false'), [session_id]);
    assert.deepEqual(await found(`session_id=${session_id}`), [session_id]);
    assert.deepEqual(await found(`session_id__icontains=${second.slice(2, 9).toUpperCase()}`), [second]);
    assert.deepEqual(await found('duration__lte=5'), [session_id]);
    assert.deepEqual(await found('duration__gte=5'), []);
    assert.deepEqual(await found('started_at_after=2100-01-01T00:00:00Z'), []);
    assert.deepEqual((await found('started_at_before=2100-01-01T00:00:00Z')).length, 2);
    for (const wrong of ['active=perhaps', 'started_at_after=soon', 'duration__gte=-1', 'colour=x']) {
      assert.equal((await ask(`GET /api/spaces/demo/sessions/?${wrong}`)).status, 400, wrong);
    }
  });

  it('are found by the words that they were made with, which widget keys are not told', async (test) => {
    const {ask} = await session(test);
    const {body: made} = await ask('POST /api/spaces/demo/sessions/', {
      body: {settings: {tags: ['sales', 'tea & co']}},
    });
    const {session_id} = made;
    for (const tag of ['sales', 'tea%20%26%20co']) {
      const {body} = await ask(`GET /api/spaces/demo/sessions/?tag=${tag}`);
      assert.deepEqual([body.count, body.results[0].session_id], [1, session_id]);
      assert.deepEqual(body.results[0].tags, ['sales', 'tea & co']);
    }
    assert.equal((await ask('GET /api/spaces/demo/sessions/?tag=sale')).body.count, 0);
    const {body} = await ask(`GET /api/spaces/demo/sessions/?session_id=${session_id}`, {key: 'wk_demo'});
    assert.deepEqual(body.results[0].tags, []);
  });

  it('show a widget key one that it names, and nothing that lets people in', async (test) => {
    const {ask, session_id, origin, invite, at} = await session(test);
    const key = 'wk_demo';
    assert.equal((await ask('GET /api/spaces/demo/sessions/', {key})).body.code, 'not_allowed');
    const {body} = await ask(`GET /api/spaces/demo/sessions/?session_id=${session_id}`, {key});
    const {pin, link, first_member, audit_log_filename} = body.results[0];
    assert.deepEqual([pin, link, first_member, audit_log_filename], [null, `${origin}/s${session_id}`, null, '']);
    assert.equal(JSON.stringify((await ask(`GET ${at}/`, {key})).body).includes(invite), false);
    for (const part of ['tabs', 'participants', 'events', 'files']) {
      assert.equal((await ask(`GET ${at}/${part}/`, {key})).status, 403, part);
    }
  });

  it('are no other space’s business', async (test) => {
    const {ask, session_id, shopKey: key} = await session(test);
    assert.equal((await ask('GET /api/spaces/shop/sessions/', {key})).body.count, 0);
    for (const what of ['GET ', 'GET tabs/', 'GET participants/', 'GET events/', 'GET files/', 'POST end/']) {
      const [method, part] = what.split(' ');
      const {status, body} = await ask(`${method} /api/spaces/shop/sessions/${session_id}/${part}`, {key});
      assert.deepEqual([status, body.code], [404, 'unknown_session'], what);
    }
  });

  it('are made with settings of their own, and with every way in', async (test) => {
    const {ask, shopKey: key, connect} = await restServer(test);
    const settings = {identification: 'name_only', empty_session_timeout: 3_600};
    const {status, body} = await ask('POST /api/spaces/shop/sessions/', {key, body: {settings}});
    assert.equal(status, 201);
    const {session_id, leader_link, follower_link, pin} = body;
    const follower_token = follower_link.split('.').at(-1);
    const leader_token = leader_link.split('.').at(-1);
    const leads = (await (await connect()).call('join_session', {session_id, leader_token})).result;
    assert.deepEqual([leads.client_index, leads.pin], [0, pin]);
    assert.equal(leads.snapshot.settings.identification, 'name_only');
    const follow = {session_id, follower_token, browser_id: 'firefox', user_data: {name: 'Ben'}};
    assert.equal((await (await connect()).call('join_session', follow)).result.client_index, 1);
    const wrong = await ask('POST /api/spaces/shop/sessions/', {key, body: {settings: {colour: 'red'}}});
    assert.deepEqual([wrong.status, wrong.body.code], [400, 'invalid_setting']);
  });

  it('are found by their PIN, or as those that still wait', async (test) => {
    const {ask, shopKey: key} = await restServer(test);
    const {body: made} = await ask('POST /api/spaces/shop/sessions/', {key, body: {}});
    const ids = async (query: string, space = 'shop') =>
      (await ask(`GET /api/spaces/${space}/queue/${query}`)).body.results.map(
        (each: {session_id: string}) => each.session_id,
      );
    assert.deepEqual(await ids(`?pin=${made.pin}`), [made.session_id]);
    assert.deepEqual(await ids(''), [made.session_id]);
    assert.deepEqual(await ids(`?pin=${made.pin}`, 'demo'), []);
    assert.equal((await ask('GET /api/spaces/shop/queue/?pin=12', {key})).status, 400);
  });
});

describe('a message over REST', () => {
  it('arrives as a message of nobody in the session', async (test) => {
    const {ask, ada, ben, at} = await session(test);
    assert.equal((await ask(`POST ${at}/message/`, {body: {data: {sold: 3}}})).status, 204);
    for (const client of [ada, ben]) {
      const {payload} = await client.event('message');
      assert.deepEqual(payload, {data: {sold: 3}, origin: '', targetOrigin: '*'});
    }
  });

  it('comes with a widget key from pages of the space’s origins alone', async (test) => {
    const server = await restServer(test, {spaces: [{...DEMO_SPACE, origins: ['https://shop.example']}]});
    const {session_id} = await (await server.connect()).lead();
    const send = (origin: string) =>
      server.ask(`POST /api/spaces/demo/sessions/${session_id}/message/`, {
        key: 'wk_demo',
        body: {data: 1},
        headers: {origin},
      });
    assert.equal((await send('https://shop.example')).status, 204);
    assert.equal((await send('https://evil.example')).body.code, 'invalid_origin');
  });

  it('is JSON, no deeper and no longer than what clients send', async (test) => {
    const {ask, at} = await session(test);
    assert.equal((await ask(`POST ${at}/message/`, {body: {}})).status, 400);
    assert.equal((await ask(`POST ${at}/message/`, {body: {data: 1, to: 2}})).status, 400);
    const deep = `{"data": ${'['.repeat(500)}${']'.repeat(500)}}`;
    assert.equal((await ask(`POST ${at}/message/`, {body: deep})).status, 400);
    assert.equal((await ask(`POST ${at}/message/`, {body: {data: 'x'.repeat(66_000)}})).body.code, 'too_large');
  });
});

describe('the operator of a space', () => {
  it('sees who is there, and removes people', async (test) => {
    const {ask, ben, at} = await session(test);
    const {body} = await ask(`GET ${at}/participants/`);
    assert.deepEqual(body.results[1], {
      client_index: 1,
      user_data: {name: 'Ben', email: 'ben@shop.example'},
      role: 'guest',
      online: true,
      is_leader: false,
      is_host: false,
      waiting: false,
    });
    const hungUp = ben.hungUp();
    assert.equal((await ask(`DELETE ${at}/participants/1/`)).status, 204);
    await hungUp;
    assert.equal((await ask(`GET ${at}/participants/`)).body.count, 1);
    assert.equal((await ask(`DELETE ${at}/participants/1/`)).body.code, 'unknown_participant');
  });

  it('opens, shows, steers and closes tabs', async (test) => {
    const {ask, at, pages} = await session(test);
    const opened = await ask(`POST ${at}/tabs/`, {body: {url: `${SHOP}order.html`}});
    assert.deepEqual([opened.status, opened.body], [201, {ssid: 2}]);
    const {body} = await ask(`GET ${at}/tabs/`);
    assert.deepEqual(
      body.results.map(({ssid, active, leader_index}: Record<string, unknown>) => [ssid, active, leader_index]),
      [
        [1, false, 0],
        [2, true, 0],
      ],
    );
    for (const call of [{url: SHOP}, {go: 'back'}, {go: 'forward'}, {go: 'reload'}]) {
      assert.equal((await ask(`POST ${at}/tabs/2/navigate/`, {body: call})).status, 204);
    }
    assert.deepEqual(pages.asked.slice(-4), [`navigate(2, "${SHOP}")`, 'goBack(2)', 'goForward(2)', 'reload(2)']);
    assert.equal((await ask(`POST ${at}/tabs/1/activate/`)).status, 204);
    assert.equal((await ask(`DELETE ${at}/tabs/2/`)).status, 204);
    assert.equal((await ask(`GET ${at}/tabs/`)).body.count, 1);
    assert.equal((await ask(`POST ${at}/tabs/9/navigate/`, {body: {url: SHOP}})).body.code, 'unknown_tab');
    assert.equal((await ask(`POST ${at}/tabs/`, {body: {url: 'ftp://x'}})).body.code, 'invalid_url');
    for (const wrong of [{}, {url: SHOP, go: 'back'}, {go: 'home'}, []]) {
      assert.equal((await ask(`POST ${at}/tabs/1/navigate/`, {body: wrong})).status, 400);
    }
  });

  it('runs code where the space lets it, and gets what it came to or threw', async (test) => {
    const {ask, at, pages, ada} = await session(test);
    pages.run = async (code) => ({ran: code});
    const ran = await ask(`POST ${at}/tabs/1/execute/`, {body: {code: '1 + 1'}});
    assert.deepEqual([ran.status, ran.body], [200, {result: {ran: '1 + 1'}}]);
    pages.run = async () => {
      throw new ExecutionError('execution_failed', 'ReferenceError: cart is not defined');
    };
    const threw = await ask(`POST ${at}/tabs/1/execute/`, {body: {code: 'cart'}});
    assert.deepEqual([threw.status, threw.body.code], [422, 'execution_failed']);
    assert.match(threw.body.detail, /cart is not defined/);
    await ada.call('pause_tab', {ssid: 1});
    assert.equal((await ask(`POST ${at}/tabs/1/execute/`, {body: {code: '1'}})).body.code, 'not_allowed');
  });

  it('runs none where it does not', async (test) => {
    const {ask, connect} = await restServer(test);
    const ada = await connect();
    const {session_id} = await ada.lead();
    await ada.call('open_tab', {url: SHOP});
    const call = `POST /api/spaces/demo/sessions/${session_id}/tabs/1/execute/`;
    const {status, body} = await ask(call, {body: {code: '1'}});
    assert.deepEqual([status, body.code], [403, 'not_allowed']);
  });

  it('ends a session, which is then over for all calls', async (test) => {
    const {ask, at, ada} = await session(test);
    const hungUp = ada.hungUp();
    assert.equal((await ask(`POST ${at}/end/`)).status, 204);
    assert.equal(await hungUp, 4000);
    for (const what of [`POST ${at}/end/`, `GET ${at}/tabs/`, `GET ${at}/participants/`]) {
      const {status, body} = await ask(what);
      assert.deepEqual([status, body.code], [410, 'session_ended'], what);
    }
    assert.equal(typeof (await ask(`GET ${at}/`)).body.duration, 'number');
  });

  it('reads the log of a session, also when it is over, from any place on', async (test) => {
    const {ask, at, ada, origin} = await session(test);
    await ada.call('end');
    const {body} = await ask(`GET ${at}/events/`);
    assert.equal(body.results[0].name, 'session_created');
    assert.equal(body.results.at(-1).name, 'session_ended');
    assert.deepEqual(
      body.results.map(({number}: {number: number}) => number),
      body.results.map((_: unknown, index: number) => index + 1),
    );
    const {body: part} = await ask(`GET ${at}/events/?after=1&limit=2`);
    assert.deepEqual(part.results, body.results.slice(1, 3));
    assert.equal(part.next, `${origin}${at}/events/?after=3&limit=2`);
    assert.equal((await ask(`GET ${at}/events/?after=9999`)).body.next, null);
  });

  it('leaves what is secret out of the addresses in the log', async (test) => {
    const {ask, at, ada} = await session(test);
    await ada.call('open_tab', {url: `${SHOP}?q=shoes&password=hunter2`});
    const {body} = await ask(`GET ${at}/events/`);
    const told = JSON.stringify(body);
    assert.match(told, /q=shoes&password=\*\*\*/);
    assert.doesNotMatch(told, /hunter2/);
  });

  it('leaves out of the log what the address of a file is made of', async (test) => {
    const {ask, at, ada, pages} = await session(test);
    const folder = await mkdtemp(path.join(tmpdir(), 'webfuse-test-'));
    test.after(() => rm(folder, {recursive: true}));
    await writeFile(path.join(folder, 'download'), 'tea');
    await pages.listener.downloaded(1, {path: path.join(folder, 'download'), filename: 'a.txt'});
    await ada.event('file_downloaded');
    const {payload} = (await ask(`GET ${at}/events/`)).body.results.at(-1);
    const {sha256, ...told} = payload;
    assert.match(sha256, /^[\da-f]{64}$/);
    assert.deepEqual(told, {ssid: 1, tabIndex: 0, filename: 'a.txt', controlIndex: 0});
  });

  it('lists the files of a session with the addresses that they are had at', async (test) => {
    const {ask, at, origin, session_id, seat} = await session(test);
    const shared = await fetch(`${origin}/api/sessions/${session_id}/files?name=a%20b.txt`, {
      method: 'POST',
      headers: {authorization: `Bearer ${seat}`, 'content-type': 'text/plain'},
      body: 'tea',
    });
    assert.equal(shared.status, 200);
    const {body} = await ask(`GET ${at}/files/`);
    const {url, created_at, sha256, ...rest} = body.results[0];
    assert.deepEqual(rest, {filename: 'a b.txt', bytes: 3});
    assert.match(url, new RegExp(`^${origin}/files/[\\w.-]+/a%20b.txt$`));
    assert.equal(await (await fetch(url)).text(), 'tea');
    assert.match(created_at, /\+00:00$/);
    assert.match(sha256, /^[\da-f]{64}$/);
  });
});

describe('the log of a server', () => {
  it('has no key and no secret, whatever is called', async (test) => {
    const lines: string[] = [];
    const log = jsonLog('debug', {write: (line) => lines.push(line)});
    const {ask, shopKey} = await restServer(test, {log});
    const {body: key} = await ask('POST /api/spaces/shop/keys/', {body: {type: 'rk'}});
    const {body: magic} = await ask('POST /api/spaces/shop/magic-secret/', {key: shopKey});
    const {body: made} = await ask('POST /api/spaces/shop/sessions/', {key: key.key, body: {}});
    const {body: pin} = await ask(`GET /api/spaces/shop/queue/?pin=${made.pin}`);
    assert.equal(pin.count, 1);
    await ask('GET /api/spaces/', {key: `${key.key}x`});
    await ask('POST /+shop/', {key: null, body: {widget_key: key.key, magic_link: magic.secret}});
    const secrets = [SERVER_KEY, shopKey, key.key, magic.secret, `pin=${made.pin}`];
    for (const link of [made.link, made.leader_link, made.follower_link]) secrets.push(link.split('.').at(-1));
    assert.ok(lines.length > 0);
    for (const secret of secrets) assert.equal(lines.join('').includes(secret), false, secret);
  });
});
