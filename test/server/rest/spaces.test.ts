import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {mintMagicLink} from '../../../src/server/magic-link.ts';
import {restServer} from '../../support/rest-client.ts';

describe('spaces over REST', () => {
  it('are made with a key of the server, and are in the vendor’s form', async (test) => {
    const {ask, origin} = await restServer(test);
    const {status, body} = await ask('POST /api/spaces/', {body: {name: 'Tea', slug: 'tea', type: 'assisted'}});
    const {id, created_at, ...rest} = body;
    assert.equal(status, 201);
    assert.match(created_at, /^\d{4}-\d\d-\d\dT.*\+00:00$/);
    assert.deepEqual(rest, {
      link: `${origin}/+tea/`,
      managed: false,
      magic_links: false,
      name: 'Tea',
      slug: 'tea',
      type: 'assisted',
      access_control: 'company',
      identification: 'anonymous',
      host_rights: 'admins-only',
      enable_parallel_sessions: true,
      widget_key_domain_list: [],
      visibility: 'members-only',
      queue_enabled: false,
      is_paused: false,
      is_landing_page_published: false,
    });
    assert.deepEqual((await ask(`GET /api/spaces/${id}/`)).body, body);
    assert.equal((await ask('POST /api/spaces/', {body: {name: 'Tea', slug: 'tea'}})).body.code, 'taken');
  });

  it('are read by pages with their widget key, but for where else such pages are', async (test) => {
    const {ask} = await restServer(test);
    const {key} = (await ask('POST /api/spaces/shop/keys/', {body: {type: 'wk'}})).body;
    await ask('PATCH /api/spaces/shop/', {body: {widget_key_domain_list: ['https://shop.example']}});
    const {body: whole} = await ask('GET /api/spaces/shop/');
    const page = {key, headers: {origin: 'https://shop.example'}};
    const {status, body} = await ask('GET /api/spaces/shop/', page);
    assert.deepEqual([status, body], [200, {...whole, widget_key_domain_list: []}]);
    assert.equal((await ask('GET /api/spaces/demo/', page)).body.code, 'not_allowed');
    const elsewhere = await ask('GET /api/spaces/shop/', {key, headers: {origin: 'https://evil.example'}});
    assert.equal(elsewhere.body.code, 'invalid_origin');
    assert.equal((await ask('PATCH /api/spaces/shop/', {...page, body: {name: 'Tea'}})).body.code, 'not_allowed');
  });

  it('change in what is named, for whoever has their key, and hold at once', async (test) => {
    const {ask, shopKey: key, connect} = await restServer(test);
    const changes = {name: 'Tea shop', host_rights: 'everyone', enable_parallel_sessions: false};
    const {body} = await ask('PATCH /api/spaces/shop/', {key, body: changes});
    assert.deepEqual({...body, ...changes}, body);
    assert.equal((await ask('GET /api/spaces/shop/settings/', {key})).body.host_rights, 'everyone');
    const widgetKey = (await ask('POST /api/spaces/shop/keys/', {key, body: {type: 'wk'}})).body.key;
    const made = {space: 'shop', widget_key: widgetKey};
    const page = await connect('https://shop.example');
    assert.equal(await page.refusal('create_session', made), 'invalid_origin');
    await ask('PATCH /api/spaces/shop/', {key, body: {widget_key_domain_list: ['https://shop.example']}});
    assert.ok((await page.call('create_session', made)).result.session_id);
    assert.equal((await ask('PATCH /api/spaces/shop/', {key, body: {slug: 'demo'}})).body.code, 'taken');
    assert.equal((await ask('PATCH /api/spaces/shop/', {key, body: {}})).status, 400);
  });

  it('hold for sessions that live already: who comes in later is let in by what is said then', async (test) => {
    const {ask, shopKey: key, connect} = await restServer(test);
    await ask('PATCH /api/spaces/shop/', {key, body: {widget_key_domain_list: ['https://shop.example']}});
    const {session_id, link} = (await ask('POST /api/spaces/shop/sessions/', {key, body: {}})).body;
    const join = {session_id, invite: link.split('.').at(-1)};
    assert.equal((await (await connect('https://shop.example')).call('join_session', join)).result.client_index, 1);
    await ask('PATCH /api/spaces/shop/', {key, body: {widget_key_domain_list: []}});
    assert.equal(await (await connect('https://shop.example')).refusal('join_session', join), 'invalid_origin');
  });

  it('are replaced by what was read and sent back, and by defaults where something is left out', async (test) => {
    const {ask} = await restServer(test);
    await ask('PATCH /api/spaces/shop/', {body: {type: 'solo', identification: 'name_only'}});
    const {body: read} = await ask('GET /api/spaces/shop/');
    assert.deepEqual((await ask('PUT /api/spaces/shop/', {body: read})).body, read);
    const {body: bare} = await ask('PUT /api/spaces/shop/', {body: {name: 'Shop', slug: 'shop'}});
    assert.deepEqual([bare.type, bare.identification], ['meeting', 'anonymous']);
    const paused = await ask('PATCH /api/spaces/shop/', {body: {is_paused: true}});
    assert.deepEqual([paused.status, paused.body.code], [400, 'invalid_params'], 'nothing is taken without effect');
  });

  it('take origins, and nothing that is none', async (test) => {
    const {ask} = await restServer(test);
    const set = (...list: unknown[]) => ask('PATCH /api/spaces/shop/', {body: {widget_key_domain_list: list}});
    assert.deepEqual((await set('*')).body.widget_key_domain_list, ['*']);
    assert.deepEqual((await set('http://localhost:8080')).body.widget_key_domain_list, ['http://localhost:8080']);
    for (const wrong of ['shop.example', 'https://shop.example/', 'ftp://shop.example', 'https://a b', '', 7, null]) {
      assert.equal((await set(wrong)).body.code, 'invalid_params', String(wrong));
    }
  });

  it('go with their keys and their sessions, which end', async (test) => {
    const {ask, shopKey: key, connect} = await restServer(test);
    const {body: made} = await ask('POST /api/spaces/shop/sessions/', {key, body: {}});
    const ben = await connect();
    const invite = made.link.split('.').at(-1);
    await ben.call('join_session', {session_id: made.session_id, invite});
    const hungUp = ben.hungUp();
    assert.equal((await ask('DELETE /api/spaces/shop/', {key})).status, 403, 'with a key of the server alone');
    assert.equal((await ask('DELETE /api/spaces/shop/')).status, 204);
    assert.equal(await hungUp, 4000);
    assert.equal((await ask('GET /api/spaces/shop/', {key})).body.code, 'invalid_key');
    assert.equal((await ask('GET /api/spaces/shop/')).body.code, 'unknown_space');
  });

  it('of the config file are shown, and stay as they are', async (test) => {
    const {ask} = await restServer(test);
    assert.equal((await ask('GET /api/spaces/demo/')).body.managed, true);
    for (const [call, body] of [
      ['PATCH /api/spaces/demo/', {name: 'x'}],
      ['PUT /api/spaces/demo/', {name: 'x', slug: 'x'}],
      ['DELETE /api/spaces/demo/', undefined],
      ['PATCH /api/spaces/demo/settings/', {chat_enabled: false}],
      ['PUT /api/spaces/demo/settings/', {}],
    ] as const) {
      const answer = await ask(call, {body});
      assert.deepEqual([answer.status, answer.body.code], [409, 'managed'], call);
    }
  });
});

