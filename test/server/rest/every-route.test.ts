import assert from 'node:assert/strict';
import {describe, it, type TestContext} from 'node:test';
import type {OpenApi} from '../../../src/server/docs/openapi.ts';
import {restServer} from '../../support/rest-client.ts';

const OFTEN = {atOnce: 10_000, aMinute: 10_000};

/** Every route that wants a key, at an address that is about the space `shop`. */
async function guarded(test: TestContext) {
  const server = await restServer(test, {limits: {calls: 10_000, wrongSecrets: OFTEN}});
  const document = (await (await fetch(`${server.origin}/docs/openapi.json`)).json()) as OpenApi;
  const routes = Object.entries(document.paths).flatMap(([template, methods]) =>
    Object.entries(methods)
      .filter(([, {security}]) => security.length > 0)
      .map(([method, {security}]) => {
        const path = template.replace('{space_id}', 'shop').replaceAll(/\{\w+\}/g, '1');
        const keys = security.flatMap((each) => Object.keys(each));
        return {call: `${method.toUpperCase()} ${path}`, keys, ofSpace: template.includes('{space_id}')};
      }),
  );
  assert.ok(routes.length > 30);
  return {...server, routes};
}

describe('every route that wants a key', () => {
  it('is closed without one, with one that is wrong, and with one that was revoked', async (test) => {
    const {ask, routes, shopKeyId, shopKey} = await guarded(test);
    await ask(`DELETE /api/spaces/shop/keys/${shopKeyId}/`);
    for (const {call} of routes) {
      for (const key of [null, `${shopKey}x`, shopKey]) {
        const {status, body, headers} = await ask(call, {key});
        assert.deepEqual([status, body.code], [401, 'invalid_key'], call);
        assert.equal(headers.get('cache-control'), 'no-store', call);
      }
    }
  });

  it('is closed for the keys of another space', async (test) => {
    const {ask, routes} = await guarded(test);
    const {body: other} = await ask('POST /api/spaces/demo/keys/', {body: {type: 'rk'}});
    for (const {call} of routes) {
      for (const key of [other.key, 'wk_demo']) {
        const {status, body} = await ask(call, {key});
        assert.deepEqual([status, body.code], [403, 'not_allowed'], call);
      }
    }
  });

  it('is closed for every kind of key but those it names', async (test) => {
    const {ask, routes, shopKey} = await guarded(test);
    const {body: widget} = await ask('POST /api/spaces/shop/keys/', {body: {type: 'wk'}});
    const keys = {rk: shopKey, wk: widget.key as string};
    for (const route of routes) {
      for (const [kind, key] of Object.entries(keys)) {
        if (route.keys.includes(kind)) continue;
        const {status, body} = await ask(route.call, {key});
        assert.deepEqual([status, body.code], [403, 'not_allowed'], `${route.call} with ${kind}`);
      }
      assert.ok(route.keys.includes('ck'), `${route.call} is for the whole server's keys too`);
    }
  });

  it('is closed for widget keys from pages that the space does not name', async (test) => {
    const {ask, routes} = await guarded(test);
    const {body: widget} = await ask('POST /api/spaces/shop/keys/', {body: {type: 'wk'}});
    for (const {call, keys} of routes) {
      if (!keys.includes('wk')) continue;
      const {status, body} = await ask(call, {key: widget.key, headers: {origin: 'https://evil.example'}});
      assert.deepEqual([status, body.code], [403, 'invalid_origin'], call);
    }
  });

  it('says that there is no such space to whoever may know', async (test) => {
    const {ask, routes, shopKey} = await guarded(test);
    for (const {call, ofSpace, keys} of routes) {
      if (!ofSpace) continue;
      const elsewhere = call.replace('/shop/', '/nowhere/');
      assert.equal((await ask(elsewhere)).body.code, 'unknown_space', call);
      if (keys.includes('rk')) assert.equal((await ask(elsewhere, {key: shopKey})).body.code, 'not_allowed', call);
    }
  });
});
