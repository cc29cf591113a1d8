import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser} from '../../../src/server/browser/browser.ts';
import {Browsers} from '../../../src/server/browser/browsers.ts';
import {findBrowser} from '../../../src/server/browser/find.ts';
import {NetworkGuard} from '../../../src/server/browser/guard.ts';
import {playInternet} from '../../support/internet.ts';
import {withFlags} from '../../support/with-flags.ts';
import {click, openPainted, openSession, pagesByPath, startBrowser, startSite, Told} from './harness.ts';

// Shorter than what the processor limit lets it run.
const PATIENCE = 3_000;
const STOPPED = 'The page did not answer for 3 s and was stopped. Reload it to try again.';
const COMPUTED = 'The page had more than 6 s of a processor in a minute and was stopped. Reload it to try again.';
const ATE = 'The page had more than 300 MB of memory and was stopped. Reload it to try again.';
const ALL = 'style="position:fixed;inset:0"';

describe('a page that does too much', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;
  const asked: string[] = [];

  before(async () => {
    browser = startBrowser({pageLimits: {memory: 300 * 2 ** 20, processor: 6}});
    const pages = pagesByPath({
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
    });
    site = await startSite((request, response) => {
      asked.push(request.url ?? '');
      pages(request, response);
    });
  });

  after(async () => {
    await browser.close();
    site.close();
  });

  for (const [what, path, code, words, setup] of [
    ['never ends', '/endless', 'stopped', STOPPED, {patience: PATIENCE}],
    ['has workers that never end', '/computes', 'too_much', COMPUTED, {}],
    ['eats memory', '/eats', 'too_much', ATE, {}],
  ] as const) {
    it(`is stopped with a word when it ${what}; its session goes on, and so do others`, async () => {
      const [session, other] = [openSession(browser, setup), openSession(browser)];
      await other.pages.open(1, `${site.url}/fine`);
      await other.told.until('1 title Fine');
      const pid = await browser.pid();
      await session.pages.open(1, site.url + path);
      assert.equal(await session.told.until(/^1 error /), `1 error ${words}`);
      await session.told.until(`1 errorCode ${code}`);
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
    const start = performance.now();
    await click(pages, 1, 100, 100);
    await told.until(/^1 poppedUp/);
    assert.equal(await pages.execute(1, 'document.title', 'javascript'), '-');
    await pages.navigate(1, `${site.url}/fine`);
    await told.until('1 title Fine');
    const seconds = (performance.now() - start) / 1_000;
    const opened = told.lines.filter((line) => line.startsWith('1 poppedUp')).length;
    assert.ok(opened <= 30 + seconds, `${opened} in ${seconds} s`);
    await pages.dispose();
  });

  it('is stopped with a word when it opens one window after the other, of which none is shown; its session goes on', async () => {
    const guard = withFlags(new NetworkGuard({internet: playInternet()}), ['--disable-popup-blocking']);
    const generous = startBrowser({guard});
    const {pages, told} = await openPainted(generous, `${site.url}/windows`);
    const other = openSession(generous);
    await other.pages.open(1, `${site.url}/fine`);
    await other.told.until('1 title Fine');
    let tabs = 1;
    told.adopt = () => (tabs < 5 ? ++tabs : null);
    asked.length = 0;
    await click(pages, 1, 100, 100);
    await told.until('1 refused too_many,The page opened one that is not shown: too many are open.,page');
    await told.until('1 error The page opened one page after the other and was stopped. Reload it to try again.');
    await told.until('1 errorCode stopped');
    await pages.navigate(1, `${site.url}/fine`);
    await told.until('1 title Fine');
    assert.equal(await pages.execute(1, 'document.title', 'javascript'), 'Fine');
    assert.equal(await other.pages.execute(1, 'document.title', 'javascript'), 'Fine');
    const shown = ['/fine?0', '/fine?1', '/fine?2', '/fine?3'];
    assert.deepEqual(
      asked.filter((url) => url.startsWith('/fine?') && !shown.includes(url)),
      [],
    );
    await Promise.all([pages.dispose(), other.pages.dispose()]);
    await generous.close();
  });
});

for (const processes of ['server', 'session'] as const) {
  describe(`a session, where a browser is one for each ${processes}`, () => {
    const warned: string[] = [];
    const log = {debug() {}, info() {}, warn: (message: string) => warned.push(message), error() {}};
    let browsers: Browsers;
    let site: Awaited<ReturnType<typeof startSite>>;

    before(async () => {
      browsers = new Browsers({
        executablePath: findBrowser(process.env),
        internet: playInternet(),
        processes,
        pageLimits: {memory: 600 * 2 ** 20, processor: 60},
        sessionLimits: {memory: 750 * 2 ** 20, processor: 6},
        log,
      });
      const full = (megabytes: number) =>
        `<script>const taken = new Uint8Array(${megabytes} * 2 ** 20).fill(7); document.title = 'On';</script>`;
      const busy = (milliseconds: number) => `<script>
      const script = 'const end = performance.now() + ${milliseconds}; postMessage(0); while (performance.now() < end);';
      const worker = new Worker(URL.createObjectURL(new Blob([script])));
      worker.onmessage = () => (document.title = 'On');
    </script>`;
      site = await startSite(
        pagesByPath({
          '/modest': '<title>On</title>',
          '/again': '<title>Again</title>',
          '/full/150': full(150),
          '/full/200': full(200),
          '/full/350': full(350),
          '/full/500': full(500),
          '/busy/short': busy(1_000),
          '/busy/long': busy(600_000),
        }),
      );
    });

    after(async () => {
      await browsers.close();
      site.close();
    });

    /** Opens pages of as many sites, each of which has a process of its own, in tabs from 1 on. */
    async function open(...paths: string[]) {
      const told = new Told();
      const pages = browsers.openPages(told);
      for (const [index, path] of paths.entries()) {
        await pages.open(index + 1, `http://site${index}.example:${site.port}${path}`);
        await told.until(new RegExp(`^${index + 1} (title On|error)`));
      }
      return {pages, told};
    }

    for (const [much, others, paths, limit] of [
      ['memory', '/full/500', ['/full/150', '/full/350', '/full/200'], '750 MB of memory'],
      ['of a processor', '/modest', ['/busy/short', '/busy/long', '/modest'], '6 s of a processor in a minute'],
    ] as const) {
      it(`loses the greediest of its pages when all together take too much ${much}; the others go on, and so do other sessions`, async () => {
        const other = await open(others);
        const {pages, told} = await open(...paths);
        const words = `2 error All pages of this session together had more than ${limit}, so this one was stopped. Reload it to try again.`;
        assert.equal(await told.until(/^2 error /), words);
        await told.until('2 errorCode too_much');
        for (const ssid of [1, 3]) assert.equal(await pages.execute(ssid, 'document.title', 'javascript'), 'On');
        assert.equal(await other.pages.execute(1, 'document.title', 'javascript'), 'On');
        assert.deepEqual(
          [...told.lines, ...other.told.lines].filter((line) => / error /.test(line)),
          [words],
        );
        assert.deepEqual(warned.splice(0), [`A page was stopped: all of its session together had more than ${limit}.`]);
        await pages.navigate(2, `http://site.example:${site.port}/again`);
        await told.until('2 title Again');
        assert.equal(browsers.crashes, 0);
        await Promise.all([pages.dispose(), other.pages.dispose()]);
      });
    }
  });
}
