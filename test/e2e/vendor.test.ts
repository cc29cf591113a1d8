import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {kit, page, serveAuthorSite} from '../support/author-site.ts';
import type {Site} from '../support/site.ts';
import {SHOP, Stage} from '../support/stage.ts';

describe('a page for the client of the vendor', {timeout: 180_000}, () => {
  const stage = Stage.inGroup();
  let site: Site;

  before(async () => {
    site = await serveAuthorSite(() =>
      page(
        `<wf-session provider="webfuse" server="${stage.server.origin}" space="demo" widget-key="wk_demo" user-name="Ada">
        </wf-session>`,
        kit(stage.server.origin),
      ),
    );
  });

  after(() => site?.close());

  it('works with the drop-in of this server in its place', async () => {
    const ada = await stage.visit(site.origin);
    const run = (code: string) => ada.page.evaluate(`session.${code}`);
    await ada.page.waitForFunction('customElements.get("wf-session")');
    await ada.page.evaluate('globalThis.session = document.querySelector("wf-session")');
    await run('start()');
    assert.equal(await run('state.me'), 0);
    assert.equal(await run('state.host'), 0);
    const frame = await (await ada.page.$('wf-session iframe'))!.contentFrame();
    await frame!.waitForSelector('wf-session:state(live)');
    const {ssid} = (await run(`openTab('${SHOP}')`)) as {ssid: number};
    await ada.page.waitForFunction(`session.state.tabs.some((tab) => tab.ssid === ${ssid} && tab.title !== '')`);
    await run(`relocate('${SHOP}about.html')`);
    await ada.page.waitForFunction(`session.state.tabs.some((tab) => tab.url === '${SHOP}about.html')`);
    await run('sendChatMessage("Hello")');
    await run(`closeTab(${ssid})`);
    assert.equal(await run(`state.tabs.some((tab) => tab.ssid === ${ssid})`), false);
    const told = (await ada.heard()).map(({type}) => type);
    assert.equal(told.filter((type) => type === 'wf-session-started').length, 1);
    assert.equal(told.filter((type) => type === 'wf-chat-message').length, 1);
    await run('end()');
    assert.equal(await run('status'), 'ended');
    assert.equal(await ada.page.$('wf-session iframe'), null);
  });
});
