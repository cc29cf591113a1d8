import assert from 'node:assert/strict';
import {after, afterEach, before, beforeEach, describe, it} from 'node:test';
import type {WfSession} from '../../components/index.ts';
import {kit, page, serveAuthorSite} from '../support/author-site.ts';
import {Relay} from '../support/relay.ts';
import type {Site} from '../support/site.ts';
import {SHOP, Stage} from '../support/stage.ts';
import type {Heard, Visitor} from '../support/visitor.ts';

/** What would be another one if the session had been started anew. */
function identity({page}: Visitor): Promise<{id: string | null; me: number | null}> {
  return page.$eval('wf-session', (element) => {
    const {session, state} = element as WfSession;
    return {id: session?.sessionId ?? null, me: state?.me ?? null};
  });
}

/** Tells what the others have heard of someone who left or was away. */
async function absences(visitor: Visitor): Promise<unknown[]> {
  const heard = await visitor.heard('wf-participant-updated', 'wf-participant-left', 'wf-participant-joined');
  return heard.filter(({type, detail}) => type !== 'wf-participant-updated' || detail.online === false);
}

/** What someone heard of tabs from when one was opened until another was. */
async function heardBetween(visitor: Visitor, first: number, last: number): Promise<Pick<Heard, 'type' | 'detail'>[]> {
  const types = ['opened', 'closed', 'activated', 'updated'].map((what) => `wf-tab-${what}`);
  const heard = await visitor.heard(...types, 'wf-relocate-start', 'wf-relocated');
  const opening = (ssid: number) =>
    heard.findIndex(({type, detail}) => type === 'wf-tab-opened' && detail.ssid === ssid);
  return heard.slice(opening(first), opening(last)).map(({type, detail}) => ({type, detail}));
}

