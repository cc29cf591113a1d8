import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {DEMO_SPACE} from '../../../src/server/storage/spaces.ts';
import {type Ask, restServer, SERVER_KEY} from '../../support/rest-client.ts';

/** Which origin a browser is told that it may let call, when a page of that one asks. */
async function allowed(ask: Ask, origin: string, path: string): Promise<string | null> {
  const asked = {'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization'};
  const {headers} = await ask(`OPTIONS ${path}`, {key: null, headers: {origin, ...asked}});
  return headers.get('access-control-allow-origin');
}

describe('a call over HTTP', () => {
  it('wants a key, as a token or a bearer', async (test) => {
    const {ask} = await restServer(test);
    for (const authorization of [`Token ${SERVER_KEY}`, `token ${SERVER_KEY}`, `Bearer ${SERVER_KEY}`]) {
      assert.equal((await ask('GET /api/spaces/', {key: null, headers: {authorization}})).status, 200);
    }
    for (const authorization of ['', SERVER_KEY, `Basic ${SERVER_KEY}`, 'Token', 'Token x', `Token ${SERVER_KEY} x`]) {
      const {status, body, headers} = await ask('GET /api/spaces/', {key: null, headers: {authorization}});
      assert.deepEqual([status, body.code, headers.get('www-authenticate')], [401, 'invalid_key', 'Token']);
      assert.deepEqual(Object.keys(body), ['detail', 'code']);
    }
  });

  it('with the key of a space gets at that space alone, and learns nothing of others', async (test) => {
    const {ask, shopKey: key, shop} = await restServer(test);
    for (const name of ['shop', shop.id]) assert.equal((await ask(`GET /api/spaces/${name}/`, {key})).status, 200);
    const [other, none] = [await ask('GET /api/spaces/demo/', {key}), await ask('GET /api/spaces/none/', {key})];
    assert.deepEqual([other.status, other.body.code], [403, 'not_allowed']);
    assert.deepEqual(none.body, other.body);
    assert.equal((await ask('GET /api/spaces/none/')).body.code, 'unknown_space');
  });

  it('with a key of the wrong kind says which is expected', async (test) => {
    const {ask, shopKey} = await restServer(test);
    for (const key of [shopKey, 'wk_demo']) {
      const {status, body} = await ask('GET /api/spaces/', {key});
      assert.deepEqual([status, body.code], [403, 'not_allowed']);
      assert.match(body.detail, /Expected a key ck_… for this, got one that begins with [rw]k_\./);
    }
  });

  it('with a key that was revoked is as one with none', async (test) => {
    const {ask, shopKey, shopKeyId} = await restServer(test);
    await ask(`DELETE /api/spaces/shop/keys/${shopKeyId}/`);
    assert.equal((await ask('GET /api/spaces/shop/', {key: shopKey})).body.code, 'invalid_key');
  });

  it('that does not fit names what is wrong', async (test) => {
    const {ask} = await restServer(test);
    const bodies: [body: unknown, named: RegExp][] = [
      [{slug: 'tea'}, /name/],
      [{name: 'Tea', slug: 'tea', colour: 'red'}, /there is no "colour"/],
      [{name: 7, slug: 'tea'}, /name must be string/],
      [{name: 'Tea', slug: 'tea time'}, /slug must match/],
      [{name: 'Tea', slug: 'tea', type: 'party'}, /type/],
      [[], /must be object/],
      ['{', /JSON/],
      ['{"__proto__": {"name": "Tea"}}', /JSON/],
    ];
    for (const [body, named] of bodies) {
      const answer = await ask('POST /api/spaces/', {body});
      assert.deepEqual([answer.status, answer.body.code], [400, 'invalid_params'], JSON.stringify(body));
      assert.match(answer.body.detail, named);
    }
    for (const query of ['page=0', 'page=x', 'page_size=101', 'page_size=-1', 'sort=name']) {
      assert.equal((await ask(`GET /api/spaces/?${query}`)).status, 400, query);
    }
  });

  it('may have a form as its body, of which each text is read as what is expected there', async (test) => {
    const {ask} = await restServer(test);
    const send = (what: string, form: string) =>
      ask(what, {body: form, headers: {'content-type': 'application/x-www-form-urlencoded; charset=utf-8'}});
    const domains = 'widget_key_domain_list=https://tea.example';
    const made = await send('POST /api/spaces/', `name=1+%26+2&slug=7&enable_parallel_sessions=false&${domains}`);
    const {name, slug, enable_parallel_sessions, widget_key_domain_list} = made.body;
    assert.deepEqual([made.status, name, slug, enable_parallel_sessions], [201, '1 & 2', '7', false]);
    assert.deepEqual(widget_key_domain_list, ['https://tea.example']);
    const settings = await send('PATCH /api/spaces/7/settings/', 'chat_enabled=false&empty_session_timeout=90');
    assert.deepEqual([settings.body.chat_enabled, settings.body.empty_session_timeout], [false, 90]);
    for (const [form, named] of [
      ['name=Tea', /slug/],
      ['name=Tea&slug=tea&enable_parallel_sessions=perhaps', /enable_parallel_sessions must be boolean/],
      ['name=Tea&slug=tea&colour=red', /there is no "colour"/],
      ['name=Tea&slug=tea&__proto__=x&__proto__=y', /there is no "__proto__"/],
      ['', /slug/],
    ] as const) {
      const {status, body} = await send('POST /api/spaces/', form);
      assert.deepEqual([status, body.code], [400, 'invalid_params'], form);
      assert.match(body.detail, named);
    }
    assert.equal((await send('POST /api/spaces/', `name=Tea&slug=${'x'.repeat(300_000)}`)).status, 413);
  });

  it('to nowhere, by a wrong method, of a wrong type or too large fails in the same form', async (test) => {
    const {ask} = await restServer(test);
    const failed = async (what: string, call = {}) => {
      const {status, body, headers} = await ask(what, call);
      assert.deepEqual([Object.keys(body), typeof body.detail], [['detail', 'code'], 'string'], what);
      return [status, body.code, headers.get('allow')];
    };
    assert.deepEqual(await failed('GET /api/nowhere/'), [404, 'not_found', null]);
    assert.deepEqual(await failed('GET /nowhere'), [404, 'not_found', null]);
    assert.match((await ask('GET /api/spaces')).body.detail, /ends with a slash/);
    assert.deepEqual(await failed('PUT /api/spaces/'), [405, 'method_not_allowed', 'GET, HEAD, POST']);
    const text = {body: 'name=Tea', headers: {'content-type': 'text/plain'}};
    assert.deepEqual(await failed('POST /api/spaces/', text), [415, 'unsupported_media_type', null]);
    const large = {body: {name: 'x'.repeat(300_000), slug: 'x'}};
    assert.deepEqual(await failed('POST /api/spaces/', large), [413, 'too_large', null]);
    assert.deepEqual(await failed('GET /api/spaces/%E0%A4%A/'), [400, 'invalid_params', null]);
  });

  it('from a page is let in where the space says so', async (test) => {
    const {ask} = await restServer(test);
    await ask('PATCH /api/spaces/shop/', {body: {widget_key_domain_list: ['https://shop.example']}});
    assert.equal(await allowed(ask, 'https://shop.example', '/api/spaces/shop/sessions/'), 'https://shop.example');
    assert.equal(await allowed(ask, 'https://evil.example', '/api/spaces/shop/sessions/'), null);
    assert.equal(await allowed(ask, 'https://evil.example', '/api/spaces/demo/sessions/'), '*');
    assert.equal(await allowed(ask, 'https://evil.example', '/oembed?url=x'), '*');
  });

  it('about the whole server is let in from pages of the server alone', async (test) => {
    const {ask, origin} = await restServer(test);
    const paths = [
      '/api/spaces/',
      '/api/spaces/space-settings/',
      '/api/keys/',
      '/api/keys/1/',
      '/api/company/webhooks/',
    ];
    for (const path of [...paths, '/api/company/webhook-categories/', '/api/nowhere/']) {
      assert.equal(await allowed(ask, 'https://evil.example', path), null, path);
      assert.equal(await allowed(ask, origin, path), origin, path);
    }
    const {status, headers} = await ask('GET /api/spaces/', {headers: {origin: 'https://evil.example'}});
    assert.deepEqual([status, headers.get('access-control-allow-origin')], [200, null]);
  });

  it('about a session is let in from pages of the origins of its space', async (test) => {
    const spaces = [{...DEMO_SPACE, origins: ['https://demo.example']}];
    const {ask} = await restServer(test, {spaces});
    await ask('PATCH /api/spaces/shop/', {body: {widget_key_domain_list: ['https://shop.example']}});
    const {body} = await ask('POST /api/spaces/shop/sessions/', {body: {}});
    const path = `/api/sessions/${body.session_id}/files?name=a`;
    assert.equal(await allowed(ask, 'https://shop.example', path), 'https://shop.example');
    assert.equal(await allowed(ask, 'https://demo.example', path), null);
    // Until one is found, any space may be the one.
    for (const open of ['/api/pin', '/api/sessions/abcdefghijkl/files?name=a']) {
      assert.equal(await allowed(ask, 'https://shop.example', open), 'https://shop.example');
      assert.equal(await allowed(ask, 'https://demo.example', open), 'https://demo.example');
      assert.equal(await allowed(ask, 'https://evil.example', open), null);
    }
  });

  it('is answered in pages', async (test) => {
    const {ask, origin} = await restServer(test);
    for (const slug of ['a', 'b', 'c']) await ask('POST /api/spaces/', {body: {name: slug, slug}});
    const slugs = ({body}: Awaited<ReturnType<typeof ask>>) => body.results.map((space: {slug: string}) => space.slug);
    const all = await ask('GET /api/spaces/');
    assert.deepEqual([all.body.count, all.body.next, all.body.previous], [5, null, null]);
    assert.deepEqual(slugs(all), ['demo', 'shop', 'a', 'b', 'c']);
    const second = await ask('GET /api/spaces/?page=2&page_size=2');
    assert.deepEqual(slugs(second), ['a', 'b']);
    assert.equal(second.body.previous, `${origin}/api/spaces/?page=1&page_size=2`);
    assert.equal(second.body.next, `${origin}/api/spaces/?page=3&page_size=2`);
    assert.deepEqual((await ask('GET /api/spaces/?page=9')).body.results, []);
  });
});
