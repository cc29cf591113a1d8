import assert from 'node:assert/strict';
import {describe, it, type TestContext} from 'node:test';
import type {Session, SessionEventName} from '../../src/client/index.ts';
import {Webfuse} from '../../src/client/webfuse.ts';
import {WebSocketTransport} from '../../src/client/wire/transport.ts';
import {DEMO_SPACE} from '../../src/server/storage/spaces.ts';
import {serve} from '../support/test-server.ts';

const SHOP = 'http://shop.localhost/';

/** A server, and pages that use the client as it is. */
async function house(test: TestContext, settings: object = {}) {
  const server = await serve(test, {spaces: [{...DEMO_SPACE, settings: {...DEMO_SPACE.settings, ...settings}}]});
  const sessions: Session[] = [];
  // The lines are let go before the server goes, so that none of them is looked for again.
  test.after(() => {
    for (const session of sessions) session.suspend();
  });
  const page = async (link?: string | null, options: object = {}): Promise<Session> => {
    const space = await new Webfuse().initSpace(link ? '' : 'wk_demo', 'demo', {server: server.origin});
    const session = space.session(options, link);
    sessions.push(session);
    return session;
  };
  const joins = async (link?: string | null, name = 'Ada', options: object = {}): Promise<Session> => {
    const session = await page(link, options);
    await session.start(null, {name});
    return session;
  };
  return {...server, page, joins};
}

/** Resolves when that happens next in a session. */
function once(session: Session, name: SessionEventName): Promise<unknown> {
  return new Promise((resolve) => session.on(name, (_session, payload) => resolve(payload)));
}

/** Resolves when a session is that far. */
function reaches(session: Session, status: Session['state']['status']): Promise<void> {
  return new Promise((resolve) => {
    const look = () => session.state.status === status && resolve();
    session.subscribe(look);
    look();
  });
}

