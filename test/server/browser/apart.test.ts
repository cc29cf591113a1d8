import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser} from '../../../src/server/browser/browser.ts';
import {NetworkGuard} from '../../../src/server/browser/guard.ts';
import {playInternet} from '../../support/internet.ts';
import {withFlags} from '../../support/with-flags.ts';
import {openSession, startBrowser, startSite} from './harness.ts';

/** Everything that a page can keep for later, by a name; each gives what is kept, or takes it. */
const STORES = `{
  cookie: [() => document.cookie, () => { document.cookie = 'kept=1; max-age=9999'; }],
  localStorage: [() => localStorage.kept ?? '', () => { localStorage.kept = '1'; }],
  sessionStorage: [() => sessionStorage.kept ?? '', () => { sessionStorage.kept = '1'; }],
  indexedDB: [
    async () => (await indexedDB.databases()).map(({name}) => name).join(),
    () => new Promise((resolve) => { indexedDB.open('kept').onsuccess = resolve; }),
  ],
  caches: [async () => (await caches.keys()).join(), () => caches.open('kept')],
  files: [
    async () => (await (await navigator.storage.getDirectory()).keys().next()).value ?? '',
    async () => (await navigator.storage.getDirectory()).getFileHandle('kept', {create: true}),
  ],
  serviceWorker: [
    async () => (await navigator.serviceWorker.getRegistrations()).map(({scope}) => scope).join(),
    () => navigator.serviceWorker.register('/service.js'),
  ],
  lock: [
    async () => (await navigator.locks.query()).held.map(({name}) => name).join(),
    () => void navigator.locks.request('kept', () => new Promise(() => {})),
  ],
  sharedWorker: [
    () => new Promise((resolve) => {
      new SharedWorker('/shared.js').port.onmessage = ({data}) => resolve(data > 1);
    }),
    () => {},
  ],
  name: [() => window.name, () => { window.name = 'kept'; }],
}`;

const SCRIPTS: Record<string, string> = {
  '/service.js': '',
  '/shared.js': 'let count = 0; onconnect = ({ports: [port]}) => port.postMessage(++count);',
};

const PAGE = `<!doctype html><script type="module">
  const stores = ${STORES};
  const kept = [];
  for (const [name, [read]] of Object.entries(stores)) if (await read()) kept.push(name);
  for (const [, write] of Object.values(stores)) await write();
  if (await (await fetch('/number')).text() !== location.hash.slice(1)) kept.push('cache');
  const channel = new BroadcastChannel('all');
  channel.onmessage = () => { document.title = 'Heard'; };
  channel.postMessage('here');
  document.title = 'Kept: ' + (kept.join() || 'nothing');
</script>`;

describe('two sessions', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;
  let number = 0;

  before(async () => {
    site = await startSite((request, response) => {
      if (request.url?.endsWith('.js')) {
        response.setHeader('content-type', 'text/javascript').end(SCRIPTS[request.url]);
        return;
      }
      if (request.url === '/number') {
        response.setHeader('cache-control', 'max-age=9999').end(String(number));
        return;
      }
      response.setHeader('content-type', 'text/html').end(PAGE);
    });
    // Half of what a page can keep is for those that came over a secure line.
    const guard = withFlags(new NetworkGuard({internet: playInternet()}), [
      `--unsafely-treat-insecure-origin-as-secure=${site.url}`,
    ]);
    browser = startBrowser({guard});
  });

  after(async () => {
    await browser.close();
    site.close();
  });

  it('share no cookie, no storage, no cache and no channel', async () => {
    const [first, second] = [openSession(browser), openSession(browser)];
    number = 1;
    await first.pages.open(1, `${site.url}/#1`);
    await first.told.until('1 title Kept: nothing');
    number = 2;
    // In the same session all of it is there, but for what is a tab's own: so the page does look.
    await first.pages.open(2, `${site.url}/#2`);
    await first.told.until(
      '2 title Kept: cookie,localStorage,indexedDB,caches,files,serviceWorker,lock,sharedWorker,cache',
    );
    await first.told.until('1 title Heard');
    await second.pages.open(1, `${site.url}/#2`);
    await second.told.until('1 title Kept: nothing');
    assert.ok(!first.told.lines.includes('2 title Heard'));
    await Promise.all([first.pages.dispose(), second.pages.dispose()]);
  });

  it('leave nothing behind for the next one', async () => {
    for (let turn = 3; turn < 5; turn++) {
      number = turn;
      const {pages, told} = openSession(browser);
      await pages.open(1, `${site.url}/#${turn}`);
      await told.until('1 title Kept: nothing');
      await pages.dispose();
    }
  });
});
