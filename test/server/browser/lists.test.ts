import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser} from '../../../src/server/browser/browser.ts';
import {click, openPainted, openSession, painted, startBrowser, startSite} from './harness.ts';

const ALL = 'style="position:fixed;inset:0"';
const WORDS = 'No page of this session goes there.';

/** As a space with a list: nothing that has "blocked" in its address. */
const refuses = (url: string) => (url.includes('blocked') ? WORDS : null);

const PAGES: Record<string, string> = {
  '/ok': '<title>Fine</title>',
  '/link': `<title>-</title><a href="/blocked" ${ALL}>go</a>`,
  '/location': '<title>-</title><script>setTimeout(() => (location = "/blocked"), 50)</script>',
  '/refresh': '<title>-</title><meta http-equiv="refresh" content="0; url=/blocked">',
  '/form': '<title>-</title><form method="post" action="/blocked"></form><script>document.forms[0].submit()</script>',
  '/blank': `<title>-</title><a href="/blocked" target="_blank" ${ALL}>go</a>`,
  '/leads': `<title>-</title><a href="/redirect" target="_blank" ${ALL}>go</a>`,
  '/fills': `<title>-</title><p ${ALL} onclick="const w = window.open(); w.location = '/blocked'"></p>`,
  '/pushes': '<title>-</title><script>history.pushState(null, "", "/blocked")</script>',
  '/framed':
    '<title>-</title><iframe src="/blocked-frame"></iframe><iframe src="/redirected-frame"></iframe><script>onload = () => document.title = "Framed"</script>',
  '/made-of': `<title>-</title><script>
      const heard = new Set();
      onmessage = ({data}) => heard.add(data).size === 2 && fetch('/blocked-data').then(() => (document.title = 'Made'));
    </script>
    <img src="/blocked-picture"><script src="/blocked-script"></script><iframe id="blob"></iframe>
    <iframe src="data:text/html,blocked<script>parent.postMessage('data', '*')</script>"></iframe>
    <script>
      const inside = \`blocked<script>parent.postMessage('blob', '*')</\` + 'script>';
      blob.src = URL.createObjectURL(new Blob([inside], {type: 'text/html'})) + '#blocked';
    </script>`,
};

describe('a session whose space lets nobody go to some addresses', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;
  const requested: string[] = [];

  before(async () => {
    browser = startBrowser();
    site = await startSite((request, response) => {
      const path = request.url ?? '';
      if (!path.includes('favicon')) requested.push(path);
      if (path === '/redirected-frame') response.writeHead(302, {location: '/blocked-frame'}).end();
      else if (path === '/redirect') response.writeHead(302, {location: '/blocked'}).end();
      else
        response
          .setHeader('content-type', 'text/html')
          .end(`<!doctype html>${PAGES[path] ?? '<title>Reached</title>'}`);
    });
  });

  after(async () => {
    await browser.close();
    site.close();
  });

  const blocked = () => requested.filter((path) => path === '/blocked');

  for (const path of ['/blocked', '/redirect', '/location', '/refresh', '/form']) {
    it(`says so in the tab, before anything is asked for, when a page goes there: ${path}`, async () => {
      const {pages, told} = openSession(browser, {refuses});
      await pages.open(1, site.url + path);
      await told.until(`1 error ${WORDS}`);
      await told.until('1 loading false');
      assert.ok(!told.lines.includes(`1 relocated ${site.url}/blocked`));
      assert.deepEqual(blocked(), []);

      await pages.navigate(1, `${site.url}/ok`);
      await told.until('1 title Fine');
      await pages.dispose();
    });
  }

  it('holds for a link that is clicked, and the way back is open', async () => {
    const {pages, told} = await openPainted(browser, `${site.url}/link`, {refuses});
    await click(pages, 1, 100, 100);
    await told.until(`1 error ${WORDS}`);
    const since = told.lines.length;
    await pages.goBack(1);
    await told.until(`1 relocated ${site.url}/link`, since);
    assert.deepEqual(blocked(), []);
    await pages.dispose();
  });

  it('holds for the history of a page, which may have given itself any address', async () => {
    const {pages, told} = openSession(browser, {refuses});
    await pages.open(1, `${site.url}/pushes`);
    await told.until(`1 relocated ${site.url}/blocked`);
    await pages.reload(1);
    await told.until(`1 error ${WORDS}`);
    await pages.navigate(1, `${site.url}/ok`);
    await told.until('1 title Fine');
    const since = told.lines.length;
    await pages.goBack(1);
    await told.until(`1 error ${WORDS}`, since);
    assert.deepEqual(blocked(), []);
    await pages.dispose();
  });

  for (const path of ['/blank', '/leads', '/fills']) {
    it(`holds for pages that open by themselves, from their first request on: ${path}`, async () => {
      const {pages, told} = await openPainted(browser, site.url + path, {refuses});
      told.adopt = () => 2;
      await click(pages, 1, 100, 100);
      await told.until(`2 error ${WORDS}`);
      assert.deepEqual(blocked(), []);
      await pages.dispose();
    });
  }

  for (const [holds, blocks] of [
    ['holds for frames where they are blocked', (url: string) => url.includes('blocked')],
    ['leaves alone what pages are made of where they are only not among those allowed', undefined],
  ] as const) {
    it(holds, async () => {
      const since = requested.length;
      const {pages, told} = openSession(browser, {refuses, ...(blocks && {blocks})});
      await pages.open(1, `${site.url}/framed`);
      await told.until('1 title Framed');
      assert.deepEqual(requested.slice(since).filter((path) => path === '/blocked-frame').length, blocks ? 0 : 2);
      await pages.dispose();
    });
  }

  it('leaves alone what pages are made of, and frames that have their content in themselves', async () => {
    const since = requested.length;
    const {pages, told} = openSession(browser, {refuses, blocks: (url) => url.includes('blocked')});
    await pages.open(1, `${site.url}/made-of`);
    await told.until('1 title Made');
    const asked = requested.slice(since).filter((path) => path.includes('blocked'));
    assert.deepEqual(asked.sort(), ['/blocked-data', '/blocked-picture', '/blocked-script']);
    await pages.dispose();
  });

  it('is no reason to keep another session from it', async () => {
    const [strict, free] = [openSession(browser, {refuses}), openSession(browser)];
    await Promise.all([strict.pages.open(1, `${site.url}/blocked`), free.pages.open(1, `${site.url}/blocked`)]);
    await strict.told.until(`1 error ${WORDS}`);
    await free.told.until('1 title Reached');
    await painted(free.pages, 1);
    assert.equal(blocked().length, 1);
    await Promise.all([strict.pages.dispose(), free.pages.dispose()]);
  });
});