describe('the client and the server', () => {
  it('make a session, whose links and PIN the leader has', async (test) => {
    const {joins, origin} = await house(test);
    const ada = await joins();
    assert.equal(ada.state.me, 0);
    assert.ok(ada.sessionLink?.startsWith(`${origin}/s${ada.sessionId}#wf-invite=`));
    assert.match(ada.leaderLink ?? '', /#wf-leader=/);
    assert.match(ada.followerLink ?? '', /#wf-follower=/);
    assert.match(ada.pin ?? '', /^\d{4}$/);
    assert.deepEqual([ada.node, ada.window, ada.shows], [null, null, 'pictures']);
  });

  it('let someone in by the link, and take them from tab to tab', async (test) => {
    const {joins} = await house(test);
    const ada = await joins();
    const ben = await joins(ada.sessionLink, 'Ben');
    assert.equal(ben.state.me, 1);
    const opened = once(ben, 'tab_opened');
    const tab = await ada.openTab(SHOP);
    await opened;
    assert.deepEqual(
      (await ben.getTabs()).map(({ssid, active}) => [ssid, active]),
      [[tab.ssid, true]],
    );
    assert.equal((await ben.getActiveTab())?.url, SHOP);
    assert.equal((await ben.getParticipants()).find(({self}) => self)?.name, 'Ben');
    assert.deepEqual(await ben.getScreenSize(tab.ssid), await ben.getScreenSize());
    assert.equal((await ben.getSessionInfo()).sessionId, ada.sessionId);
  });

  it('carry what is clicked and what is said', async (test) => {
    const {joins, pages} = await house(test);
    const ada = await joins();
    const ben = await joins(ada.sessionLink, 'Ben');
    const {ssid} = await ada.openTab(SHOP);
    await ada.input(ssid, {type: 'text', text: 'tea'});
    assert.ok(pages.asked.some((asked) => asked.startsWith('input(1')));
    await assert.rejects(ben.input(ssid, {type: 'text', text: 'tea'}), {code: 'not_allowed'});
    const heard = Promise.all([once(ben, 'message'), once(ben, 'chat_message')]);
    await ada.broadcastMessage({hello: 'all'});
    await ada.sendChatMessage('Hello');
    const [message] = (await heard) as {data: unknown}[];
    assert.deepEqual(message?.data, {hello: 'all'});
    await ada.sendMessage('for pages', '*');
  });

  it('share a file in a new tab', async (test) => {
    const {joins} = await house(test);
    const ada = await joins();
    const tab = await ada.uploadFile(new File(['a,b'], 'price list.csv', {type: 'text/csv'}));
    assert.equal(tab.ssid, 1);
  });

  it('end with the session, for everyone', async (test) => {
    const {joins, page} = await house(test);
    const ada = await joins();
    const ben = await joins(ada.sessionLink, 'Ben');
    const link = ada.sessionLink;
    const ended = once(ben, 'session_ended');
    await ada.end();
    await ended;
    assert.deepEqual([ada.state.status, ben.state.status], ['ended', 'ended']);
    await assert.rejects((await page(link)).start(null), {code: 'session_ended'});
  });

  it('end for someone who is removed, with the session going on', async (test) => {
    const {joins} = await house(test);
    const ada = await joins();
    const ben = await joins(ada.sessionLink, 'Ben');
    const ended = once(ben, 'session_ended');
    await ada.removeParticipant(1);
    await ended;
    assert.deepEqual([ada.state.status, ben.state.status], ['live', 'ended']);
  });

  it('move the leader to the page where the leader link is opened', async (test) => {
    const {joins} = await house(test);
    const ada = await joins();
    const failed = once(ada, 'error');
    const again = await joins(ada.leaderLink);
    assert.equal(((await failed) as {reason: string}).reason, 'other_connection');
    assert.equal(again.state.me, 0);
    assert.equal(again.state.participants.length, 1);
  });

  it('let each browser in once by the follower link', async (test) => {
    const {joins} = await house(test);
    const ada = await joins();
    const ben = await joins(ada.followerLink, 'Ben');
    const failed = once(ben, 'error');
    const again = await joins(ada.followerLink, 'Ben');
    assert.equal(((await failed) as {reason: string}).reason, 'other_connection');
    assert.equal(again.state.me, 1);
  });

  it('let someone wait until the host decides', async (test) => {
    const {joins, page} = await house(test, {admission_enabled: true});
    const ada = await joins();
    const ben = await page(ada.sessionLink);
    const asked = once(ada, 'admission_requested');
    const started = ben.start(null, {name: 'Ben'});
    const {clientIndex} = (await asked) as {clientIndex: number};
    await reaches(ben, 'waiting');
    await ada.admit(clientIndex);
    await started;
    assert.equal(ben.state.me, clientIndex);

    const cleo = await page(ada.sessionLink);
    const askedAgain = once(ada, 'admission_requested');
    const refused = assert.rejects(cleo.start(null, {name: 'Cleo'}), {code: 'not_admitted'});
    await ada.refuse(((await askedAgain) as {clientIndex: number}).clientIndex);
    await refused;
  });

  it('refuse what the space does not let a page set', async (test) => {
    const {page} = await house(test);
    const session = await page(null, {code_execution_enabled: true});
    await assert.rejects(session.start(null), {code: 'invalid_setting'});
  });

  it('find the line again after a pause, and miss nothing', async (test) => {
    const {joins} = await house(test);
    const ada = await joins();
    const ben = await joins(ada.sessionLink, 'Ben');
    ben.suspend();
    assert.equal(ben.state.status, 'reconnecting');
    await ada.openTab(SHOP);
    ben.resume();
    await reaches(ben, 'live');
    await assert.doesNotReject(ben.getTabs());
    assert.equal(ben.state.tabs.length, 1);
  });

  it('say so when nobody is there', async (test) => {
    const {origin, close} = await serve(test);
    await close();
    await assert.rejects(WebSocketTransport.connect(`${origin.replace('http', 'ws')}/api/socket`), {
      code: 'connect_failed',
      message: /^No connection to 127\.0\.0\.1:\d+ could be made/,
    });
  });
});
