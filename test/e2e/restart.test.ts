import assert from 'node:assert/strict';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, it, type TestContext} from 'node:test';
import {createServer, type SessionServer} from '../../src/server/app.ts';
import {Browser} from '../../src/server/browser/browser.ts';
import {findBrowser} from '../../src/server/browser/find.ts';
import {jsonLog} from '../../src/server/operations/log.ts';
import {DEMO_SPACE} from '../../src/server/storage/spaces.ts';
import {SqliteStore} from '../../src/server/storage/sqlite-store.ts';
import {Vault} from '../../src/server/vault.ts';
import {freePort} from '../support/free-port.ts';
import {Production} from '../support/production.ts';
import {SHOP} from '../support/stage.ts';
import {isAlike, launchDriver, Visitor} from '../support/visitor.ts';

/** A way to start servers with a real browser, one after the other on the same data and the same port. */
async function starter(test: TestContext): Promise<(port?: number) => Promise<SessionServer>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'webfuse-test-'));
  const servers: SessionServer[] = [];
  test.after(async () => {
    await Promise.all(servers.map((server) => server.close()));
    await rm(folder, {recursive: true});
  });
  return async (port = 0) => {
    const server = await createServer({
      browser: new Browser({executablePath: findBrowser(process.env), localSites: {'shop.localhost': 'demo/shop'}}),
      store: await SqliteStore.open(path.join(folder, 'test.db')),
      vault: new Vault(new Uint8Array(32)),
      filesFolder: path.join(folder, 'files'),
      spaces: [DEMO_SPACE],
      demo: true,
      log: jsonLog('silent'),
      port,
    });
    servers.push(server);
    return server;
  };
}

describe('a server that is started again', {timeout: 180_000}, () => {
  it('shows people the pages that they looked at, which they can use again', async (test) => {
    const start = await starter(test);
    const driver = await launchDriver();
    test.after(() => driver.close());
    const first = await start();
    const ada = await Visitor.open(driver, first.origin);
    await ada.inState('live');
    await ada.isAt(SHOP);
    await ada.goTo(`${SHOP}about.html`);
    await ada.isAt(`${SHOP}about.html`);
    const before = await ada.pictureAfter(null);
    await first.close();
    await ada.inState('reconnecting');

    await start(Number(new URL(first.origin).port));
    await ada.inState('live');
    await ada.isAt(`${SHOP}about.html`);
    await ada.goTo(`${SHOP}order.html`);
    await ada.isAt(`${SHOP}order.html`);
    await ada.pictureAfter(before);
  });

  it('does so too after kill -9, and has lost nothing of the log', async (test) => {
    const key = `rk_${'restart-'.repeat(5)}`;
    const space = {slug: 'support', shared: true, accessControl: 'public', settings: {host_rights: 'everyone'}};
    const keys = [{name: 'log', space: 'support', key: {env: 'REST_KEY'}}];
    const production = new Production(test, {spaces: [space], keys});
    const port = String(await freePort());
    const start = () => production.run({PORT: port, REST_KEY: key}, [], 'test/support/shop-server.ts');
    const first = start();
    const origin = await first.address();
    const driver = await launchDriver();
    test.after(() => driver.close());
    const visit = async () => {
      const visitor = await Visitor.open(driver, `${origin}/+support/`);
      await visitor.inState('live');
      return visitor;
    };
    const ada = await visit();
    const shop = await ada.openTab(SHOP);
    const ben = await visit();
    const windows = [ada, ben];
    await ada.openTab('http://site-1.localhost/');
    await Promise.all(windows.map((window) => window.isAt('http://site-1.localhost/')));
    await ada.page.$eval('wf-session', (session, ssid) => session.activateTab(ssid).then(() => {}), shop);
    await ada.isAt(SHOP);
    const shown = await ada.pictureAfter(null);
    await ada.goTo(`${SHOP}about.html`);
    await Promise.all(windows.map((window) => window.isTitled(/About/)));
    let before = await ada.pictureAfter(shown);
    const [link] = (await ada.inviteLink()).split('#');
    const log = async () => {
      const url = `${origin}/api/spaces/support/sessions/${link?.split('/s').at(-1)}/events/?limit=1000`;
      const {results} = (await (await fetch(url, {headers: {authorization: `Token ${key}`}})).json()) as {
        results: {name: string}[];
      };
      return results;
    };
    // The first pictures of a page may be of half of it.
    for (let looks = 0; looks < 10; looks++) {
      await log();
      await ben.seesTheSameAs(ada);
      const now = (await ada.picture()) ?? before;
      if (!isAlike(now, before)) looks = 0;
      before = now;
    }
    const kept = await log();
    first.send('SIGKILL');
    assert.equal(await first.exited, null);
    await Promise.all(windows.map((window) => window.inState('reconnecting')));

    await start().address();
    // What a window that is loaded anew shows comes from the server that runs now.
    await ben.page.reload();
    for (const window of windows) {
      await window.inState('live');
      await window.isAt(`${SHOP}about.html`);
    }
    await ben.seesAgain(before);
    await ada.seesTheSameAs(ben);
    assert.deepEqual((await log()).slice(0, kept.length), kept);
    const [{me: _, ...seenByAda}, {me: __, ...seenByBen}] = await Promise.all([ada.state(), ben.state()]);
    assert.deepEqual(seenByAda, seenByBen);
    assert.equal((await ada.heard('wf-tab-opened')).length, 2, 'nothing is told twice');
  });
});
