import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Page} from 'puppeteer-core';
import type {WfSession} from '../../components/index.ts';
import {mintMagicLink} from '../../src/server/magic-link.ts';
import {DEMO_SPACE, type DeclaredSpace} from '../../src/server/storage/spaces.ts';
import {kit, page, serveAuthorSite} from '../support/author-site.ts';
import type {Site} from '../support/site.ts';
import {SHOP, Stage} from '../support/stage.ts';
import type {Visitor} from '../support/visitor.ts';

const guarded: DeclaredSpace = {
  ...DEMO_SPACE,
  id: 'guarded',
  slug: 'guarded',
  magicSecret: 'rk_a-secret-of-more-than-32-characters',
  settings: {...DEMO_SPACE.settings, admission_enabled: true},
  keys: [{key: 'wk_guarded'}],
};

/** What a page knows of its session. */
function about({page: own}: {page: Page}) {
  return own.$eval('wf-session', (element) => {
    const {state, leaderLink, followerLink, pin} = element as WfSession;
    const people = state?.participants.map(({clientIndex}) => clientIndex);
    return {me: state?.me ?? null, people, leaderLink: leaderLink ?? '', followerLink: followerLink ?? '', pin};
  });
}

describe('joining with real windows', {timeout: 240_000}, () => {
  const stage = Stage.inGroup({spaces: [DEMO_SPACE, guarded]});
  let site: Site;

  before(async () => {
    site = await serveAuthorSite((path) => {
      const space = path.startsWith('/guarded') ? 'guarded' : 'demo';
      const session = `<wf-session space="${space}" widget-key="wk_${space}" url="${SHOP}" server="${stage.server.origin}"
        ${path.startsWith('/by-hand') ? '' : 'user-name="Ada" autostart'}></wf-session>`;
      return page(path.startsWith('/script') ? '' : session, kit(stage.server.origin));
    });
  });
  after(() => site?.close());

  /** Someone is live in a session that they lead. */
  async function leader(path = ''): Promise<Visitor> {
    const ada = await stage.visit(site.origin + path);
    await ada.inState('live');
    return ada;
  }

  const asks = (visitor: Visitor, method: 'admit' | 'refuse' | 'removeParticipant', index: number) =>
    visitor.page.$eval('wf-session', (element, name, to) => (element as WfSession)[name](to), method, index);

  it('moves the leader’s seat to where its link is opened a second time', async () => {
    const ada = await leader();
    const {leaderLink} = await about(ada);
    const elsewhere = await stage.visit(leaderLink);
    await elsewhere.inState('live');
    assert.equal((await ada.hears('wf-error')).detail.reason, 'other_connection');
    await ada.inState('failed');
    const {me, people} = await about(elsewhere);
    assert.deepEqual([me, people], [0, [0]]);
    assert.equal(elsewhere.page.url().includes('#'), false, 'the secret is erased from the address');
    await elsewhere.page.reload();
    await elsewhere.inState('live');
    assert.equal((await about(elsewhere)).me, 0);
  });

  it('lets people in by the PIN that they enter in an empty session, under their name', async () => {
    const ada = await leader();
    const pin = String((await about(ada)).pin);
    const ben = await stage.visit(`${site.origin}/by-hand`);
    const enter = async (field: 'name' | 'code', text: string) => {
      const input = await ben.page.waitForSelector(`wf-session >>> wf-join >>> #${field}`);
      await input!.type(text);
    };
    await enter('name', 'Ben');
    await ben.sees('Start the session', 'button');
    await enter('code', pin);
    await ben.press('Join');
    await ben.inState('live');
    const names = () =>
      ada.page.$eval('wf-session', (element) =>
        (element as WfSession).state!.participants.map(({userData}) => userData),
      );
    assert.deepEqual(await names(), [{name: 'Ada'}, {name: 'Ben'}]);
    await ben.isAt(SHOP);
  });

  it('lets a browser in once by the follower link, and as often as it likes by the session link', async () => {
    const ada = await leader();
    const {followerLink} = await about(ada);
    const ben = await stage.visit(followerLink);
    await ben.inState('live');
    const tab = await ben.page.browserContext().newPage();
    await tab.goto(followerLink);
    await tab.waitForSelector('wf-session:state(live)');
    assert.equal((await ben.hears('wf-error')).detail.reason, 'other_connection');
    assert.deepEqual((await about({page: tab})).people, [0, 1]);
    const grace = await stage.visit(followerLink);
    await grace.inState('live');
    assert.equal((await about(grace)).me, 2);
    const again = await grace.page.browserContext().newPage();
    await again.goto(await ada.inviteLink());
    await again.waitForSelector('wf-session:state(live)');
    assert.equal((await about({page: again})).me, 3);
    await grace.inState('live');
  });

  it('has someone wait, also when they load the page anew, until the host lets them in', async () => {
    const ada = await leader('/guarded');
    const ben = await stage.visit(await ada.inviteLink());
    await ben.inState('waiting');
    await ben.reads('Waiting to be let in');
    await ada.hears('wf-admission-requested');
    await ben.page.reload();
    await ben.inState('waiting');
    await asks(ada, 'admit', 1);
    await ben.inState('live');
    assert.deepEqual((await about(ben)).people, [0, 1]);
    const grace = await stage.visit(await ada.inviteLink());
    await grace.inState('waiting');
    await asks(ada, 'refuse', 2);
    await grace.inState('failed');
    assert.equal((await grace.hears('wf-error')).detail.details.code, 'not_admitted');
  });

  it('is over for someone whom the host removes', async () => {
    const ada = await leader();
    const ben = await stage.joins(ada);
    await asks(ada, 'removeParticipant', 1);
    await ben.hears('wf-session-ended');
    await ben.inState('ended');
    assert.equal((await ada.hears('wf-participant-left')).detail.removed, true);
  });

  it('leads from the link of a space to a session, with what a magic link says of the visitor', async () => {
    const magic = await mintMagicLink(guarded, {name: 'Grace', urls: [SHOP]}, new Date(Date.now() + 60_000));
    const grace = await stage.visit(`${stage.server.origin}/+guarded/?magic_link=${magic}`);
    await grace.inState('live');
    await grace.isAt(SHOP);

    const {me, pin} = await about(grace);
    assert.equal(me, 0);
    assert.equal(new URL(grace.page.url()).search, '', 'what was signed is erased from the address');
    const found = await fetch(`${stage.server.origin}/api/pin`, {
      method: 'POST',
      headers: {'content-type': 'application/json'},
      body: JSON.stringify({pin}),
    });
    const {link} = (await found.json()) as {link: string};
    const ben = await stage.visit(link);
    await ben.inState('waiting');
  });

  it('takes the seat again that a page had, once someone starts it by hand there too', async () => {
    const ada = await stage.visit(`${site.origin}/by-hand`);
    const id = () => ada.page.$eval('wf-session', ({session}) => session?.sessionId ?? null);
    await ada.press('Start the session');
    await ada.inState('live');
    const before = await id();
    await ada.page.reload();
    await ada.sees('Start the session', 'button');
    await ada.inState('idle');
    await ada.press('Start the session');
    await ada.inState('live');
    const {me, people} = await about(ada);
    assert.deepEqual([await id(), me, people], [before, 0, [0]]);
  });

  it('brings a session that a script made back when the page is loaded anew', async () => {
    const visitor = await stage.visit(`${site.origin}/script`);
    const init = `webfuse.initSpace('wk_demo', 'demo', {server: '${stage.server.origin}'})`;
    const started = `${init}.then((space) => { const session = space.session(); return session.start(null).then(() => session.sessionId); })`;
    await visitor.page.waitForFunction('globalThis.webfuse');
    const id = await visitor.page.evaluate(started);
    await visitor.page.reload();
    await visitor.page.waitForFunction('globalThis.webfuse');
    const heard = `new Promise((resolve) => { webfuse.on('session_started', (session) => resolve([session.sessionId, session.state.me, webfuse.listSessions().length])); ${init}; })`;
    assert.deepEqual(await visitor.page.evaluate(heard), [id, 0, 1]);
  });
});
