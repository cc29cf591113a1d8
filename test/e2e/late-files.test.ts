import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {after, afterEach, before, beforeEach, describe, it} from 'node:test';
import type {BrowserContext, Browser as Driver} from 'puppeteer-core';
import type {WfSession} from '../../components/index.ts';
import {kit, page} from '../support/author-site.ts';
import {type Site, serve} from '../support/site.ts';
import {launchDriver, Visitor} from '../support/visitor.ts';

/** Calls `start()` as an author's script does, and tells what it rejects with. */
function startError({page}: Visitor): Promise<string | null> {
  return page.$eval('wf-session', async (session) => {
    try {
      await (session as WfSession).start();
      return null;
    } catch (error) {
      const {code, message} = error as Error & {code: string};
      return `${code}: ${message}`;
    }
  });
}

describe('the kit, while files beside it are missing', {timeout: 180_000}, () => {
  let site: Site;
  let driver: Driver;
  let context: BrowserContext;
  let body = '';
  /** Which files are held back, and what lets it through or says that there is none. */
  let held: {readonly name: string; readonly gate: Promise<boolean>} | null = null;

  before(async () => {
    site = await serve(async ({url = '/'}, response) => {
      const name = path.basename(url);
      if (!name.endsWith('.js')) {
        const html = {'content-type': 'text/html; charset=utf-8'};
        response.writeHead(200, html).end(name === 'first' ? page('<h1>First</h1>') : page(body, kit(site.origin)));
        return;
      }
      const isThere = !held || !new RegExp(`^${held.name}-`).test(name) || (await held.gate);
      if (isThere) response.writeHead(200, {'content-type': 'text/javascript'}).end(await readFile(`dist/kit/${name}`));
      else response.writeHead(404).end();
    });
    driver = await launchDriver();
  });

  after(async () => {
    await driver?.close();
    site?.close();
  });

  beforeEach(async () => {
    context = await driver.createBrowserContext();
  });
  afterEach(() => context.close());

  /** Has a file wait, until that is called with whether there is one. */
  function hold(name: string): (isThere: boolean) => void {
    const {promise: gate, resolve} = Promise.withResolvers<boolean>();
    held = {name, gate};
    return resolve;
  }

  async function visit(name: string): Promise<Visitor> {
    const visitor = await Visitor.open(driver, `${site.origin}/#${name}`, context);
    await visitor.page.waitForFunction(() => customElements.get('wf-session'));
    return visitor;
  }

  /** Ada is in a session with Ben. */
  async function adaWithBen(more: string): Promise<Visitor> {
    body = `<wf-session provider="local" space="tea" url="${site.origin}/first" autostart>
      <wf-view></wf-view><wf-participants></wf-participants>${more}</wf-session>
      <script>document.querySelector('wf-session').setAttribute('user-name', location.hash.slice(1))</script>`;
    const ada = await visit('Ada');
    await ada.inState('live');
    const ben = await visit('Ben');
    await ben.inState('live');
    await ada.page.bringToFront();
    return ada;
  }

  /** Two rooms on one page, without a server to start with, and what the console is told of the elements in them. */
  async function rooms(): Promise<{ada: Visitor; logged: string[]}> {
    body = '<wf-session widget-key="wk_none" space="tea"></wf-session>'.repeat(2);
    const ada = await visit('Ada');
    const logged: string[] = [];
    ada.page.on('console', (message) => {
      const isOurs = message.type() === 'error' && /^<wf-(?!session)/.test(message.text());
      // After that comes the element, for whoever looks.
      if (isOurs) logged.push(message.text().replace(/ \[.*/, ''));
    });
    return {ada, logged};
  }

  it('start nothing that waits for consent before <wf-consent> is there to ask', async () => {
    const release = hold('wf-consent');
    body = `<wf-session provider="local" space="tea" url="${site.origin}/first" consent="required" autostart>
      <wf-view></wf-view><wf-consent></wf-consent></wf-session>`;
    const ada = await visit('Ada');
    release(true);
    await ada.press('Join');
    await ada.inState('live');
    assert.deepEqual(ada.errors, []);
  });

  it('ask nothing of the session that <wf-consent> is to ask about first', async () => {
    const release = hold('wf-consent');
    const ada = await adaWithBen('<wf-consent to="control"></wf-consent>');
    const asked: unknown[] = [];
    await ada.page.exposeFunction('hears', (type: string) => asked.push(type));
    await ada.page.evaluate(() => {
      document.addEventListener(
        'wf-control-grant',
        ({type}) => void (globalThis as never as {hears(type: string): void}).hears(type),
      );
    });
    await ada.press('Give control: Ben');
    release(true);
    await ada.press('Give control');
    await ada.sees('Take control back', 'button');
    assert.deepEqual(asked, ['wf-control-grant'], 'a page hears of it once');
    assert.deepEqual(ada.errors, []);
  });

  it('refuse that, and say why, where <wf-consent> cannot be loaded', async () => {
    hold('wf-consent')(false);
    const ada = await adaWithBen('<wf-consent to="control join"></wf-consent>');
    await ada.press('Give control: Ben');
    const {detail} = await ada.hears('wf-command-refused');
    assert.deepEqual(detail, {
      command: 'transferTabControl',
      code: 'not_allowed',
      message: '<wf-consent> could not be loaded.',
    });
    assert.deepEqual(ada.errors.map(String), ['Error: The file for wf-consent could not be loaded.']);
  });

  it('start no session that waits for a <wf-consent> that cannot be loaded', async () => {
    hold('wf-consent')(false);
    body = `<wf-session provider="local" space="tea" url="${site.origin}/first" consent="required">
      <wf-view></wf-view><wf-consent></wf-consent></wf-session>`;
    const ada = await visit('Ada');
    assert.equal(await startError(ada), 'not_allowed: <wf-consent> could not be loaded.');
  });

  it('start no session without the file of its provider, and say which file that is', async () => {
    hold('local')(false);
    body = `<wf-session provider="local" space="tea" url="${site.origin}/first"><wf-view></wf-view></wf-session>`;
    const ada = await visit('Ada');
    assert.match(String(await startError(ada)), /^load_failed: .*\/local-[^/]*\.js/);
    assert.equal((await ada.hears('wf-error')).detail.details.code, 'load_failed');
    await ada.reads('The session could not be opened');
  });

  for (const [name, tag] of [
    ['furniture', 'wf-room'],
    ['wf-downloads', 'wf-room'],
    ['pictures', 'wf-view'],
    ['wf-join', 'wf-room'],
    ['wf-prompts', 'wf-view'],
    ['wf-pointers', 'wf-view'],
  ] as const) {
    it(`say in <${tag}>, and in the console once, that ${name} is missing`, async () => {
      const release = hold(name);
      const {ada, logged} = await rooms();
      await ada.page.$$eval('wf-session', (all) => {
        return Promise.allSettled(all.map((session) => (session as WfSession).start()));
      });
      release(false);
      const expected = `<${tag}>: "${name}" could not be loaded.`;
      await ada.page.waitForFunction(
        (path, text) =>
          [...document.querySelectorAll('wf-session')].every((session) => {
            let element: Element | null | undefined = session;
            for (const part of path) element = element?.shadowRoot?.querySelector(part);
            return element?.shadowRoot?.querySelector('.wrong')?.textContent === text;
          }),
        {},
        tag === 'wf-room' ? [tag] : ['wf-room', tag],
        expected,
      );
      assert.deepEqual(logged, [expected]);
      assert.deepEqual(ada.errors, []);
    });
  }

  it('are named as the page asks for them, where a link or a tag wants a launcher', async () => {
    const release = hold('from-(links|scripts)');
    body = '<a href="/" data-wf-launch>Help</a><div data-wf-launcher></div>';
    const {page: own, errors} = await visit('Ada');
    const told = new Promise<void>((resolve) => own.on('pageerror', () => errors.length === 2 && resolve()));
    release(false);
    await told;
    assert.deepEqual(errors.map(String).sort(), [
      'Error: The file for data-wf-launch could not be loaded.',
      'Error: The file for data-wf-launcher could not be loaded.',
    ]);
  });

  it('say it of what tells a control that it has no session, and a session which language it speaks', async () => {
    hold('(astray|speak-as)')(false);
    body = '<wf-tab-bar></wf-tab-bar>';
    const lost = await visit('Ada');
    await lost.page.waitForSelector('wf-tab-bar >>> .wrong ::-p-text("astray" could not be loaded.)');
    assert.deepEqual(lost.errors, []);
    body = `<wf-session provider="local" space="tea" url="${site.origin}/first"></wf-session>
      <script>document.querySelector('wf-session').settings = {language: 'nl'}</script>`;
    const ada = await Visitor.open(driver, `${site.origin}/again`, context);
    assert.equal(await startError(ada), null);
    await ada.page.waitForSelector('wf-session >>> .wrong ::-p-text("speak-as" could not be loaded.)');
    assert.deepEqual(ada.errors, []);
  });

  it('leave it to the browser to say so where the words for that are missing too', async () => {
    const release = hold('(furniture|complain)');
    const {ada, logged} = await rooms();
    const told = new Promise((resolve) => ada.page.once('pageerror', resolve));
    release(false);
    assert.match(String(await told), /furniture-/);
    assert.deepEqual(logged, []);
  });
});
