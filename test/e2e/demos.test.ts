import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';
import {page, serveAuthorSite} from '../support/author-site.ts';
import type {Site} from '../support/site.ts';
import {SHOP, Stage} from '../support/stage.ts';

describe('the examples for pages that others host', {timeout: 180_000}, () => {
  const stage = Stage.inGroup();
  let site: Site;
  let shown = '';

  before(async () => {
    site = await serveAuthorSite(() => shown);
  });
  after(() => site?.close());

  /** An example as someone has it who put their server, their key and their page in. */
  async function example(file: string): Promise<string> {
    const text = await readFile(path.join('demo', file), 'utf8');
    return text
      .replaceAll('https://sessions.example.com', stage.server.origin)
      .replaceAll('https://shop.example.com/', SHOP)
      .replaceAll('https%3A%2F%2Fshop.example.com%2F', encodeURIComponent(SHOP))
      .replaceAll('wk_shop_0123456789abcdef', 'wk_demo')
      .replaceAll(/space="shop"|'shop'|\+shop/g, (place) => place.replace('shop', 'demo'));
  }

  it('start a session: plain HTML', async () => {
    shown = await example('plain-html/index.html');
    const ada = await stage.visit(site.origin);
    await ada.press('Start the session');
    await ada.inState('live');
    await ada.isAt(SHOP);
  });

  it('start a session: a tag manager, which makes scripts anew and is told what happens', async () => {
    const tag = await example('tag-manager/tag.html');
    shown = page('');
    const ada = await stage.visit(site.origin);
    await ada.page.evaluate((html) => {
      const holder = document.createElement('div');
      holder.innerHTML = html;
      const script = document.createElement('script');
      script.text = holder.querySelector('script')!.text;
      document.body.append(script);
    }, tag);
    await ada.press('Browse with us');
    await ada.page.waitForSelector('wf-launcher >>> wf-session:state(live)');
    const layer = await ada.page.evaluate(() => (globalThis as never as {dataLayer: {event: string}[]}).dataLayer);
    assert.ok(layer.some(({event}) => event === 'wf-session-started'));
  });

  it('start a session: a tag manager, in one line, which leaves nothing of a script but where it is', async () => {
    const tag = await example('tag-manager/line.html');
    shown = page('');
    const ada = await stage.visit(site.origin);
    await ada.page.evaluate((html) => {
      const holder = document.createElement('div');
      holder.innerHTML = html;
      for (const element of [...holder.children]) {
        const {src} = element as HTMLScriptElement;
        document.body.append(src ? Object.assign(document.createElement('script'), {src}) : element);
      }
    }, tag);
    await ada.press('Browse with us');
    await ada.page.waitForSelector('wf-launcher >>> wf-session:state(live)');
  });

  it('start a session: Webflow, by an embed and by a link', async () => {
    const head = await example('webflow/head-code.html');
    shown = page((await example('webflow/embed.html')) + (await example('webflow/link.html')), head);
    const ada = await stage.visit(site.origin);
    await ada.press('Start the session');
    await ada.inState('live');
    await ada.page.waitForFunction(() => customElements.get('wf-launcher'));
    await ada.choose('Get help', 'link');
    await ada.page.waitForSelector('wf-launcher >>> wf-session:state(live)');
  });
});
