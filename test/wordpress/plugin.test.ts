import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {BrowserContext, Browser as Driver, Page} from 'puppeteer-core';
import {createServer, type SessionServer} from '../../src/server/app.ts';
import {Browser} from '../../src/server/browser/browser.ts';
import {findBrowser} from '../../src/server/browser/find.ts';
import {DEMO_SPACE} from '../../src/server/storage/spaces.ts';
import {leftOut} from '../support/left-out.ts';
import {SHOP} from '../support/stage.ts';
import {launchDriver, Visitor} from '../support/visitor.ts';
import {WORDPRESS_PACKAGES, WordPress} from './site.ts';

/** As much of WordPress's editor as is used. */
interface Editor {
  readonly wp: {
    readonly blocks: {createBlock(name: string): object; getBlockType(name: string): object | undefined};
    readonly data: {
      // biome-ignore lint/suspicious/noExplicitAny: what a store of the editor does is its own affair
      dispatch(store: string): any;
      // biome-ignore lint/suspicious/noExplicitAny: the same
      select(store: string): any;
    };
  };
}

/** A page that comes with WordPress. */
const SAMPLE = '/?page_id=2';

/** What Ben writes, who may not write HTML. */
const BENS = [
  '<wf-session id="bens" provider="local" autostart>Hello</wf-session>',
  '[webfuse provider="local" url="javascript:alert(1)"]',
  `<!-- wp:webfuse-elements/session {"provider":"local","url":"${SAMPLE}"} /-->`,
].join('\n\n');

const skip = leftOut('WordPress', WordPress.isThere(), WORDPRESS_PACKAGES);

