import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {WfSession} from '../../components/index.ts';
import {kit, page, serveAuthorSite} from '../support/author-site.ts';
import {freePort} from '../support/free-port.ts';
import type {Site} from '../support/site.ts';
import {SHOP, Stage} from '../support/stage.ts';
import type {Visitor} from '../support/visitor.ts';

/** Calls `start()` as an author's script does, and tells what it rejects with. */
function startError({page}: Visitor): Promise<{name: string; code: string; message: string} | null> {
  return page.$eval('wf-session', async (element) => {
    try {
      await (element as WfSession).start();
      return null;
    } catch (error) {
      const {name, code, message} = error as Error & {code: string};
      return {name, code, message};
    }
  });
}

describe('what goes wrong', {timeout: 240_000}, () => {
  const stage = Stage.inGroup();
  let site: Site;

  before(async () => {
    // The author's attributes are in the address, so that each test has the page it needs.
    site = await serveAuthorSite((path) => {
      const attributes = [...new URL(path, 'http://site').searchParams].map(([name, value]) => `${name}="${value}"`);
      return page(`<wf-session ${attributes.join(' ')}></wf-session>`, kit(stage.server.origin));
    });
  });

  after(() => site?.close());

  /** Opens an author's page with these attributes on its session. */
  async function visit(attributes: Record<string, string>, fragment = ''): Promise<Visitor> {
    const visitor = await stage.visit(`${site.origin}/?${new URLSearchParams(attributes)}${fragment}`);
    await visitor.page.waitForFunction(() => customElements.get('wf-session'));
    return visitor;
  }

  const right = {space: 'demo', 'widget-key': 'wk_demo'};
  const starts = {
    'a wrong widget key': {
      attributes: async () => ({...right, 'widget-key': 'wk_wrong'}),
      expected: {code: 'invalid_key', reason: 'create_failed', message: /widget key/},
    },
    'an unknown space': {
      attributes: async () => ({...right, space: 'nowhere'}),
      expected: {code: 'unknown_space', reason: 'create_failed', message: /no space "nowhere"/},
    },
    'a server that cannot be reached': {
      attributes: async () => ({...right, server: `http://127.0.0.1:${await freePort()}`}),
      expected: {code: 'connect_failed', reason: 'connect_failed', message: /^No connection to 127\.0\.0\.1:\d+ /},
    },
    'an invite to a session that is not there': {
      attributes: async () => right,
      fragment: '#wf-invite=AAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB',
      expected: {code: 'unknown_session', reason: 'start_failed', message: /no such session/},
    },
    'neither a key nor an invite': {
      attributes: async () => ({space: 'demo'}),
      expected: {code: 'invalid_invite', reason: 'start_failed', message: /Expected an invite link/},
    },
    'a first address without a scheme': {
      attributes: async () => ({...right, url: 'shop.localhost'}),
      expected: {code: 'invalid_url', reason: 'start_failed', message: /starts with http:\/\/ or https:\/\//},
    },
  };
  for (const [mistake, {attributes, expected, ...rest}] of Object.entries(starts)) {
    it(`rejects start(), fires wf-error and says so in the room: ${mistake}`, async () => {
      const visitor = await visit(await attributes(), 'fragment' in rest ? rest.fragment : '');
      const error = await startError(visitor);
      assert.deepEqual({name: error?.name, code: error?.code}, {name: 'SessionError', code: expected.code});
      assert.match(error!.message, expected.message);
      await visitor.inState('failed');
      const told = await visitor.heard('wf-error');
      assert.deepEqual(
        told.map(({detail}) => detail),
        [{reason: expected.reason, details: {code: expected.code, message: error!.message}}],
      );
      await visitor.reads('The session could not be opened');
      await visitor.reads(error!.message);
      assert.equal((await visitor.heard('wf-session-started')).length, 0);
    });
  }

  it('says what is wrong with a broken invite link, and lets nobody in', async () => {
    const ada = await stage.hasHost();
    const link = await ada.inviteLink();
    const broken = {
      [link.slice(0, -1) + (link.endsWith('A') ? 'B' : 'A')]: 'invalid_invite',
      [link.split('#')[0]!]: 'invalid_invite',
    };
    for (const [address, code] of Object.entries(broken)) {
      const bob = await stage.visit(address);
      await bob.inState('failed');
      const {detail} = await bob.hears('wf-error');
      assert.deepEqual([detail.reason, detail.details.code], ['start_failed', code]);
      await bob.reads(detail.details.message);
    }
    assert.deepEqual(await ada.heard('wf-participant-updated', 'wf-participant-left'), []);
    assert.equal((await ada.heard('wf-participant-joined')).length, 1, 'only Ada is here');
  });

  it('can be started after the mistake is mended', async () => {
    const visitor = await visit({...right, 'widget-key': 'wk_wrong', url: SHOP});
    await startError(visitor);
    await visitor.page.$eval('wf-session', (element) => element.setAttribute('widget-key', 'wk_demo'));
    await visitor.press('Try again');
    await visitor.inState('live');
    await visitor.isAt(SHOP);
  });

  it('refuses addresses that are not of the web, in place, and stays where it is', async () => {
    const ada = await stage.hasHost();
    for (const address of ['ftp://shop.localhost/', 'javascript:alert(1)', 'file:///etc/passwd', 'tea']) {
      await ada.goTo(address);
      await ada.reads(`Expected an address that starts with http:// or https://, got "${address}".`);
      const {detail, from} = (await ada.heard('wf-command-refused')).at(-1)!;
      assert.deepEqual([detail.code, detail.command, from], ['invalid_url', 'relocateTab', 'wf-session#tea']);
      await ada.page.keyboard.press('Escape');
    }
    await ada.isAt(SHOP);
    assert.deepEqual(await ada.heard('wf-error'), []);
  });

  it('shows in the view that a page cannot be loaded, and goes on', async () => {
    const ada = await stage.hasHost();
    const bob = await stage.joins(ada);
    await ada.goTo('https://nowhere.localhost/');
    for (const visitor of [ada, bob]) {
      await visitor.reads('This page cannot be shown');
      await visitor.reads('nowhere.localhost cannot be reached from this session.');
      await visitor.isAt('https://nowhere.localhost/');
    }
    await ada.goTo('http://nowhere.localhost/');
    await ada.sees('This address is not public, opened by you', 'tab');
    await bob.sees('This address is not public, opened by Anna', 'tab');
    await ada.goTo(SHOP);
    await Promise.all([ada.isAt(SHOP), bob.isAt(SHOP)]);
    await bob.seesTheSameAs(ada);
    await ada.inState('live');
  });

  it('brings the tabs back at their last address when the browser is killed', async () => {
    const ada = await stage.hasHost();
    await ada.openTab(`${SHOP}about.html`);
    await ada.isAt(`${SHOP}about.html`);
    const bob = await stage.joins(ada);
    await bob.seesTheSameAs(ada);
    const before = await stage.browser.pid();
    await Promise.all([ada.forgets(), bob.forgets()]);

    process.kill(before!, 'SIGKILL');
    for (const visitor of [ada, bob]) {
      await visitor.hears('wf-relocated', 2);
      const back = await visitor.heard('wf-relocated');
      assert.deepEqual(back.map(({detail}) => detail.url).sort(), [SHOP, `${SHOP}about.html`]);
      await visitor.isAt(`${SHOP}about.html`);
      await visitor.inState('live');
    }
    assert.notEqual(await stage.browser.pid(), before);

    // Pictures go on: the other tab has one, and what is done there is seen by both.
    const stale = await ada.picture();
    await ada.choose('Shop, opened by you', 'tab');
    await ada.isAt(SHOP);
    const top = await ada.pictureAfter(stale);
    await bob.seesTheSameAs(ada);
    await ada.clickRemote({x: 640, y: 10});
    await ada.wheelRemote(200);
    await ada.pictureAfter(top);
    await bob.seesTheSameAs(ada);
  });
});
