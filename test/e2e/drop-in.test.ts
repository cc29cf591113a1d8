import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Page} from 'puppeteer-core';
import {loaderSnippet} from '../../src/client/drop-in/snippet.ts';
import {kit, page, serveAuthorSite} from '../support/author-site.ts';
import {seesPicture, windowOf} from '../support/old-pages.ts';
import type {Site} from '../support/site.ts';
import {SHOP, Stage} from '../support/stage.ts';
import type {Visitor} from '../support/visitor.ts';

/** Sets the page up, and leaves the rest to the test. */
const SETUP = `globalThis.log = [];
  globalThis.ready = webfuse.initSpace('wk_demo', 'demo').then((space) => (globalThis.space = space));
  for (const name of ['session_started', 'session_ended', 'connection_lost', 'connection_restored', 'error'])
    webfuse.on(name, (session, {reason}) => log.push(reason ?? name));`;

describe('the drop-in script', {timeout: 300_000}, () => {
  const stage = Stage.inGroup();
  const pages: Record<string, () => string> = {};
  let site: Site;

  before(async () => {
    site = await serveAuthorSite((path) => pages[path.split('?')[0]!]?.() ?? '');
  });

  after(() => site?.close());

  /** Opens a page of an author that has the script. */
  async function visit(body = '', head = ''): Promise<Visitor> {
    pages['/page'] = () =>
      page(`${body}<script src="${stage.server.origin}/webfuse.js"></script><script>${SETUP}</script>`, head);
    const visitor = await stage.visit(`${site.origin}/page`);
    await visitor.page.evaluate('ready.then(() => {})');
    return visitor;
  }

  const start = ({page: {evaluate}, page: own}: Visitor, target = '', settings = '{}') =>
    evaluate.call(own, `session = space.session({url: '${SHOP}', ...${settings}}); session.start(${target})`);
  const state = (visitor: Visitor) => visitor.page.evaluate('session.state.status');
  const logged = (visitor: Visitor, what: string) =>
    visitor.page.waitForFunction((wanted) => (globalThis as unknown as {log: string[]}).log.includes(wanted), {}, what);

  it('opens the window of a session in an iframe, where everything works as without', async () => {
    const ada = await visit('<iframe id="frame" style="inline-size: 1200px; block-size: 700px"></iframe>');
    await start(ada, `'#frame', {name: 'Ada'}`);
    const frame = await windowOf(ada, '#frame');
    assert.equal(new URL(frame.url()).hash, '');
    const opened = 'session.openTab("http://shop.localhost/about.html").then(({ssid}) => ssid)';
    assert.equal(await ada.page.evaluate(opened), 2);
    assert.deepEqual(await ada.page.evaluate('session.getParticipants().then(([{name, self}]) => [name, self])'), [
      'Ada',
      true,
    ]);
    assert.equal(await ada.page.evaluate('session.makeHost(7).catch(({code}) => code)'), 'unknown_participant');
    const file = `session.uploadFile(new File(['Hello'], 'hello.txt', {type: 'text/plain'})).then(({ssid}) => ssid)`;
    assert.equal(await ada.page.evaluate(file), 3);

    // What the window is asked by someone in it, the page hears as well.
    await frame.$eval('wf-session', (session) => session.closeTab(3));
    await ada.page.waitForFunction('session.state.tabs.length === 2');
    await ada.page.evaluate('session.end()');
    assert.equal(await state(ada), 'ended');
    assert.deepEqual(await ada.page.evaluate('log'), ['session_started', 'session_ended']);
    await frame.waitForSelector('::-p-text(The session has ended)');
  });

  it('fills an element with it, and the whole page where there is none', async () => {
    const ada = await visit('<div id="place" style="block-size: 500px"></div>');
    await start(ada, `document.querySelector('#place')`);
    await seesPicture(await windowOf(ada, '#place > iframe'));
    const size = await ada.page.$eval('#place > iframe', (frame) => frame.getBoundingClientRect().height);
    assert.equal(size, 500);
    await ada.page.evaluate('session.end()');

    await start(ada);
    await seesPicture(await windowOf(ada, 'body > iframe'));
    const covers = await ada.page.$eval('body > iframe', (frame) => {
      const {x, y, width, height} = frame.getBoundingClientRect();
      return [x, y, width === document.documentElement.clientWidth, height === innerHeight];
    });
    assert.deepEqual(covers, [0, 0, true, true]);
    await ada.page.evaluate('session.end()');
    await ada.page.waitForSelector('body > iframe', {hidden: true});
  });

  it('opens it in a browser tab, which may go on alone when it is loaded again', async () => {
    const ada = await visit('<button>Help</button>');
    await ada.page.evaluate(`document.querySelector('button').onclick = () => {
      session = space.session({url: '${SHOP}', open_in_new_window: true});
      session.start();
    }`);
    const appeared = new Promise<Page>((resolve) => ada.page.once('popup', (popup) => resolve(popup!)));
    await ada.press('Help');
    const tab = await appeared;
    // A page that is behind another one has no frames to look with.
    await ada.page.bringToFront();
    await logged(ada, 'session_started');
    await tab.bringToFront();
    await tab.waitForSelector('wf-session:state(live)');
    assert.equal(await ada.page.evaluate('session.node === null && !session.window.closed'), true);
    assert.equal(
      await ada.page.evaluate('session.openTab("http://shop.localhost/about.html").then(({ssid}) => ssid)'),
      2,
    );
    await tab.reload();
    await ada.page.bringToFront();
    await logged(ada, 'connection_restored');
    assert.equal(await ada.page.evaluate('session.state.tabs.length'), 2);
    await tab.close();
    await ada.page.waitForFunction('session.state.status === "reconnecting"');
    assert.equal(await ada.page.evaluate('session.goBack().catch(({code}) => code)'), 'connection_closed');
  });

  it('says that the browser opens no tab, or that the page may have no frame of the server', async () => {
    const failed = (visitor: Visitor, settings: string) =>
      visitor.page.evaluate(`space.session(${settings}).start().catch(({code}) => code)`);
    const ada = await visit();
    await ada.page.evaluate('open = () => null');
    assert.equal(await failed(ada, '{open_in_new_window: true}'), 'popup_blocked');
    assert.deepEqual(await ada.page.evaluate('log'), ['start_failed']);

    const bob = await visit('', `<meta http-equiv="content-security-policy" content="frame-src 'none'">`);
    assert.equal(await failed(bob, '{embedded_sessions_only: true}'), 'connect_failed');
    assert.equal(await bob.page.$('iframe'), null);
  });

  it('loses the window with its iframe, and has it again with it', async () => {
    const ada = await visit('<iframe id="frame"></iframe>');
    await start(ada, `'#frame'`);
    await windowOf(ada, '#frame');
    await ada.page.evaluate(`frame = document.querySelector('#frame'); lost = session.goBack(); frame.remove();
      lost.catch(() => {})`);
    await logged(ada, 'connection_lost');
    await ada.page.evaluate('document.body.append(frame)');
    await logged(ada, 'connection_restored');
    assert.deepEqual(await ada.page.evaluate('[session.state.me, session.state.status]'), [0, 'live']);
  });

  it('shows nothing but the view with hide_session_ui, until some keys bring the rest back', async () => {
    const ada = await visit('<iframe id="frame" style="inline-size: 1200px; block-size: 700px"></iframe>');
    await start(ada, `'#frame'`, '{hide_session_ui: true}');
    const frame = await windowOf(ada, '#frame');
    await seesPicture(frame, 'wf-session > wf-view');
    await frame.focus('wf-session > wf-view');
    const {keyboard} = ada.page;
    const reveal = async () => {
      for (const key of ['Control', 'Shift', 'Alt'] as const) await keyboard.down(key);
      await keyboard.press('KeyU');
      for (const key of ['Alt', 'Shift', 'Control'] as const) await keyboard.up(key);
    };
    await reveal();
    await seesPicture(frame);
    await frame.focus('wf-session');
    await reveal();
    await seesPicture(frame, 'wf-session > wf-view');
  });

  it('begins with the link that lets others in, and goes on where the settings say', async () => {
    const ada = await visit('<iframe id="frame" style="inline-size: 1200px; block-size: 700px"></iframe>');
    pages['/thanks'] = () => page('<h1>Thank you</h1>');
    const settings = `{start_with_invite_modal: true, leader_redirect_url: '${site.origin}/thanks'}`;
    await start(ada, `'#frame'`, settings);
    const frame = await windowOf(ada, '#frame');
    const link = await frame.waitForSelector('dialog[open] wf-invite >>> input');
    assert.equal(await link?.evaluate((input) => input.value), await ada.page.evaluate('session.sessionLink'));
    await frame.click('dialog button:last-child');
    await frame.waitForSelector('dialog', {hidden: true});
    await ada.page.evaluate('void session.end()');
    await ada.reads('Thank you');
  });

  it('shares its listeners with the kit on the same page', async () => {
    const ada = await visit(
      `<wf-session space="demo" widget-key="wk_demo" autostart></wf-session>${kit(stage.server.origin)}`,
    );
    await ada.inState('live');
    await logged(ada, 'session_started');
    assert.equal(
      await ada.page.evaluate('webfuse.listSessions()[0] === document.querySelector("wf-session").session'),
      true,
    );
    assert.equal(await ada.page.evaluate('webfuse === Webfuse && Surfly.listSessions().length'), 1);
  });

  it('does what its own loader took down before it was there', async () => {
    pages['/own'] = () =>
      page(`<iframe id="frame"></iframe><script>${loaderSnippet(`${stage.server.origin}/webfuse.js`)}${SETUP}
        ready.then((space) => (globalThis.session = space.session()).start('#frame'));</script>`);
    const ada = await stage.visit(`${site.origin}/own`);
    await logged(ada, 'session_started');
    const gone = `${site.origin}/nothing/webfuse.js`;
    pages['/gone'] = () =>
      page(`<script>${loaderSnippet(gone)} code = webfuse.initSpace('wk_demo').catch(({code}) => code)</script>`);
    const bob = await stage.visit(`${site.origin}/gone`);
    assert.equal(await bob.page.evaluate('code'), 'load_failed');
  });

  it('is served to pages of all origins, by both names, as what it is', async () => {
    for (const name of ['webfuse.js', 'surfly.js']) {
      const {status, headers} = await fetch(`${stage.server.origin}/${name}`);
      const shown = ['content-type', 'access-control-allow-origin', 'x-content-type-options'].map((header) =>
        headers.get(header),
      );
      assert.deepEqual([status, ...shown], [200, 'application/javascript; charset=utf-8', '*', 'nosniff']);
    }
  });
});
