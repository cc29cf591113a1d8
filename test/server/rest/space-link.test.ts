import assert from 'node:assert/strict';
import {describe, it, type TestContext} from 'node:test';
import type {ServerOptions} from '../../../src/server/app.ts';
import {mintMagicLink} from '../../../src/server/magic-link.ts';
import {MemoryStore} from '../../../src/server/storage/memory-store.ts';
import {DEMO_SPACE, type DeclaredSpace} from '../../../src/server/storage/spaces.ts';
import {SERVER_KEY} from '../../support/rest-client.ts';
import {serve} from '../../support/test-server.ts';

const SECRET = 'rk_a-secret-of-more-than-32-characters';
const BROWSER = {accept: 'text/html,application/xhtml+xml'};
const company: DeclaredSpace = {
  ...DEMO_SPACE,
  id: 'c',
  slug: 'company',
  accessControl: 'company',
  magicSecret: SECRET,
  keys: [{key: 'wk_company'}],
};
const members: DeclaredSpace = {
  ...company,
  id: 'm',
  slug: 'members',
  accessControl: 'members-only',
  keys: [{key: 'wk_members'}],
};
const shared: DeclaredSpace = {...DEMO_SPACE, id: 's', slug: 'shared', shared: true, keys: []};
const bound: DeclaredSpace = {...DEMO_SPACE, id: 'b', slug: 'bound', origins: ['https://shop.example'], keys: []};
const assisted: DeclaredSpace = {...DEMO_SPACE, id: 'a', slug: 'assisted', type: 'assisted', keys: []};
const spaces = [DEMO_SPACE, company, members, shared, bound, assisted];

async function serving(test: TestContext, options: Partial<ServerOptions> = {}) {
  const server = await serve(test, {spaces, ...options});
  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(server.origin + path, {redirect: 'manual', ...init});
    const {status, headers} = response;
    const text = await response.text();
    const isJson = text !== '' && headers.get('content-type')?.includes('json');
    // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
    const body: any = isJson ? JSON.parse(text) : text;
    return {status, headers, location: headers.get('location') ?? '', body};
  };
  return {...server, ask};
}