describe('the settings of a space', () => {
  it('are all told, changed one by one, and replaced as a whole', async (test) => {
    const {ask, shopKey: key} = await restServer(test);
    const {body: schema} = await ask('GET /api/spaces/space-settings/', {key: null});
    const {body: before} = await ask('GET /api/spaces/shop/settings/', {key});
    assert.deepEqual(Object.keys(before), Object.keys(schema.properties));
    assert.deepEqual(schema.properties.chat_enabled.default, true);
    const changed = await ask('PATCH /api/spaces/shop/settings/', {key, body: {chat_enabled: false, ui_off: true}});
    assert.deepEqual(changed.body, {...before, chat_enabled: false, hide_session_ui: true});
    const replaced = await ask('PUT /api/spaces/shop/settings/', {key, body: {pause_enabled: true}});
    assert.deepEqual(replaced.body, {...before, pause_enabled: true});
  });

  it('that are none, or of another type, are refused by name, and nothing changes', async (test) => {
    const {ask, shopKey: key} = await restServer(test);
    const {body: before} = await ask('GET /api/spaces/shop/settings/', {key});
    for (const [body, named] of [
      [{chat_enabeld: true}, 'chat_enabeld'],
      [{pause_enabled: true, chat_enabled: 'yes'}, 'chat_enabled'],
      [{host_rights: 'nobody'}, 'host_rights'],
      [{blocklist: '['}, 'blocklist'],
      [{constructor: 1}, 'constructor'],
    ] as const) {
      for (const method of ['PUT', 'PATCH']) {
        const answer = await ask(`${method} /api/spaces/shop/settings/`, {key, body});
        assert.deepEqual([answer.status, answer.body.code], [400, 'invalid_setting'], named);
        assert.ok(answer.body.detail.includes(named));
      }
    }
    assert.deepEqual((await ask('GET /api/spaces/shop/settings/', {key})).body, before);
  });

  it('are nested no deeper than they can be told', async (test) => {
    const {ask, shopKey: key} = await restServer(test);
    const deep = `{"metadata": {"a": ${'['.repeat(10_000)}${']'.repeat(10_000)}}}`;
    const {status, body} = await ask('PATCH /api/spaces/shop/settings/', {key, body: deep});
    assert.deepEqual([status, body.code], [400, 'invalid_params']);
  });
});

