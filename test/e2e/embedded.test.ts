import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, before, describe, it} from 'node:test';
import type {Page} from 'puppeteer-core';
import type {WfSession} from '../../components/index.ts';
import {kit, page, serveAuthorSite} from '../support/author-site.ts';
import type {Site} from '../support/site.ts';
import {SHOP, Stage} from '../support/stage.ts';

/** What the README has for where nothing but a script tag can be written, with the server and the space that are here. */
function readmeScript(origin: string): string {
  const [script] = /<script [^>]*data-wf-launcher[^>]*><\/script>/.exec(readFileSync('README.md', 'utf8')) ?? [];
  assert.ok(script);
  const here = {'https://sessions.example.com': origin, 'data-space="shop"': 'data-space="demo"', 'wk_…': 'wk_demo'};
  return Object.entries(here).reduce((text, [theirs, ours]) => {
    assert.ok(text.includes(theirs), theirs);
    return text.replace(theirs, ours);
  }, script);
}

describe('a page that others write', {timeout: 180_000}, () => {
  const stage = Stage.inGroup();
  let site: Site;
  let body = '';

  before(async () => {
    site = await serveAuthorSite(() => page(body, body.includes('<script') ? '' : kit(stage.server.origin)));
  });
  after(() => site?.close());

  const inSpace = (what: string) => {
    const query = new URLSearchParams({widget_key: 'wk_demo', url: SHOP});
    return `${stage.server.origin}/+demo/${what}?${query}`;
  };

  for (const [where, sandbox] of [
    ['', ''],
    [', also in the sandbox of a site that does not know it', ' sandbox="allow-scripts"'],
  ] as const) {
    it(`has a session in the frame that oEmbed tells of${where}`, async () => {
      const told = await fetch(`${stage.server.origin}/oembed?${new URLSearchParams({url: inSpace('embed')})}`);
      body = ((await told.json()) as {html: string}).html.replace('<iframe', `<iframe${sandbox}`);
      const ada = await stage.visit(site.origin);
      const frame = await (await ada.page.waitForSelector('iframe'))?.contentFrame();
      await frame?.locator('::-p-aria([name="Start the session"][role="button"])').click();
      await frame?.waitForSelector('wf-session:state(live)');
      const bar = await frame!.waitForSelector('wf-session >>> wf-address-bar >>> input:not([readonly])');
      await bar!.evaluate((input) => (input as HTMLInputElement).focus());
      await ada.page.keyboard.type(`${SHOP}cart`);
      await ada.page.keyboard.press('Enter');
      await frame!.waitForFunction(
        (url) => document.querySelector<WfSession>('wf-session')?.state?.tabs[0]?.url === url,
        {},
        `${SHOP}cart`,
      );
      await frame!.locator('::-p-aria([name="Chat"][role="button"])').click();
      await frame!.locator('::-p-aria([name="Write a message"][role="textbox"])').fill('Hello');
      await frame!.locator('::-p-aria([name="Send"][role="button"])').click();
      await frame!.waitForSelector('wf-session >>> wf-chat >>> .text');
    });
  }

  const attributes = () => `server="${stage.server.origin}" space="demo" widget-key="wk_demo" url="${SHOP}"`;
  for (const {what, html, name, role, live} of [
    {
      what: 'a session',
      html: () => `<wf-session ${attributes()}></wf-session>`,
      name: 'Start the session',
      role: 'button',
      live: 'wf-session:state(live)',
    },
    {
      what: 'a launcher',
      html: () => `<wf-launcher ${attributes()}></wf-launcher>`,
      name: 'Browse together',
      role: 'button',
      live: 'wf-launcher >>> wf-session:state(live)',
    },
    {
      what: 'the script tag of the README, and nothing else',
      html: () => readmeScript(stage.server.origin),
      name: 'Browse together',
      role: 'button',
      live: 'wf-launcher >>> wf-session:state(live)',
    },
    {
      what: 'a link',
      html: () => `<a data-wf-launch href="${inSpace('').replaceAll('&', '&amp;')}">Get help</a>`,
      name: 'Get help',
      role: 'link',
      live: 'wf-launcher >>> wf-session:state(live)',
    },
  ]) {
    it(`opens a session in it by ${what}, and asks the server nothing and keeps nothing before`, async () => {
      body = html();
      const ada = await stage.visit(site.origin);
      // A link does more than lead somewhere from when that file is there.
      if (role === 'link') await ada.page.waitForFunction(() => customElements.get('wf-launcher'));
      await ada.sees(name, role);
      assert.deepEqual(await ada.traces(stage.server), []);
      await ada.choose(name, role);
      await ada.page.waitForSelector(live);
      assert.equal(ada.page.url(), `${site.origin}/`);
      const [socket, ...others] = await ada.traces(stage.server);
      assert.match(socket!, /^ws:.*\/api\/socket$/);
      assert.match(others.at(-1)!, /^wf-seat:/);
    });
  }

  it('has a launcher open a session in a window of its own, once, and know when it is over', async () => {
    body = `<wf-launcher opens="window" server="${stage.server.origin}" space="demo" widget-key="wk_demo"
      url="${SHOP}" user-name="Ada" label="Get help"></wf-launcher>`;
    const ada = await stage.visit(site.origin);
    const popups: Page[] = [];
    const appeared = new Promise<Page>((resolve) => {
      ada.page.on('popup', (popup) => {
        popups.push(popup!);
        resolve(popup!);
      });
    });
    // Twice, as the impatient do.
    await ada.page.locator('wf-launcher >>> [part=button]').click({count: 2});
    let own = await appeared;
    await own.bringToFront();
    await own.waitForSelector('wf-session:state(live)');
    const address = 'wf-session >>> wf-address-bar >>> input';
    await own.waitForFunction(
      (input, url) => (input as HTMLInputElement).value === url,
      {},
      await own.$(address),
      SHOP,
    );
    await ada.page.bringToFront();
    await ada.page.waitForSelector('wf-launcher:state(live)');
    await ada.page.locator('wf-launcher >>> [part=button]').click();
    await own.waitForFunction(() => document.visibilityState === 'visible');
    assert.equal(popups.length, 1);
    const again = new Promise<Page>((resolve) => ada.page.once('popup', (popup) => resolve(popup!)));
    await own.close();
    await ada.page.bringToFront();
    await ada.page.locator('wf-launcher >>> [part=button]').click();
    own = await again;
    await own.bringToFront();
    await own.waitForSelector('wf-session:state(live)');
    const people = await own.$eval('wf-session', (session) => (session as WfSession).getParticipants());
    assert.equal(people.length, 1, 'in the same seat');
    await own.$eval('wf-session', (session) => (session as WfSession).end());
    await ada.page.bringToFront();
    await ada.page.waitForSelector('wf-launcher:not(:state(live))');
  });
});
