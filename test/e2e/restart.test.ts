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
import {SHOP} from '../support/stage.ts';
import {launchDriver, Visitor} from '../support/visitor.ts';

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
});
