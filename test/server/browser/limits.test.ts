import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser} from '../../../src/server/browser/browser.ts';
import {click, openPainted, openSession, pagesByPath, startBrowser, startSite} from './harness.ts';

const PATIENCE = 3_000;
const STOPPED = '1 error The page did not answer for 3 s and was stopped. Reload it to try again.';
const ALL = 'style="position:fixed;inset:0"';

describe('a page that does too much', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;

  before(async () => {
    browser = startBrowser({pageLimits: {memory: 300 * 2 ** 20, processor: 6}});
    site = await startSite(
      pagesByPath({
        '/fine': '<title>Fine</title>',
        '/endless': '<title>-</title><script>setTimeout(() => { while (true); }, 100)</script>',
        '/eats': `<title>-</title><script>
          const eaten = [];
          setInterval(() => eaten.push(new Uint8Array(20e6).fill(7)), 20);
        </script>`,
        '/computes': `<title>-</title><script>
          const endless = URL.createObjectURL(new Blob(['while (true);']));
          for (let n = 0; n < 2; n++) new Worker(endless);
        </script>`,
        '/windows': `<title>-</title><p ${ALL} onclick="for (let n = 0; n < 1000; n++) window.open('/fine?' + n)"></p>`,
      }),
    );
  });

  after(async () => {
    await browser.close();
    site.close();
  });

  for (const [what, path, words] of [
    ['never ends', '/endless', STOPPED],
    ['has workers that never end', '/computes', '1 error The page crashed. Reload it to try again.'],
    ['eats memory', '/eats', '1 error The page crashed. Reload it to try again.'],
  ] as const) {
    it(`is stopped with a word when it ${what}; its session goes on, and so do others`, async () => {
      const [session, other] = [openSession(browser, {patience: PATIENCE}), openSession(browser)];
      await other.pages.open(1, `${site.url}/fine`);
      await other.told.until('1 title Fine');
      const pid = await browser.pid();
      await session.pages.open(1, site.url + path);
      await session.told.until(words);
      await session.pages.navigate(1, `${site.url}/fine`);
      await session.told.until('1 title Fine');
      assert.equal(await other.pages.execute(1, 'document.title', 'javascript'), 'Fine');
      assert.ok(!other.told.lines.some((line) => line.startsWith('1 error')));
      assert.equal(await browser.pid(), pid);
      await Promise.all([session.pages.dispose(), other.pages.dispose()]);
    });
  }

  it('opens no more windows than its session takes, and goes on', async () => {
    const {pages, told} = await openPainted(browser, `${site.url}/windows`);
    let tabs = 1;
    told.adopt = () => (tabs < 20 ? ++tabs : null);
    await click(pages, 1, 100, 100);
    await told.until(/^1 poppedUp/);
    assert.equal(await pages.execute(1, 'document.title', 'javascript'), '-');
    await pages.navigate(1, `${site.url}/fine`);
    await told.until('1 title Fine');
    assert.ok(told.lines.filter((line) => line.startsWith('1 poppedUp')).length <= 30);
    await pages.dispose();
  });
});