describe('<wf-session> in the life of a page', {timeout: 180_000}, () => {
  const stage = Stage.inGroup();
  let site: Site;
  let relay: Relay;
  let ada: Visitor;
  let bob: Visitor;

  before(async () => {
    site = await serveAuthorSite(() => {
      const session = `<wf-session id="tea" server="${relay.origin}" space="demo" widget-key="wk_demo" url="${SHOP}"
        user-name="Ada" autostart></wf-session>`;
      return page(`<div id="here">${session}</div><div id="there"></div>`, kit(stage.server.origin));
    });
  });

  after(() => site?.close());

  beforeEach(async () => {
    relay = await Relay.to(stage.server.origin);
    ada = await stage.visit(site.origin);
    await ada.inState('live');
    await ada.isAt(SHOP);
    // Bob goes another way, so that all there is on the relay is Ada's.
    bob = await stage.visit((await ada.inviteLink()).replace(relay.origin, stage.server.origin));
    await bob.inState('live');
    await ada.hears('wf-participant-joined');
    await bob.forgets();
  });

  afterEach(() => relay.close());

  /** Bob opens a tab, and Ada's page hears of it once. */
  async function hearsOnce(): Promise<void> {
    await ada.forgets();
    await bob.openTab(SHOP);
    // Comes later, so a second telling would be there by then.
    await ada.hears('wf-relocated');
    assert.equal((await ada.heard('wf-tab-opened')).length, 1);
  }

  it('keeps its line when it is moved, or put back at once', async () => {
    const before = await identity(ada);
    await ada.page.evaluate(() => {
      const session = document.querySelector('wf-session')!;
      document.querySelector('#there')!.append(session);
      for (let times = 0; times < 5; times++) {
        session.remove();
        document.querySelector('#here')!.append(session);
      }
    });
    await hearsOnce();
    assert.deepEqual([relay.made, relay.open], [1, 1]);
    assert.deepEqual(await identity(ada), before);
    assert.deepEqual(await absences(bob), []);
    await ada.pictureAfter(null);
  });

  it('keeps its session when the page around it is rendered anew', async () => {
    const before = await identity(ada);
    await ada.page.evaluate(() => {
      const here = document.querySelector('#here')!;
      here.innerHTML += '<p>Rendered anew</p>';
    });
    await ada.inState('live');
    assert.deepEqual(await identity(ada), before);
    await hearsOnce();
    await ada.pictureAfter(null);
  });

  it('lets its line go outside of the page, and has one line and the same seat when it is back', async () => {
    const before = await identity(ada);
    for (let times = 1; times <= 5; times++) {
      const session = await ada.page.$('wf-session');
      await ada.forgets();
      await session!.evaluate((element) => element.remove());
      await relay.has(0);
      await session!.evaluate((element) => document.querySelector('#there')!.append(element));
      await ada.inState('live');
      await relay.has(1);
      assert.equal(relay.made, times + 1);
    }
    await hearsOnce();
    assert.equal(relay.open, 1);
    assert.deepEqual(await identity(ada), before);
    assert.deepEqual(
      (await bob.heard('wf-participant-left', 'wf-participant-joined')).map(({type}) => type),
      [],
      'the seat is never given up',
    );
    await ada.pictureAfter(null);
  });

  it('goes on as it is when an attribute changes', async () => {
    const before = await identity(ada);
    await ada.forgets();
    const [session] = [await ada.page.evaluateHandle(() => document.querySelector('wf-session')!.session)];
    await ada.page.$eval('wf-session', async (element) => {
      const others = {
        url: 'http://shop.localhost/about.html',
        space: 'elsewhere',
        server: 'http://127.0.0.1:9/',
        provider: 'local',
        'widget-key': 'wk_wrong',
        'invite-page': '/elsewhere',
      };
      for (const [name, value] of Object.entries(others)) {
        element.setAttribute(name, value);
        await (element as WfSession).updateComplete;
      }
      element.toggleAttribute('autostart', false);
      element.toggleAttribute('autostart', true);
      await (element as WfSession).updateComplete;
      await (element as WfSession).start();
    });
    await hearsOnce();
    assert.equal(
      await ada.page.evaluate((old) => old === document.querySelector('wf-session')!.session, session),
      true,
    );
    assert.deepEqual(await identity(ada), before);
    assert.deepEqual([relay.made, relay.open], [1, 1]);
    assert.deepEqual(await absences(bob), []);
  });

  it('tells the others of another user-name at once', async () => {
    await bob.reads('Ada');
    await ada.page.$eval('wf-session', (element) => element.setAttribute('user-name', 'Countess'));
    await bob.reads('Countess');
    await ada.page.$eval('wf-session', (element) => element.removeAttribute('user-name'));
    await bob.reads('Guest 1');
    assert.deepEqual(await absences(bob), []);
  });

  it('takes its seat again when the page is loaded again', async () => {
    const before = await identity(ada);
    await ada.page.reload();
    await ada.inState('live');
    await ada.isAt(SHOP);
    await ada.pictureAfter(null);
    assert.deepEqual(await identity(ada), before);
    assert.equal(relay.open, 1);
    await hearsOnce();
    assert.deepEqual(
      (await bob.heard('wf-participant-left', 'wf-participant-joined')).map(({type}) => type),
      [],
      'nobody left and nobody joined',
    );
  });

  it('finds its line again by itself when that is cut', async () => {
    const before = await identity(ada);
    await ada.forgets();
    relay.cut();
    await ada.hears('wf-connection-restored');
    await ada.inState('live');
    await hearsOnce();
    assert.equal(relay.open, 1);
    assert.deepEqual(await identity(ada), before);
  });

  it('hears what it missed, each once and in order, when the network is back', async () => {
    await ada.sees('Shop, opened by you', 'tab');
    await ada.forgets();
    relay.break();
    await ada.inState('reconnecting');
    await ada.reads('Connection lost');
    await bob.hears('wf-participant-updated');
    await bob.forgets();
    const first = await bob.openTab('about:blank');
    const second = await bob.openTab(`${SHOP}about.html`);
    await bob.closeTab(first);
    await bob.sees('About · Shop, opened by you', 'tab');
    await ada.inState('reconnecting');

    relay.mend();
    await ada.hears('wf-connection-restored');
    await ada.inState('live');
    const mark = await bob.openTab('about:blank');
    await ada.hasTabs(3);
    // The icon of the first page may come at any time, also before he forgot what he had heard.
    const [hers, his] = await Promise.all([ada, bob].map((visitor) => heardBetween(visitor, first, mark)));
    assert.deepEqual(hers, his);
    const steps = hers!.map(({type, detail}) => `${type} ${detail.ssid}`);
    const expected = [`wf-tab-opened ${first}`, `wf-tab-opened ${second}`, `wf-tab-closed ${first}`];
    assert.deepEqual(
      steps.filter((step) => expected.includes(step)),
      expected,
    );
    assert.ok(steps.includes(`wf-relocated ${second}`));
    assert.equal((await ada.heard('wf-connection-lost')).length, 1);
    assert.equal((await ada.heard('wf-connection-restored')).length, 1);
    assert.equal(relay.open, 1);
  });
});
