import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {DEMO_SPACE, type DeclaredSpace} from '../../src/server/storage/spaces.ts';
import {page, serveAuthorSite} from '../support/author-site.ts';
import type {Site} from '../support/site.ts';
import {Stage} from '../support/stage.ts';

describe('the pages of the server', {timeout: 180_000}, () => {
  const origins: string[] = [];
  const bound: DeclaredSpace = {...DEMO_SPACE, id: 'bound', slug: 'bound', accessControl: 'public', origins, keys: []};
  const stage = Stage.inGroup({spaces: [DEMO_SPACE, bound]});
  let site: Site;
  let framed = '';

  before(async () => {
    site = await serveAuthorSite(() => page(`<iframe src="${framed}"></iframe>`));
    origins.push(site.origin);
  });
  after(() => site?.close());

  for (const path of [
    '/',
    '/local.html',
    '/looks.html',
    '/preview/menu.html',
    '/+demo/embed?widget_key=wk_demo',
    '/docs',
    '/docs/openapi.json',
    '/sabcdefghijkl',
    '/nothing',
  ]) {
    it(`do nothing at ${path} that their policies forbid`, async () => {
      const {page: own, violations} = await stage.visit(stage.server.origin + path);
      await own.waitForNetworkIdle({idleTime: 200});
      assert.deepEqual(violations, []);
    });
  }

  it('let a session be framed by pages of its space’s origins, and by no others', async () => {
    const made = await fetch(`${stage.server.origin}/+bound/`, {method: 'POST', headers: {origin: site.origin}});
    framed = ((await made.json()) as {leader_link: string}).leader_link;
    const shows = async (address: string) => {
      const {page: own, violations} = await stage.visit(address);
      await own.waitForNetworkIdle({idleTime: 200});
      const frame = own.frames()[1];
      const has = (await frame?.$('wf-session').catch(() => null)) ?? null;
      violations.splice(0);
      return has !== null;
    };
    assert.equal(await shows(site.origin), true);
    assert.equal(await shows(site.origin.replace('127.0.0.1', 'localhost')), false);
  });
});
