import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {Validator} from '@seriousme/openapi-schema-validator';
import fastify from 'fastify';
import {collectRoutes, type OpenApi, openApiOf} from '../../../src/server/docs/openapi.ts';
import {Guard} from '../../../src/server/limits/guard.ts';
import {serveRest} from '../../../src/server/rest/rest.ts';
import type {RestContext} from '../../../src/server/rest/route.ts';
import {serve} from '../../support/test-server.ts';

/** The routes of the REST API as fastify has them, and the document that is made of them. */
async function routes() {
  const app = fastify();
  const all: string[] = [];
  app.addHook('onRoute', ({method, url}) => {
    for (const each of [method].flat()) all.push(`${each} ${url}`);
  });
  await collectRoutes(app);
  await serveRest(app, {rooms: {}, guard: new Guard({})} as unknown as RestContext);
  await app.ready();
  return {all, document: openApiOf(app, 'http://sessions.example')};
}

/** Answers for a browser's sake, not for programs. */
const UNTOLD = /^(HEAD|OPTIONS) |^GET \/\+:slug(\/embed)?$/;

describe('the OpenAPI document', () => {
  it('is one', async (test) => {
    const {origin} = await serve(test);
    const document = (await (await fetch(`${origin}/docs/openapi.json`)).json()) as OpenApi;
    assert.deepEqual(await new Validator().validate(document as object as Record<string, unknown>), {valid: true});
    assert.equal(document.openapi, '3.1.0');
    assert.deepEqual(document.servers, [{url: origin}]);
    const others = ['/healthz', '/readyz', '/files/{id}/{*}', '/.well-known/jwks.json'];
    for (const path of others) assert.ok(document.paths[path], path);
  });

  it('has every route', async () => {
    const {all, document} = await routes();
    const told = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const expected = all.filter((route) => !UNTOLD.test(route)).map((route) => route.replaceAll(/:(\w+)/g, '{$1}'));
    assert.deepEqual(told.sort(), expected.sort());
  });

  it('says of each what it is for, who may, what it answers, and how it fails', async () => {
    const {document} = await routes();
    const ids = new Set<string>();
    const chapters = document.tags.map(({name}) => name);
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        const what = `${method} ${path}`;
        assert.ok(operation.summary && !operation.summary.endsWith('.'), what);
        assert.equal(ids.has(operation.operationId), false, `${what}: ${operation.operationId} is there twice`);
        ids.add(operation.operationId);
        assert.ok(chapters.includes(operation.tags[0] ?? ''), `${what}: no such chapter`);
        assert.ok(operation.security, what);
        const statuses = Object.keys(operation.responses);
        assert.ok(statuses.some((status) => status.startsWith('2')) && statuses.includes('429'), what);
        if (operation.security.length > 0) assert.ok(statuses.includes('401') && statuses.includes('403'), what);
        for (const {description} of Object.values(operation.responses))
          assert.notEqual(description, 'Default Response', what);
      }
    }
  });
});

describe('the documentation for people', () => {
  it('is one page without scripts, of nothing but this server, with every route on it', async (test) => {
    const {origin} = await serve(test);
    const response = await fetch(`${origin}/docs`);
    const page = await response.text();
    assert.match(response.headers.get('content-security-policy') ?? '', /^default-src 'none'; script-src 'self'/);
    assert.doesNotMatch(
      page,
      /<script|<link(?! rel="icon" href="data:,")|<img|@import|url\(|onclick|https?:\/\/(?!127\.0\.0\.1)(?!shop\.example)/,
    );
    const document = (await (await fetch(`${origin}/docs/openapi.json`)).json()) as OpenApi;
    for (const operation of Object.values(document.paths).flatMap((methods) => Object.values(methods))) {
      assert.ok(page.includes(`<h3 id="${operation.operationId}">`), operation.operationId);
    }
    for (const [, id] of page.matchAll(/href="#([^"]+)"/g)) assert.ok(page.includes(` id="${id}"`), id);
    const slashed = await fetch(`${origin}/docs/`, {redirect: 'manual'});
    assert.deepEqual([slashed.status, slashed.headers.get('location')], [308, '../docs']);
  });
});