describe('the link of a space', () => {
  it('makes a session for whoever posts to it, and says how to come in', async (test) => {
    const {ask, origin, connect} = await serving(test);
    const {status, body, headers} = await ask('/+demo/', {method: 'POST'});
    const {session_id, link, leader_link} = body;
    assert.equal(status, 201);
    assert.deepEqual(Object.keys(body), ['link', 'session_id', 'leader_link']);
    assert.equal(headers.get('cache-control'), 'no-store');
    const [, invite] = link.match(`^${origin}/s${session_id}#wf-invite=${session_id}.([\\w-]{22})$`);
    const [, leader_token] = leader_link.match(`^${origin}/s${session_id}#wf-leader=${session_id}.([\\w-]{22})$`);
    const ada = await connect();
    assert.equal((await ada.call('join_session', {session_id, leader_token})).result.client_index, 0);
    assert.equal((await (await connect()).call('join_session', {session_id, invite})).result.client_index, 1);
  });

  it('leads browsers to the page of a session of their own, where they lead', async (test) => {
    const {ask} = await serving(test);
    const [one, other] = [await ask('/+demo/', {headers: BROWSER}), await ask('/+demo/', {headers: BROWSER})];
    assert.equal(one.status, 303);
    assert.match(one.location, /^\.\.\/s([\w-]{12})#wf-ticket=\1\.[\w.-]+$/);
    assert.notEqual(one.location, other.location);
    assert.equal(one.headers.get('referrer-policy'), 'no-referrer');
    assert.equal((await ask(new URL(one.location, 'http://x/+demo/').pathname)).status, 200);
  });

  it('is the same without its last slash, and makes nothing for a look at its headers', async (test) => {
    const {ask} = await serving(test);
    const {status, location} = await ask('/+demo?widget_key=wk_demo', {headers: BROWSER});
    assert.deepEqual([status, location], [308, '+demo/?widget_key=wk_demo']);
    assert.equal((await ask('/+demo/', {method: 'HEAD'})).status, 405);
  });

  it('answers programs that get it with JSON', async (test) => {
    const {ask} = await serving(test);
    const {status, body} = await ask('/+demo/', {headers: {accept: 'application/json'}});
    assert.equal(status, 200);
    assert.equal(typeof body.session_id, 'string');
  });

  it('of a shared space leads everyone into the same session, until that is over', async (test) => {
    const {ask, connect} = await serving(test);
    const first = await ask('/+shared/', {headers: BROWSER});
    const [, session_id, ticket] = first.location.match(/s(.{12})#wf-ticket=.{12}\.(.*)$/) ?? [];
    const second = await ask('/+shared/', {headers: BROWSER});
    const [, other] = second.location.match(`^../s${session_id}#wf-ticket=${session_id}.(.*)$`) ?? [];
    const [ada, ben] = [await connect(), await connect()];
    const {pin, client_index} = (await ada.call('join_session', {session_id, ticket})).result;
    assert.equal(client_index, 0);
    assert.equal((await ben.call('join_session', {session_id, ticket: other})).result.client_index, 1);
    const {status, body} = await ask('/+shared/', {method: 'POST'});
    assert.deepEqual([status, body.session_id, body.pin, body.leader_link], [200, session_id, pin, undefined]);
    await ada.call('end');
    assert.notEqual((await ask('/+shared/', {method: 'POST'})).body.session_id, session_id);
  });

  it('of an assisted space has the PIN at once', async (test) => {
    const {ask} = await serving(test);
    assert.match((await ask('/+assisted/', {method: 'POST'})).body.pin, /^\d{4}$/);
  });

  it('begins with the address that the world knows the server by', async (test) => {
    const {ask} = await serving(test, {publicUrl: 'https://intra.example/co/'});
    const {link, session_id} = (await ask('/+demo/', {method: 'POST'})).body;
    assert.ok(link.startsWith(`https://intra.example/co/s${session_id}#`));
  });

  it('of a space that is not open to all wants its key', async (test) => {
    const {ask} = await serving(test);
    const post = (init: RequestInit = {}, query = '') => ask(`/+company/${query}`, {method: 'POST', ...init});
    const json = (body: object) => ({body: JSON.stringify(body), headers: {'content-type': 'application/json'}});
    assert.deepEqual((await post()).body.code, 'not_allowed');
    assert.equal((await post({headers: {authorization: 'Token wk_company'}})).status, 201);
    assert.equal((await post(json({widget_key: 'wk_company'}))).status, 201);
    assert.equal((await post({}, '?widget_key=wk_company')).status, 201);
    const wrong = await post({headers: {authorization: 'Token wk_wrong'}});
    assert.deepEqual([wrong.status, wrong.body.code], [401, 'invalid_key']);
    assert.equal(typeof wrong.body.detail, 'string');
    assert.equal((await post({}, '?widget_key=wk_demo')).body.code, 'invalid_key');
    assert.equal((await post(json({widget_key: 7}))).status, 400);
    assert.equal((await post({body: '{', headers: {'content-type': 'application/json'}})).body.code, 'invalid_params');
  });

  it('or a magic link, of which the page gets a ticket that says the same', async (test) => {
    const {ask, connect} = await serving(test);
    const magic = await mintMagicLink(company, {name: 'Grace'}, new Date(Date.now() + 60_000));
    const {location} = await ask(`/+company/?magic_link=${magic}`, {headers: BROWSER});
    const [, session_id, ticket] = location.match(/^\.\.\/s(.{12})#wf-ticket=.{12}\.(.*)$/) ?? [];
    const {snapshot, client_index} = (await (await connect()).call('join_session', {session_id, ticket})).result;
    assert.equal(client_index, 0);
    assert.doesNotMatch(location, new RegExp(magic));
    assert.equal(snapshot.phase, 'created');
    const old = await mintMagicLink(company, {}, new Date(Date.now() - 1000));
    for (const [path, code] of [
      [`/+company/?magic_link=${old}`, 'expired_magic_link'],
      [`/+company/?magic_link=${magic}x`, 'invalid_magic_link'],
      [`/+demo/?magic_link=${magic}`, 'invalid_magic_link'],
    ] as const) {
      const {status, body} = await ask(path, {method: 'POST'});
      assert.deepEqual([status, body.code], [401, code]);
    }
  });

  it('of a space for members alone wants a magic link or a secret key: a widget key is everyone’s', async (test) => {
    const {ask, connect} = await serving(test, {keys: [{key: SERVER_KEY}]});
    const post = (query: string, key?: string) =>
      ask(`/+members/${query}`, {method: 'POST', ...(key && {headers: {authorization: `Token ${key}`}})});
    for (const answer of [await post(''), await post('', 'wk_members'), await post('?widget_key=wk_members')]) {
      assert.deepEqual([answer.status, answer.body.code], [403, 'identification_required']);
    }
    const magic = await mintMagicLink(members, {name: 'Grace'}, new Date(Date.now() + 60_000));
    assert.equal((await post(`?magic_link=${magic}`)).status, 201);
    assert.equal((await post('', SERVER_KEY)).status, 201);
    const headers = {...BROWSER, authorization: `Token ${SERVER_KEY}`};
    for (const [path, init] of [
      [`?magic_link=${magic}`, {headers: BROWSER}],
      ['', {headers}],
    ] as const) {
      const {location} = await ask(`/+members/${path}`, init);
      const [, session_id, ticket] = location.match(/^\.\.\/s(.{12})#wf-ticket=.{12}\.(.*)$/) ?? [];
      assert.equal((await (await connect()).call('join_session', {session_id, ticket})).result.client_index, 0);
    }
    const embed = await ask('/+members/embed?widget_key=wk_members');
    assert.deepEqual([embed.status, embed.body.code], [403, 'identification_required']);
  });

  it('is for pages of certain origins only, where the space says so', async (test) => {
    const {ask} = await serving(test);
    const from = (origin: string) => ask('/+bound/', {method: 'POST', headers: {origin}});
    const evil = await from('https://evil.example');
    assert.deepEqual([evil.status, evil.body.code], [403, 'invalid_origin']);
    const shop = await from('https://shop.example');
    assert.equal(shop.status, 201);
    assert.equal(shop.headers.get('access-control-allow-origin'), 'https://shop.example');
    assert.equal(evil.headers.get('access-control-allow-origin'), null);
  });

  it('that leads nowhere says so', async (test) => {
    const {ask} = await serving(test);
    for (const path of ['/+nowhere/', '/+constructor/', `/+${'x'.repeat(90)}/`]) {
      const {status, body} = await ask(path, {method: 'POST'});
      assert.deepEqual([status, body.code], [404, 'unknown_space'], path);
    }
  });

  it('is not for those who call without end', async (test) => {
    const {ask} = await serving(test);
    let status = 0;
    let calls = 0;
    for (; status !== 429 && calls < 200; calls++) ({status} = await ask('/+nowhere/'));
    assert.equal(calls, 101);
    const {body, headers} = await ask('/+demo/');
    assert.equal(body.code, 'too_many');
    assert.ok(Number(headers.get('retry-after')) > 0);
  });
});

describe('the look-up of a PIN', () => {
  async function pins(test: TestContext, options: Partial<ServerOptions> = {}) {
    const server = await serving(test, options);
    const ada = await server.connect();
    const {result} = await ada.call('create_session', {space: 'demo', widget_key: 'wk_demo'});
    const {session_id, leader_token} = result;
    const joined = (await ada.call('join_session', {session_id, leader_token})).result;
    const look = (body: unknown, headers: Record<string, string> = {}) =>
      server.ask('/api/pin', {
        method: 'POST',
        body: JSON.stringify(body),
        headers: {'content-type': 'application/json', ...headers},
      });
    const {pin} = joined as {pin: string};
    return {...server, ada, look, session_id, pin, wrong: pin === '0000' ? '0001' : '0000'};
  }

  it('finds the session that has it, for as long as it lives', async (test) => {
    const {look, pin, session_id, connect, ada} = await pins(test);
    const {status, body} = await look({pin});
    assert.deepEqual([status, body.session_id], [200, session_id]);
    const [, invite] = body.link.match(/#wf-invite=.{12}\.(.*)$/);
    assert.equal((await (await connect()).call('join_session', {session_id, invite})).result.client_index, 1);
    await ada.call('end');
    assert.equal((await look({pin})).body.code, 'unknown_pin');
  });

  it('answers a wrong one with 404, and then makes wait, also for the right one', async (test) => {
    const {look, pin, wrong} = await pins(test);
    const {status, body} = await look({pin: wrong});
    assert.deepEqual([status, body], [404, {detail: 'No session has this PIN.', code: 'unknown_pin'}]);
    const next = await look({pin});
    assert.deepEqual([next.status, next.body.code, next.headers.get('retry-after')], [429, 'too_many', '1']);
  });

  it('counts a wrong one before it hears the next, however many come at once', async (test) => {
    const store = new MemoryStore();
    const {look, ask, wrong} = await pins(test, {store});
    const find = store.findPin;
    const answered = Promise.withResolvers<void>();
    store.findPin = (pin) => answered.promise.then(() => find(pin));
    const looks = Array.from({length: 20}, () => look({pin: wrong}));
    // Whatever is heard while the store takes its time has been heard by now.
    await ask('/healthz');
    answered.resolve();
    const answers = await Promise.all(looks);
    assert.deepEqual(answers.map(({status}) => status).toSorted(), [404, ...Array(19).fill(429)]);
  });

  it('does not count what is no PIN', async (test) => {
    const {look, ask, pin} = await pins(test);
    for (const body of [{}, {pin: '123'}, {pin: '12345'}, {pin: '12a4'}, {pin: '１２３４'}, [], 'x', null]) {
      const {status, body: answer} = await look(body);
      assert.deepEqual([status, answer.code], [400, 'invalid_params'], JSON.stringify(body));
    }
    assert.equal((await ask('/api/pin')).status, 405);
    assert.equal((await look({pin})).status, 200);
  });

  it('tells pages that may not join nothing at all', async (test) => {
    const {ask, look, connect} = await pins(test);
    const {session_id} = (await ask('/+bound/', {method: 'POST'})).body;
    const leader = (await ask('/+bound/', {method: 'POST'})).body.leader_link;
    const [, id, leader_token] = leader.match(/#wf-leader=(.{12})\.(.*)$/);
    assert.notEqual(id, session_id);
    const {pin} = (await (await connect()).call('join_session', {session_id: id, leader_token})).result;
    assert.equal((await look({pin}, {origin: 'https://evil.example'})).body.code, 'unknown_pin');
  });

  it('may be asked by pages of other origins', async (test) => {
    const {ask} = await pins(test);
    const headers = {origin: 'https://shop.example', 'access-control-request-method': 'POST'};
    const {status, headers: answer} = await ask('/api/pin', {method: 'OPTIONS', headers});
    assert.deepEqual([status, answer.get('access-control-allow-origin')], [204, '*']);
  });
});
