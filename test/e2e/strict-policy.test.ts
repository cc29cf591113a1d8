import assert from 'node:assert/strict';
import {createReadStream} from 'node:fs';
import {after, before, describe, it} from 'node:test';
import type {WfSession} from '../../components/index.ts';
import {LATER_TAGS} from '../../components/later-tags.ts';
import {DEMO_SPACE} from '../../src/server/storage/spaces.ts';
import {kit, page} from '../support/author-site.ts';
import {documentedPolicy} from '../support/content-policy.ts';
import {type Site, serve} from '../support/site.ts';
import {SHOP, Stage} from '../support/stage.ts';
import type {Visitor} from '../support/visitor.ts';

/** What needs a session to say something. */
const TAGS = ['wf-chat', 'wf-controls', 'wf-notices', 'wf-requests', ...Object.keys(LATER_TAGS)].filter(
  (tag) => tag !== 'wf-launcher',
);

/** What a page does that has a lit of its own. */
const ANOTHER_LIT = `import {html, render} from '/lit.js';
render(html\`<p title=\${'own'}>Made by another lit</p>\`, document.querySelector('#own'));`;

/** A session in another language, with what opens over a page. */
const opened = (server: string) => `<div lang="de">
  <button type="button" commandfor="it" command="--start">Start</button>
  <wf-session id="it" server="${server}" space="demo" widget-key="wk_demo" url="${SHOP}" consent="required"></wf-session>
  <wf-consent for="it"></wf-consent>
  <wf-launcher server="${server}" space="demo" widget-key="wk_demo" opens="page" label="Hilfe"></wf-launcher>
</div>`;

/** Someone agrees to join, by the button of the dialog: that of the form beside it has the same name. */
function agree({page}: Visitor): Promise<void> {
  return page.locator('wf-consent >>> dialog button.primary').click();
}

describe('a page with a strict Content-Security-Policy and Trusted Types', {timeout: 180_000}, () => {
  const settings = {...DEMO_SPACE.settings, code_execution_enabled: true};
  const stage = Stage.inGroup({spaces: [{...DEMO_SPACE, settings}]});
  let site: Site;

  before(async () => {
    site = await serve(({url = '/'}, response) => {
      const server = stage.server.origin;
      const own = url.startsWith('/own');
      if (url.endsWith('.js')) {
        response.writeHead(200, {'content-type': 'text/javascript'});
        if (url === '/lit.js') createReadStream('node_modules/lit-html/lit-html.js').pipe(response);
        else response.end(ANOTHER_LIT);
        return;
      }
      const policy = documentedPolicy(own ? 1 : 0, server);
      response.setHeader('content-security-policy', policy);
      response.setHeader('content-type', 'text/html; charset=utf-8');
      if (url.startsWith('/unconnected')) {
        const lines = server.replace('http', 'ws');
        const unconnected = policy.replace(`connect-src 'self' ${server} ${lines}`, "connect-src 'self'");
        response.setHeader('content-security-policy', unconnected);
      }
      const scripts = own ? '<script type="module" src="/page.js"></script>' : '';
      const session = `<wf-session id="it" server="${server}" space="demo" widget-key="wk_demo" url="${SHOP}"></wf-session>`;
      if (url.startsWith('/classic')) {
        response.end(page(opened(server), `<script src="${server}/webfuse-elements.classic.js"></script>`));
        return;
      }
      if (url.startsWith('/opened')) {
        response.end(page(opened(server), kit(server)));
        return;
      }
      const others = TAGS.map((tag) => `<${tag} for="it"></${tag}>`).join('');
      const start = '<button type="button" commandfor="it" command="--start">Start</button>';
      response.end(page(`<div id="own"></div>${start}${session}${others}`, scripts + kit(server)));
    });
  });
  after(() => site?.close());

  for (const [what, path] of [
    ['has every element in a session that goes on', '/'],
    ['has them beside another lit', '/own'],
  ] as const) {
    it(what, async () => {
      assert.doesNotMatch(documentedPolicy(0, stage.server.origin), /unsafe|\*/);
      const ada = await stage.visit(site.origin + path);
      await ada.press('Start');
      await agree(ada);
      await ada.inState('live');
      await ada.isAt(SHOP);
      for (const tag of TAGS) {
        await ada.page.waitForFunction(
          (name) => document.querySelector(name)?.shadowRoot?.adoptedStyleSheets.length,
          {},
          tag,
        );
      }
      await ada.page.$eval('wf-session', (session) =>
        (session as never as {sendChatMessage(text: string): unknown}).sendChatMessage('Hello'),
      );
      await ada.page.waitForSelector('wf-session >>> wf-view >>> canvas:not(.blank)');
      if (path === '/own') await ada.reads('Made by another lit');
      assert.deepEqual(ada.violations, []);
    });
  }

  it('is told that the server cannot be reached where the policy leaves it out, and how its author mends that', async () => {
    const ada = await stage.visit('about:blank');
    const said: string[] = [];
    ada.page.on('console', (message) => said.push(message.text()));
    await ada.page.goto(`${site.origin}/unconnected`);
    await ada.press('Start');
    await agree(ada);
    await ada.hears('wf-error');
    await ada.reads(`No connection to ${new URL(stage.server.origin).host} could be made.`);
    await ada.inState('failed');
    assert.ok(said.some((text) => text.startsWith('<wf-session>: No connection') && text.includes('connect-src')));
    // It is the policy that was to be tried, and that alone.
    assert.ok(ada.violations.splice(0).every(({text}) => text.includes('/api/socket')));
  });

  for (const [what, path] of [
    ['opens dialogs, an invite and a launcher in another language', '/opened'],
    ['does so with the classic script', '/classic'],
  ] as const) {
    it(what, async () => {
      const ada = await stage.visit(site.origin + path);
      await ada.page.waitForFunction(() => customElements.get('wf-session'));
      await ada.press('Start');
      await ada.press('Beitreten');
      await ada.isAt(SHOP);
      await ada.press('Einladen');
      await ada.page.waitForSelector('wf-session >>> wf-room >>> wf-invite >>> svg');
      await ada.page.keyboard.press('Escape');
      await ada.page.waitForSelector('wf-session >>> canvas:not(.blank)');
      await ada.page.$eval('wf-session', (session) =>
        (session as WfSession).execute("setTimeout(() => alert('Sold out')); 1"),
      );
      await ada.reads('Sold out');
      await ada.press('OK');
      await ada.page.waitForSelector('::-p-text(Sold out)', {hidden: true});
      await ada.press('Hilfe');
      await ada.page.waitForSelector('wf-launcher >>> dialog[open]');
      await ada.page.waitForSelector('wf-launcher >>> wf-session:state(live)');
      assert.deepEqual(ada.violations, []);
    });
  }
});