describe('the plugin, in WordPress as Debian has it', {skip, timeout: 600_000}, () => {
  let site: WordPress;
  let driver: Driver;
  let server: SessionServer;
  let ada: BrowserContext;

  before(async () => {
    site = await WordPress.start();
    // WordPress has faces and emojis on pages of its own, which are elsewhere.
    driver = await launchDriver('--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1');
    const browser = new Browser({
      executablePath: findBrowser(process.env),
      localSites: {'shop.localhost': 'demo/shop'},
    });
    server = await createServer({browser, spaces: [DEMO_SPACE]});
    ada = await driver.createBrowserContext();
    const page = await ada.newPage();
    await page.goto(`${site.origin}/wp-login.php`);
    // It puts the focus into a field of its own choice, a little later.
    await page.evaluate(() => {
      const field = (id: string) => document.querySelector<HTMLInputElement>(`#${id}`)!;
      field('user_login').value = 'ada';
      field('user_pass').value = 'ada';
    });
    await Promise.all([
      page.waitForNavigation(),
      page.$eval('#wp-submit', (button) => (button as HTMLElement).click()),
    ]);
  });

  after(async () => {
    await driver?.close();
    await server?.close();
    await site?.stop();
  });

  it('shows a session with no server, where a page has the shortcode', async () => {
    const address = await site.php('publish.php', 'ada', 'Together', `[webfuse provider="local" url="${SAMPLE}"]`);
    const visitor = await Visitor.open(driver, address);
    await visitor.press('Start the session');
    await visitor.inState('live');
    const frame = await visitor.page.waitForSelector('wf-session >>> wf-view >>> iframe');
    await (await frame!.contentFrame())!.waitForSelector('::-p-text(Sample Page)');
    assert.deepEqual(new Set(visitor.asked.map((url) => new URL(url).origin)), new Set([site.origin]));
    assert.deepEqual(visitor.errors, []);
    await visitor.leave();
  });

  it('has a block in the editor, whose fields say what the page shows', async () => {
    const page = await ada.newPage();
    await page.goto(`${site.origin}/wp-admin/post-new.php`);
    await page.waitForFunction(() =>
      (globalThis as unknown as Editor).wp.blocks?.getBlockType('webfuse-elements/session'),
    );
    await page.evaluate(() => {
      const {blocks, data} = (globalThis as unknown as Editor).wp;
      data.dispatch('core/preferences').set('core/edit-post', 'welcomeGuide', false);
      data.dispatch('core/block-editor').insertBlocks(blocks.createBlock('webfuse-elements/session'));
    });
    // By their labels: what assistive technology hears of WordPress's capitals differs.
    const field = (name: string) => page.locator(`::-p-xpath(//*[@id=//label[.="${name}"]/@for])`);
    await field('Who shares it').fill('local');
    await field('Show').fill('launcher');
    for (const [name, text] of [
      ['Label', 'Look with us'],
      ['Address of the first page', SAMPLE],
    ] as const) {
      await field(name).click({count: 3});
      await page.keyboard.type(text);
    }
    const address = await page.evaluate(async () => {
      const {dispatch, select} = (globalThis as unknown as Editor).wp.data;
      dispatch('core/editor').editPost({title: 'By block', status: 'publish'});
      await dispatch('core/editor').savePost();
      return select('core/editor').getPermalink() as string;
    });

    const visitor = await Visitor.open(driver, address);
    await visitor.press('Look with us');
    await visitor.page.waitForSelector('wf-launcher >>> wf-session:state(live)');
    const frame = await visitor.page.waitForSelector('wf-launcher >>> wf-view >>> iframe');
    await (await frame!.contentFrame())!.waitForSelector('::-p-text(Sample Page)');
    assert.deepEqual(visitor.errors, []);
    await visitor.leave();
  });

  it('lets whoever may not write HTML show sessions by shortcode and block, of pages of the web alone', async () => {
    const visitor = await Visitor.open(driver, await site.php('publish.php', 'ben', 'Of Ben', BENS));
    await visitor.page.waitForSelector('wf-session:state(idle)');
    const shown = await visitor.page.$$eval('wf-session', (sessions) =>
      sessions.map((session) => ['id', 'autostart', 'url'].map((name) => session.getAttribute(name))),
    );
    assert.deepEqual(shown, [
      [null, null, ''],
      [null, null, site.origin + SAMPLE],
    ]);
    await visitor.leave();
  });

  it('tells who may mend it what is missing, and nobody else', async () => {
    const address = await site.php('publish.php', 'ada', 'Unfinished', '[webfuse]');
    const visitor = await Visitor.open(driver, address);
    const text = 'Expected a server, a space and a widget key in Settings, Webfuse.';
    const says = (page: Page) => page.$eval('body', (body) => body.textContent);
    assert.doesNotMatch(await says(visitor.page), new RegExp(text));
    await visitor.leave();
    const page = await ada.newPage();
    await page.goto(address);
    assert.match(await says(page), new RegExp(text));
  });

  it('shows a session of the server, once the settings name it', async () => {
    const page = await ada.newPage();
    await page.goto(`${site.origin}/wp-admin/options-general.php?page=webfuse-elements`);
    const said = {
      'Address of the session server': server.origin,
      'Slug of the space': 'demo',
      'Widget key (wk_…)': 'wk_demo',
    };
    for (const [name, value] of Object.entries(said)) {
      await page.locator(`::-p-aria([name="${name}"][role="textbox"])`).fill(value);
    }
    await Promise.all([page.waitForNavigation(), page.locator('#submit').click()]);

    const address = await site.php('publish.php', 'ben', 'The shop', `[webfuse url="${SHOP}"]`);
    const visitor = await Visitor.open(driver, address);
    await visitor.page.waitForSelector('wf-session:state(idle)');
    // WordPress keeps there what faces the browser knows.
    const traces = (await visitor.traces(server)).filter((trace) => !trace.startsWith('wp'));
    assert.deepEqual(traces, [], 'nothing is asked of the server before a click, and nothing kept');
    await visitor.press('Start the session');
    await visitor.inState('live');
    await visitor.isAt(SHOP);
    assert.deepEqual(visitor.errors, []);
    await visitor.leave();
  });

  it('leaves WordPress nothing to complain of', async () => {
    assert.doesNotMatch(await site.log(), /webfuse-elements/);
  });
});