describe('the keys of a space over REST', () => {
  it('are told whole once, listed by their beginning, and revoked', async (test) => {
    const {ask, shopKey: key} = await restServer(test);
    const {
      status,
      body: made,
      headers,
    } = await ask('POST /api/spaces/shop/keys/', {key, body: {type: 'rk', name: 'Till'}});
    assert.deepEqual([status, headers.get('cache-control')], [201, 'no-store']);
    assert.equal((await ask('GET /api/spaces/shop/', {key: made.key})).status, 200);
    const {body: listed} = await ask('GET /api/spaces/shop/keys/', {key});
    const till = listed.results.at(-1);
    assert.deepEqual([till.name, till.key, till.revoked_at], ['Till', `${made.key.slice(0, 8)}…`, null]);
    assert.ok(till.last_used_at);
    assert.equal(JSON.stringify(listed).includes(made.key), false);
    assert.ok((await ask(`DELETE /api/spaces/shop/keys/${made.id}/`, {key})).body.revoked_at);
    assert.equal((await ask('GET /api/spaces/shop/', {key: made.key})).body.code, 'invalid_key');
  });

  it('are no other space’s business', async (test) => {
    const {ask, shopKey: key} = await restServer(test);
    const {body: demo} = await ask('GET /api/spaces/demo/keys/');
    assert.deepEqual([demo.results[0].key, demo.results[0].managed], ['wk_demo', true]);
    assert.equal((await ask(`DELETE /api/spaces/shop/keys/${demo.results[0].id}/`, {key})).body.code, 'unknown_key');
    assert.equal((await ask(`DELETE /api/spaces/demo/keys/${demo.results[0].id}/`)).body.code, 'managed');
    assert.equal((await ask('POST /api/spaces/shop/keys/', {key, body: {type: 'ck'}})).status, 400);
  });

  it('of the server are made and revoked with another of its keys', async (test) => {
    const {ask, shopKey} = await restServer(test);
    assert.equal((await ask('POST /api/keys/', {key: shopKey, body: {}})).status, 403);
    const {body: made} = await ask('POST /api/keys/', {body: {name: 'Deploy'}});
    assert.equal((await ask('GET /api/spaces/', {key: made.key})).status, 200);
    assert.deepEqual((await ask('GET /api/keys/')).body.count, 2);
    await ask(`DELETE /api/keys/${made.id}/`);
    assert.equal((await ask('GET /api/spaces/', {key: made.key})).status, 401);
  });
});

describe('the secret for magic links', () => {
  it('is told once, signs links, and voids those of the one before', async (test) => {
    const {ask, shopKey: key, shop, connect} = await restServer(test);
    const renew = async () => (await ask('POST /api/spaces/shop/magic-secret/', {key})).body.secret as string;
    const open = async (magicSecret: string) => {
      const link = await mintMagicLink({id: shop.id, magicSecret}, {name: 'Grace'}, new Date(Date.now() + 60_000));
      return (await ask(`POST /+shop/?magic_link=${link}`, {key: null})).status;
    };
    const first = await renew();
    assert.equal(await open(first), 201);
    assert.equal((await ask('GET /api/spaces/shop/', {key})).body.magic_links, true);
    const {session_id} = (await ask('POST /api/spaces/shop/sessions/', {key, body: {}})).body;
    const second = await renew();
    assert.deepEqual([await open(first), await open(second)], [401, 201]);
    const old = await mintMagicLink({id: shop.id, magicSecret: first}, {}, new Date(Date.now() + 60_000));
    const join = {session_id, magic_link: old};
    assert.equal(await (await connect()).refusal('join_session', join), 'invalid_magic_link', 'of a live session too');
    const all = await Promise.all(['', 'settings/', 'keys/'].map((part) => ask(`GET /api/spaces/shop/${part}`, {key})));
    assert.equal(JSON.stringify(all.map(({body}) => body)).includes(second), false);
    assert.equal((await ask('DELETE /api/spaces/shop/magic-secret/', {key})).status, 204);
    assert.equal(await open(second), 401);
  });
});
