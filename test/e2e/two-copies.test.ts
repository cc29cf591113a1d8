import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';
import {VERSION} from '../../components/version.ts';
import {kit, page} from '../support/author-site.ts';
import {type Site, serve} from '../support/site.ts';
import {SHOP, Stage} from '../support/stage.ts';

/** Of the copy that a page brings itself. */
const OTHER_VERSION = '99.9.9';

/** Has the page keep what the console is told. */
const LISTEN = `<script>
  globalThis.told = [];
  console.warn = (...words) => void told.push(words.join(' '));
</script>`;

const classic = (origin: string) => `<script src="${origin}/webfuse-elements.classic.js"></script>`;

describe('two copies of the kit on one page', {timeout: 180_000}, () => {
  const stage = Stage.inGroup();
  let site: Site;
  /** Has a kit of its own, and shows the page. */
  let asked: string[] = [];
  let scripts: (own: string) => string;

  before(async () => {
    site = await serve(({url = '/'}, response) => {
      if (url.endsWith('.js')) {
        asked.push(path.basename(url));
        void readFile(path.join('dist/kit', path.basename(url)), 'utf8').then((code) => {
          response.writeHead(200, {'content-type': 'text/javascript'});
          response.end(code.replaceAll(VERSION, OTHER_VERSION));
        });
        return;
      }
      const session = `<wf-session id="it" server="${stage.server.origin}" space="demo" widget-key="wk_demo" url="${SHOP}"></wf-session>
        <button type="button" commandfor="it" command="--start">Start</button>
        <button type="button" commandfor="it" command="--open-tab" value="${SHOP}order.html">Open order</button>
        <wf-chat for="it"></wf-chat><wf-requests for="it"></wf-requests>`;
      response.writeHead(200, {'content-type': 'text/html; charset=utf-8'});
      response.end(page(session, LISTEN + scripts(site.origin)));
    });
  });
  after(() => site?.close());

  const orders: readonly [string, (server: string, own: string) => string, expected: string[]][] = [
    ['two modules', (server, own) => kit(server) + kit(own), ['webfuse-elements.js']],
    ['a classic script, then a module', (server, own) => classic(server) + kit(own), ['webfuse-elements.js']],
  ];

  for (const [what, head, expected] of orders) {
    it(`do everything once, and fetch nothing twice: ${what}`, async () => {
      asked = [];
      scripts = (own) => head(stage.server.origin, own);
      const ada = await stage.visit(site.origin);
      await ada.press('Start');
      await ada.inState('live');
      await ada.isAt(SHOP);
      for (const tag of ['wf-chat', 'wf-requests']) {
        await ada.page.waitForFunction((name) => document.querySelector(name)?.shadowRoot, {}, tag);
      }
      await ada.press('Open order');
      await ada.isAt(`${SHOP}order.html`);
      assert.equal((await ada.heard('wf-tab-opened')).length, 2);
      assert.equal((await ada.heard('wf-session-started')).length, 1);
      assert.deepEqual([...new Set(asked)], expected);
    });
  }

  const copies: readonly [string, first: string, (server: string, own: string) => string][] = [
    ['modules', 'webfuse-elements.js', (server, own) => kit(server) + kit(own)],
    [
      'classic scripts, and another one',
      'webfuse-elements.classic.js',
      (server, own) => classic(server) + classic(own) + classic(`${own}/again`),
    ],
    ['a classic script before a module', 'webfuse-elements.classic.js', (server, own) => classic(server) + kit(own)],
  ];

  for (const [what, file, head] of copies) {
    it(`are told of in the console once, and in the session, with where each is from: ${what}`, async () => {
      scripts = (own) => head(stage.server.origin, own);
      const {page: shown} = await stage.visit(site.origin);
      const inPlace = await shown.waitForFunction(
        () => document.querySelector('wf-session')!.shadowRoot?.querySelector('.wrong')?.textContent,
      );
      const told = await shown.evaluate(() => (globalThis as unknown as {told: string[]}).told);
      assert.deepEqual(told, [await inPlace.jsonValue()]);
      assert.ok(told[0]!.includes(`those of ${VERSION} from ${stage.server.origin}/${file},`), told[0]);
      assert.ok(told[0]!.includes(`not of ${OTHER_VERSION} from ${site.origin}/`), told[0]);
    });
  }

  it('say what the page has them say, whichever of them is asked', async () => {
    scripts = (own) => classic(stage.server.origin) + classic(own);
    const visitor = await stage.visit(site.origin);
    await visitor.page.evaluate(() => {
      const {webfuseElements} = globalThis as unknown as {
        webfuseElements: {translate(lang: string, words: object): void};
      };
      webfuseElements.translate('en', {
        'People write to each other here once the session has started.': 'Later, people write here.',
      });
    });
    await visitor.reads('Later, people write here.');
  });

  it('say nothing where there is one', async () => {
    scripts = (own) => classic(own);
    const {page: shown} = await stage.visit(site.origin);
    assert.deepEqual(await shown.evaluate(() => (globalThis as unknown as {told: string[]}).told), []);
  });
});
