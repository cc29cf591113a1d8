import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {kit, page, serveAuthorSite} from '../support/author-site.ts';
import type {Site} from '../support/site.ts';
import {SHOP, Stage} from '../support/stage.ts';
import type {Visitor} from '../support/visitor.ts';

const ATTRIBUTES = `space="demo" widget-key="wk_demo" url="${SHOP}" user-name="Ada"`;

/** A host element of the author's, with its content in a shadow root. */
function inShadow(id: string, content: string): string {
  return `<div id="${id}"><template shadowrootmode="open">${content}</template></div>`;
}

/** Waits until each of these controls shows the session. */
async function allShow(visitor: Visitor, ...controls: string[]): Promise<void> {
  const shown = {
    'wf-tab-bar': '[role=tab][aria-label^="Shop, "]',
    'wf-address-bar': 'input',
    'wf-view': 'canvas:not(.blank)',
    'wf-participants': 'li',
  };
  for (const control of controls) {
    const name = control.match(/wf-[\w-]+/g)!.at(-1) as keyof typeof shown;
    await visitor.page.waitForSelector(`${control} >>> ${shown[name]}`);
  }
}

describe('a page of an author', {timeout: 240_000}, () => {
  const stage = Stage.inGroup();
  const pages: Record<string, () => string> = {};
  let site: Site;

  before(async () => {
    site = await serveAuthorSite((path) => pages[path.split('?')[0]!]!());
  });

  after(() => site?.close());

  /** Puts a page onto the author's site, on another origin than the server, and opens it. */
  async function visit(path: string, body: string, head = ''): Promise<Visitor> {
    pages[path] = () => page(body, head);
    return stage.visit(site.origin + path);
  }

  const loading = {
    'before the tags': (tags: string) => ({head: kit(stage.server.origin), body: tags}),
    'after the tags': (tags: string) => ({head: '', body: tags + kit(stage.server.origin)}),
    'long after the tags': (tags: string) => ({
      head: '',
      body: `${tags}<script>addEventListener('load', () => setTimeout(() => {
        document.head.append(Object.assign(document.createElement('script'), {
          type: 'module', src: '${stage.server.origin}/webfuse-elements.js',
        }));
      }))</script>`,
    }),
  };
  for (const [when, load] of Object.entries(loading)) {
    it(`finds the only session from anywhere, with the script ${when}`, async () => {
      const tags = `
        <wf-tab-bar></wf-tab-bar>
        ${inShadow('outer', '<p>The view</p><section><wf-view></wf-view></section>')}
        <main><wf-session ${ATTRIBUTES} autostart>${inShadow('inner', '<wf-address-bar></wf-address-bar>')}</wf-session></main>
        <wf-participants></wf-participants>`;
      const {head, body} = load(tags);
      const ada = await visit(`/${when.replaceAll(' ', '-')}`, body, head);
      await ada.inState('live');
      await allShow(ada, 'wf-tab-bar', '#outer >>> wf-view', '#inner >>> wf-address-bar', 'wf-participants');
    });
  }

  it('keeps two sessions apart, each with the controls that name it', async () => {
    const ada = await visit(
      '/two',
      `<wf-tab-bar for="one"></wf-tab-bar><wf-tab-bar for="other"></wf-tab-bar>
       <wf-participants id="nobody"></wf-participants>
       ${inShadow('deep', '<wf-participants for="other"></wf-participants>')}
       <wf-session id="one" ${ATTRIBUTES} autostart><span>Mine</span></wf-session>
       <wf-session id="other" ${ATTRIBUTES.replace('Ada', 'Carl').replace(SHOP, `${SHOP}about.html`)} autostart><wf-address-bar></wf-address-bar></wf-session>`,
      kit(stage.server.origin),
    );
    await ada.page.waitForSelector('wf-tab-bar[for=one] >>> [role=tab][aria-label^="Shop, "]');
    await ada.page.waitForSelector('wf-tab-bar[for=other] >>> [role=tab][aria-label^="About · Shop, "]');
    const people = await ada.page.$eval('#deep >>> wf-participants', (list) => list.shadowRoot!.textContent);
    assert.match(people!, /Carl/);
    const nobody = await ada.page.$eval('#nobody', (list) => list.shadowRoot!.textContent);
    assert.match(nobody!, /Nobody is here/, 'which of two is not guessed');
    const sessions = new Set(
      (await ada.heard('wf-session-started')).map(({from, sessionId}) => `${from} ${sessionId}`),
    );
    assert.equal(sessions.size, 2);
  });

  it('takes each seat again when it is loaded anew with two sessions that have no ids', async () => {
    const session = `<wf-session ${ATTRIBUTES} autostart><p>Mine</p></wf-session>`;
    const ada = await visit('/nameless', session + session, kit(stage.server.origin));
    const ids = async () => (await ada.heard('wf-session-started')).map(({sessionId}) => sessionId).sort();
    await ada.hears('wf-session-started', 2);
    const before = await ids();
    await ada.page.reload();
    await ada.hears('wf-session-started', 2);
    assert.deepEqual(await ids(), before);
    assert.deepEqual(await ada.heard('wf-error'), []);
  });

  it('that invites lead to keeps the seat of a guest when it is loaded anew', async () => {
    pages['/guests'] = () => page('<wf-session user-name="Bob" autostart></wf-session>', kit(stage.server.origin));
    const session = `<wf-session ${ATTRIBUTES} invite-page="/guests" autostart><p>Mine</p></wf-session>`;
    const ada = await visit('/hosts', session, kit(stage.server.origin));
    await ada.inState('live');
    const bob = await stage.joins(ada);
    assert.equal(bob.page.url(), `${site.origin}/guests`);
    await bob.page.reload();
    await bob.inState('live');
    assert.equal(await bob.page.$eval('wf-session', (element) => element.state?.me), 1);
  });

  it('hears at its document of a session that is deep in shadow roots', async () => {
    const session = `<wf-session id="deep" ${ATTRIBUTES} autostart><wf-view></wf-view></wf-session>`;
    const ada = await visit('/shadow', inShadow('outer', inShadow('inner', session)), kit(stage.server.origin));
    const started = await ada.hears('wf-session-started');
    const sessionId = await ada.page.$eval('#outer >>> wf-session', (element) => element.session!.sessionId);
    assert.deepEqual(started, {type: 'wf-session-started', detail: {}, from: 'div#outer', sessionId});
    assert.deepEqual((await ada.hears('wf-relocated')).detail, {ssid: 1, tabIndex: 0, url: SHOP});
    await allShow(ada, '#outer >>> wf-view');
  });

  it('is steered with plain buttons, and hears of everything at its document', async () => {
    const button = (command: string, value = '') =>
      `<button type="button" id="${command}" commandfor="help" command="--${command}" value="${value}">${command}</button>`;
    const buttons = [
      button('start'),
      button('open-tab', `${SHOP}about.html`),
      button('activate-tab', '1'),
      button('close-tab', '2'),
      button('request-tab-control'),
      button('transfer-tab-control', '1'),
      button('make-host', '1'),
      button('end'),
    ].join('');
    pages['/join'] = () =>
      page(
        `<wf-session id="help" space="demo" user-name="Bob" autostart></wf-session>${buttons}`,
        kit(stage.server.origin),
      );
    const ada = await visit(
      '/buttons',
      `${buttons}<wf-session id="help" ${ATTRIBUTES} invite-page="/join"></wf-session>`,
      kit(stage.server.origin),
    );
    await ada.inState('idle');
    await ada.press('start');
    await ada.hears('wf-session-started');
    await ada.isAt(SHOP);
    await ada.press('open-tab');
    await ada.isAt(`${SHOP}about.html`);
    await ada.press('activate-tab');
    await ada.isAt(SHOP);
    await ada.press('close-tab');
    assert.equal((await ada.hears('wf-tab-closed')).detail.ssid, 2);
    const sessionId = await ada.page.$eval('wf-session', ({session}) => session!.sessionId);
    for (const event of await ada.heard())
      assert.deepEqual([event.sessionId, event.from], [sessionId, 'wf-session#help']);

    // The invite leads to the author's page on the author's origin, which joins and erases it.
    const invite = await ada.inviteLink();
    assert.ok(invite.startsWith(`${site.origin}/join#wf-invite=`), invite);
    const bob = await stage.visit(invite);
    await bob.inState('live');
    assert.equal(bob.page.url(), `${site.origin}/join`);
    await bob.isAt(SHOP);

    // What a button may not do is told by that button.
    await bob.press('end');
    const refused = await bob.hears('wf-command-refused');
    assert.deepEqual([refused.from, refused.detail.command, refused.detail.code], ['button#end', 'end', 'not_allowed']);
    assert.ok(refused.detail.message);

    await bob.press('request-tab-control');
    assert.deepEqual((await ada.hears('wf-tab-control-requested')).detail, {ssid: 1, tabIndex: 0, clientIndex: 1});
    await ada.press('transfer-tab-control');
    const {detail} = await bob.hears('wf-tab-control-transferred');
    assert.deepEqual(detail, {ssid: 1, tabIndex: 0, leaderIndex: 0, controlIndex: 1});
    await ada.press('make-host');
    assert.deepEqual((await bob.hears('wf-host-changed')).detail, {to: 1, gained: true, myIndex: 1});
    assert.deepEqual((await ada.hears('wf-host-changed', 2)).detail, {to: 1, gained: false, myIndex: 0});
    await bob.press('end');
    await Promise.all([ada.inState('ended'), bob.inState('ended')]);
    assert.deepEqual((await ada.hears('wf-session-ended')).detail, {final_location: SHOP, finalLocation: SHOP});
    assert.deepEqual((await bob.hears('wf-session-ended')).detail, {});

    const once = ['session-created', 'session-started', 'session-ended', 'tab-control-requested'];
    for (const name of once) assert.equal((await ada.heard(`wf-${name}`)).length, 1, name);
  });

  it('refuses a switch of tabs, and the session stays where it is', async () => {
    const ada = await visit(
      '/refuse',
      `<wf-session ${ATTRIBUTES} autostart></wf-session><script>
        globalThis.refused = [];
        document.addEventListener('wf-tab-activate', (event) => {
          event.preventDefault();
          refused.push(event.detail);
        });
      </script>`,
      kit(stage.server.origin),
    );
    await ada.isAt(SHOP);
    await ada.openTab(`${SHOP}about.html`);
    await ada.isAt(`${SHOP}about.html`);
    await ada.choose('Shop, opened by you', 'tab');
    assert.deepEqual(await ada.page.evaluate('refused'), [{ssid: 1}]);
    // Comes later, so the switch would have come by then.
    await ada.openTab(`${SHOP}order.html`);
    await ada.isAt(`${SHOP}order.html`);
    assert.deepEqual(
      (await ada.heard('wf-tab-activated')).map(({detail}) => detail.ssid),
      [1, 2, 3],
    );
    assert.deepEqual(await ada.heard('wf-command-refused'), []);
  });
});
