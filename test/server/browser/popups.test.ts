import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {MODIFIER} from '../../../src/protocol/rpc.ts';
import type {Browser} from '../../../src/server/browser/browser.ts';
import {click, openPainted, pagesByPath, painted, startBrowser, startSite} from './harness.ts';

const ALL = 'style="position:fixed;inset:0"';

describe('a page that opens another one', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;
  /** Whether a script has run in the page that nobody wants. */
  let ran = false;

  before(async () => {
    browser = startBrowser();
    const answer = pagesByPath({
      '/blank': `<title>-</title><a href="/next" target="_blank" ${ALL}>next</a>`,
      '/link': `<title>-</title><a href="/next" ${ALL}>next</a>`,
      '/script': `<title>-</title><p ${ALL} onclick="opened = window.open('/next')"></p>`,
      '/early': `<title>-</title><a href="/looks" target="_blank" ${ALL}>next</a>`,
      '/early-opener': `<title>-</title><p ${ALL} onclick="window.open('/looks')"></p>`,
      '/looks': `<script>
          dispatchEvent(new Event('looks'));
          document.title = innerWidth + ' ' + (document.documentElement.title || 'late');
        </script>`,
      '/unwanted': `<title>-</title><p ${ALL} onclick="window.open('/speaks')"></p>`,
      '/speaks': `<script>document.write('<img src="/ran">')</script>`,
      '/writes': `<title>-</title><p ${ALL} onclick="window.open().document.write('<title>Written</title>')"></p>`,
      '/writes-field': `<title>-</title><p ${ALL} onclick="window.open().document.write('<title>Field</title><input>')"></p>`,
      '/opens-field': `<title>-</title><p ${ALL} onclick="window.open('/field')"></p>`,
      '/links-field': `<title>-</title><a href="/field" target="_blank" ${ALL}>field</a>`,
      '/field': '<title>Field</title><input>',
      '/next': `<title>Next</title><p ${ALL} onclick="window.close()"></p>`,
    });
    site = await startSite((request, response) => {
      ran ||= request.url === '/ran';
      answer(request, response);
    });
  });

  after(async () => {
    await browser.close();
    site.close();
  });

  const open = (path: string) => openPainted(browser, site.url + path);

  for (const [how, path] of [
    ['a link to a new tab', '/links-field'],
    ['a script', '/opens-field'],
    ['a script that writes it', '/writes-field'],
  ] as const) {
    it(`has no caret that blinks, for which pictures would come all the time, in one opened by ${how}`, async () => {
      const {pages, told} = await open(path);
      told.adopt = () => 2;
      await click(pages, 1, 100, 100);
      await told.until('2 title Field');
      await pages.execute(2, "document.querySelector('input').focus()", 'javascript');
      const caret = 'getComputedStyle(document.activeElement).caretAnimation';
      assert.equal(await pages.execute(2, caret, 'javascript'), 'manual');
      await pages.dispose();
    });
  }

  for (const [how, path, more] of [
    ['a link to a new tab', '/blank', {}],
    ['a script', '/script', {}],
    ['a link clicked with Ctrl', '/link', {modifiers: MODIFIER.ctrl}],
    ['a link clicked with Shift', '/link', {modifiers: MODIFIER.shift}],
    ['a link clicked with the middle button', '/link', {button: 'middle'}],
  ] as const) {
    it(`gets a tab for it when opened by ${how}`, async () => {
      const {pages, told} = await open(path);
      told.adopt = () => 2;
      await click(pages, 1, 100, 100, more);
      await told.until(`1 poppedUp ${site.url}/next`);
      await told.until(`2 relocated ${site.url}/next`);
      await told.until('2 title Next');
      await painted(pages, 2);
      await pages.navigate(2, 'http://shop.localhost/');
      await told.until('2 title Shop');
      await pages.dispose();
    });
  }

  it('may write it instead of loading it', async () => {
    const {pages, told} = await open('/writes');
    told.adopt = () => 2;
    await click(pages, 1, 100, 100);
    await told.until('1 poppedUp about:blank');
    await told.until('2 title Written');
    await pages.dispose();
  });

  for (const path of ['/early', '/early-opener']) {
    it(`has its tab taken hold of before its first script runs: ${path}`, async () => {
      const early = {
        name: 'early',
        source: 'addEventListener("looks", () => { document.documentElement.title = "early"; })',
      };
      const {pages, told} = await openPainted(browser, site.url + path, {extensions: [early]});
      told.adopt = () => 2;
      await click(pages, 1, 100, 100);
      await told.until('2 title 1280 early');
      await pages.dispose();
    });
  }

  it('runs nothing in a page that gets no tab', async () => {
    const {pages, told} = await open('/unwanted');
    await click(pages, 1, 100, 100);
    await told.until(`1 poppedUp ${site.url}/speaks`);
    await pages.navigate(1, `${site.url}/next`);
    await told.until('1 title Next');
    assert.ok(!ran);
    await pages.dispose();
  });

  it('does not keep a page that gets no tab', async () => {
    const {pages, told} = await open('/script');
    await click(pages, 1, 100, 100);
    await told.until(`1 poppedUp ${site.url}/next`);
    await told.until(/^1 refused too_many,/);
    // It is told before the page that opens it has it in its hands.
    while (!(await pages.execute(1, 'globalThis.opened?.closed', 'javascript'))) await painted(pages, 1);
    told.adopt = () => 2;
    await click(pages, 1, 100, 100);
    await told.until('2 title Next');
    assert.equal(told.lines.filter((line) => line.includes('title Next')).length, 1);
    await pages.dispose();
  });

  it('tells when a page closes itself', async () => {
    const {pages, told} = await open('/script');
    told.adopt = () => 2;
    await click(pages, 1, 100, 100);
    await told.until('2 title Next');
    await painted(pages, 2);
    await click(pages, 2, 100, 100);
    await told.until('2 gone, back to 1');
    await assert.rejects(pages.reload(2), /Expected the id of an open tab, got 2/);
    await pages.dispose();
  });

  it('says nothing of a page that was closed for the session', async () => {
    const {pages, told} = await open('/link');
    await pages.open(2, 'about:blank');
    await pages.close(2);
    await pages.navigate(1, `${site.url}/next`);
    await told.until('1 title Next');
    assert.ok(!told.lines.some((line) => line.startsWith('2 gone')));
    await pages.dispose();
  });
});
