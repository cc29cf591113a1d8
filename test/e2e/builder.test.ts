import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {SHOP, Stage} from '../support/stage.ts';

describe('the builder of embeds', {timeout: 120_000}, () => {
  const stage = Stage.inGroup();

  it('runs what is chosen, in its language and its theme, and writes its HTML', async () => {
    const ada = await stage.visit(`${stage.server.origin}/builder.html`);
    const {page} = ada;
    const frame = await (await page.waitForSelector('iframe'))!.contentFrame();
    await frame.waitForSelector('wf-session:state(live) >>> wf-room');

    await page.click('input[value="parts"]');
    await frame.waitForSelector('wf-session:state(live) > wf-chat');
    await page.select('select[name="lang"]', 'de');
    await frame.waitForSelector('wf-session:state(live)[lang="de"] > wf-chat >>> [placeholder="Nachricht schreiben"]');
    await page.click('input[value="harbour"]');
    await page.waitForFunction(() => document.querySelector('#html')!.textContent!.includes('--wf-radius: 1.25rem'));
    await frame.waitForFunction(() => {
      const session = document.querySelector('wf-session');
      return session && getComputedStyle(session).getPropertyValue('--wf-radius') === '1.25rem';
    });
    assert.match(
      await page.$eval('#html', (code) => code.textContent!),
      /<wf-session space="shop" widget-key="wk_shop_0123456789abcdef" url="https:\/\/shop.example.com\/" lang="de">\n {2}<wf-tab-bar>/,
    );

    // What says it is copied, too.
    await page.select('select[name="lang"]', 'ar');
    await frame.waitForSelector('wf-session:state(live)[dir="rtl"] > wf-chat:dir(rtl)');
    assert.equal(await frame.$eval('html', (html) => html.dir), '');

    await page.click('input[value="launcher"]');
    await frame.waitForSelector('wf-launcher[lang="ar"]');
  });

  it('runs what is built where it will live, once one says so', async () => {
    const {origin} = stage.server;
    // The same server, and to a browser another one than that of the builder.
    const server = origin.replace('127.0.0.1', 'localhost');
    const place = new URLSearchParams({server, space: 'demo', key: 'wk_demo', url: SHOP});
    const {page} = await stage.visit(`${origin}/builder.html?${place}`);
    const frame = await (await page.waitForSelector('iframe'))!.contentFrame();
    await frame.waitForSelector('wf-session[provider="local"]:state(live)');

    await page.click('input[name="there"]');
    await frame.waitForSelector('wf-session:not([provider]):state(idle)');
    assert.match(
      await page.$eval('#html', (code) => code.textContent!),
      /^<script [^>]* src="http:\/\/localhost:\d+\/webfuse/,
    );
    // A host alone is no path of this page.
    await page.locator('input[name="server"]').fill('sessions.invalid');
    await page.keyboard.press('Tab');
    await frame.waitForSelector('wf-session[server="https://sessions.invalid"]');
    await page.locator('input[name="server"]').fill(server);
    await page.keyboard.press('Tab');
    await frame.waitForSelector(`wf-session[server="${server}"]:state(idle)`);
    await frame.locator('wf-session >>> wf-room >>> wf-join >>> [part="action"]').click();
    await frame.waitForSelector('wf-session:state(live) >>> wf-view >>> canvas:not(.blank)');
  });

  it('has a launcher ask before it starts, in words that were chosen', async () => {
    const {page} = await stage.visit(`${stage.server.origin}/builder.html`);
    const frame = await (await page.waitForSelector('iframe'))!.contentFrame();
    await frame.waitForSelector('wf-session:state(live)');
    await page.click('input[value="launcher"]');
    await page.waitForSelector('input[name="autostart"]', {hidden: true});
    await page.click('input[name="consent"]');
    await page.locator('input[name="words"]').fill('May we look together?');
    await page.keyboard.press('Tab');
    await frame.waitForSelector('wf-consent ::-p-text(May we look together?)');
    await frame.locator('wf-launcher >>> [part="button"]').click();
    await frame.waitForSelector('wf-consent ::-p-text(May we look together?)', {visible: true});
    assert.equal(await frame.$('wf-launcher >>> wf-session:state(live)'), null);
    await frame.locator('wf-consent >>> .primary').click();
    await frame.waitForSelector('wf-launcher >>> wf-session:state(live)');
  });

  it('says that the kit has to be put there, where no server has it', async () => {
    const {page} = await stage.visit(`${stage.server.origin}/builder.html`);
    await page.waitForSelector('#kit', {hidden: true});
    for (const provider of ['local', 'webfuse']) {
      await page.click(`input[value="${provider}"]`);
      await page.waitForSelector('#kit ::-p-text(/webfuse-elements.js)', {visible: true});
      assert.match(await page.$eval('#html', (code) => code.textContent!), /src="\/webfuse-elements.js"/);
    }
    await page.click('input[value="server"]');
    await page.waitForSelector('#kit', {hidden: true});
  });

  it('copies the HTML that it shows', async () => {
    const {page} = await stage.visit(`${stage.server.origin}/builder.html`);
    await page.click('input[value="launcher"]');
    await page.waitForFunction(() => document.querySelector('#html')!.textContent!.includes('<wf-launcher'));
    await page.click('#copy');
    await page.waitForSelector('::-p-text(Copied.)');
    // Only now: what is not named here is denied.
    await page.browserContext().overridePermissions(stage.server.origin, ['clipboard-read']);
    const [copied, shown] = await page.evaluate(async () => [
      await navigator.clipboard.readText(),
      document.querySelector('#html')!.textContent,
    ]);
    assert.equal(copied, shown);
  });
});
