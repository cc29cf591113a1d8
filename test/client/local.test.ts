import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, it} from 'node:test';
import {Session, SessionError} from '../../src/client/index.ts';
import {LocalProvider} from '../../src/client/providers/local.ts';
import {type Guest, Guests} from '../support/local-guests.ts';

const DRAFT = 'https://cms.example/draft';

describe('a session in the windows of a browser', () => {
  let guests: Guests;

  beforeEach(() => {
    guests = new Guests();
  });
  afterEach(() => guests.close());

  describe('coming together', () => {
    it('begins in a window, whose participant leads it and is the host', async () => {
      const ada = await guests.joins('Ada');
      assert.deepEqual([ada.session.state.me, ada.session.state.host], [0, 0]);
      assert.deepEqual(ada.told, ['session_created', 'session_started', 'participant_joined', 'host_changed']);
    });

    it('is found by every window with the same space', async () => {
      const all = await guests.together(3);
      assert.deepEqual(
        all.map(({session}) => session.state.me),
        [0, 1, 2],
      );
      assert.equal(new Set(all.map(({session}) => session.sessionId)).size, 1);
    });

    it('is one session when two windows start at once', async () => {
      const [ada, ben] = await Promise.all([guests.joins('Ada'), guests.joins('Ben')]);
      assert.equal(ada.session.sessionId, ben.session.sessionId);
      assert.deepEqual([ada.session.state.me, ben.session.state.me].toSorted(), [0, 1]);
    });

    it('is another session in another space', async () => {
      const ada = await guests.joins('Ada', {space: 'demo'});
      const ben = await guests.joins('Ben', {space: 'demo-2'});
      assert.notEqual(ada.session.sessionId, ben.session.sessionId);
      assert.equal(ben.session.state.me, 0);
    });

    it('lets someone in by its link, where there is no space', async () => {
      const ada = await guests.joins('Ada', {space: ''});
      const link = ada.session.sessionLink ?? '';
      assert.match(link, /^https:\/\/cms\.example\/#wf-invite=\w+\.local$/);
      const ben = await guests.joins('Ben', {space: '', link});
      assert.equal(ben.session.state.me, 1);
      assert.equal(ben.session.sessionId, ada.session.sessionId);
    });

    it('says so when nobody knows of the session any more', async () => {
      const link = `https://cms.example/#wf-invite=demo-${'0'.repeat(14)}.local`;
      const ben = guests.opens({link});
      await assert.rejects(ben.session.start(null), {code: 'unknown_session', message: /browser that they began in/});
      assert.deepEqual(ben.told, ['error']);
    });

    it('refuses settings that are none, and obeys those that are', async () => {
      const ada = guests.opens({settings: {chat: false}});
      await assert.rejects(ada.session.start(null), {code: 'invalid_setting'});
      const ben = await guests.joins('Ben', {settings: {chat_enabled: false}});
      await assert.rejects(ben.session.sendChatMessage('Hello'), {code: 'not_allowed'});
    });

    it("takes what a page's own objects say, those of a framework too, and leaves them as they are", async () => {
      const userData = {name: 'Ada', team: {id: 7}};
      const ada = guests.opens();
      await ada.session.start(null, new Proxy(userData, {}));
      await ada.session.updateUserData(userData);
      await ada.hears('participant_updated');
      assert.deepEqual(ada.session.state.participants[0]?.userData, userData);
      assert.deepEqual([Object.isFrozen(userData), Object.isFrozen(userData.team)], [false, false]);
    });

    it('has people wait until they are let in', async () => {
      const ada = await guests.joins('Ada', {settings: {admission_enabled: true}});
      const ben = guests.opens();
      const started = ben.session.start(null, {name: 'Ben'});
      await ben.until(({status}) => status === 'waiting');
      await ada.hears('admission_requested');
      await ada.session.sendChatMessage('Not for Ben');
      await ada.session.admit(1);
      await started;
      await ben.hears('session_started');
      assert.deepEqual(ben.told, ['session_started', 'participant_joined']);
    });

    it('says so to those who are not let in', async () => {
      const ada = await guests.joins('Ada', {settings: {admission_enabled: true}});
      const ben = guests.opens();
      const started = ben.session.start(null, {name: 'Ben'});
      await ada.hears('admission_requested');
      await ada.session.refuse(1);
      await assert.rejects(started, {code: 'not_admitted'});
    });

    it('says to the host that someone who waited is gone', async () => {
      const ada = await guests.joins('Ada', {settings: {admission_enabled: true}, times: {grace: 5}});
      const ben = guests.opens();
      ben.session.start(null, {name: 'Ben'}).catch(() => {});
      await ben.until(({status}) => status === 'waiting');
      ben.window.crash();
      await ada.hears('admission_withdrawn');
    });
  });

  describe('taking part', () => {
    it('tells everyone what anyone does, in one order', async () => {
      const [ada, ben] = (await guests.together(2)) as [Guest, Guest];
      ben.told.length = 0;
      const tab = await ada.session.openTab(DRAFT);
      await ada.until(({tabs}) => tabs[0]?.loading === false);
      await ben.session.sendChatMessage('Looks good');
      await ben.session.requestTabControl();
      await ada.session.transferTabControl(1);
      await ben.until(({tabs}) => tabs[0]?.controlIndex === 1);
      assert.equal(tab.ssid, 1);
      assert.deepEqual(ben.told, [
        'tab_opened',
        'tab_activated',
        'relocate_start',
        'relocated',
        'chat_message',
        'tab_control_requested',
        'tab_control_transferred',
      ]);
    });

    it('goes back, forward and to the page again', async () => {
      const ada = await guests.joins('Ada');
      await ada.session.openTab(DRAFT);
      const shows = (url: string, back: boolean, forward: boolean) =>
        ada.until(({tabs: [tab]}) => {
          return !tab?.loading && tab?.url === url && tab.canGoBack === back && tab.canGoForward === forward;
        });
      await shows(DRAFT, false, false);
      await ada.session.relocate(`${DRAFT}/2`);
      await shows(`${DRAFT}/2`, true, false);
      await ada.session.goBack();
      await shows(DRAFT, false, true);
      await ada.session.goForward();
      await shows(`${DRAFT}/2`, true, false);
      await ada.session.reload();
      await ada.hears('relocated', 5);
      await ada.session.goBack();
      await shows(DRAFT, false, true);
      await ada.session.relocate(`${DRAFT}/3`);
      await shows(`${DRAFT}/3`, true, false);
      await ada.session.goForward();
      assert.equal(ada.session.state.tabs[0]?.loading, false, 'there is nothing further on');
    });

    it('follows each other in huddle mode', async () => {
      const [ada, ben] = (await guests.together(2)) as [Guest, Guest];
      await ada.session.openTab(DRAFT);
      await ben.session.openTab(`${DRAFT}/2`);
      await ada.session.setHuddleMode(true);
      await ben.session.activateTab(2);
      assert.equal(ben.session.state.activeSsid, 2);
      assert.equal(ada.session.state.activeSsid, 1);
      await ada.session.follow(1);
      assert.equal(ada.session.state.activeSsid, 2);
    });

    it('carries broadcasts to everyone else', async () => {
      const [ada, ben] = (await guests.together(2)) as [Guest, Guest];
      await ada.session.broadcastMessage({saved: true});
      await ben.hears('message');
      assert.deepEqual((ben.heard('message') as {data: unknown}[])[0]?.data, {saved: true});
      assert.deepEqual(ada.heard('message'), []);
    });

    it('sends someone away, who may come again', async () => {
      const [ada, ben] = (await guests.together(2)) as [Guest, Guest];
      await ada.session.removeParticipant(1);
      await ben.hears('session_ended');
      assert.equal(ben.session.state.status, 'ended');
      assert.equal((await guests.joins('Ben')).session.state.me, 2);
    });

    it('lets requests end that nobody answers', async () => {
      const [ada, ben] = (await guests.together(2, {times: {request: 5}})) as [Guest, Guest];
      await ada.session.openTab(DRAFT);
      await ben.session.requestTabControl();
      await ben.hears('control_request_withdrawn');
      await ben.session.requestToHost();
      await ben.hears('host_request_withdrawn');
      assert.equal(ada.session.state.hostRequests.length, 0);
    });

    it('says how long requests still wait, also to whoever came later, and to nobody else', async () => {
      const [ada, ben] = (await guests.together(2, {times: {request: 5_000}})) as [Guest, Guest];
      await ada.session.openTab(DRAFT);
      await ben.session.requestTabControl();
      await ben.session.requestToHost();
      const cleo = await guests.joins('Cleo', {times: {request: 5_000}});
      await ada.session.makeHost(2);
      await ben.session.requestToHost();
      await cleo.hears('host_rights_requested');
      const times = async ({session}: Guest) =>
        (await session.getRequestTimes()).map(({wish, clientIndex, left}) => [
          wish,
          clientIndex,
          left > 0 && left <= 5_000,
        ]);
      assert.deepEqual(await times(ada), [['control', 1, true]]);
      assert.deepEqual(await times(cleo), [['host', 1, true]]);
      assert.deepEqual(await times(ben), [
        ['control', 1, true],
        ['host', 1, true],
      ]);
    });

    it('ends for everyone, and the next one to start begins another', async () => {
      const [ada, ben] = (await guests.together(2)) as [Guest, Guest];
      await ada.session.end();
      await ben.hears('session_ended');
      assert.equal(ben.session.state.status, 'ended');
      const cleo = await guests.joins('Cleo');
      assert.equal(cleo.session.state.me, 0);
      assert.notEqual(cleo.session.sessionId, ada.session.sessionId);
    });

    it('says what it cannot do, and why', async () => {
      const ada = await guests.joins('Ada', {settings: {code_execution_enabled: true}});
      const {ssid} = await ada.session.openTab(DRAFT);
      const refusals = await Promise.allSettled([
        ada.session.input(ssid, {type: 'text', text: 'a'}),
        ada.session.uploadFile(new File(['a'], 'a.txt')),
        ada.session.execute('1 + 1'),
        ada.session.getScreenSize(),
      ]);
      for (const refusal of refusals) {
        assert.equal(refusal.status, 'rejected');
        assert.equal((refusal as PromiseRejectedResult).reason.code, 'unsupported');
        assert.match((refusal as PromiseRejectedResult).reason.message, /^(The|With the) local provider|<wf-view>/);
      }
      assert.equal((await ada.session.getSessionInfo()).sessionId, ada.session.sessionId);
    });
  });

  it('works in one page where browsers let no windows meet, and says so to whoever would need another', async () => {
    const ether = {...guests.windows.open(), reach: 'page'} as const;
    const link = `https://cms.example/#wf-invite=demo-${'0'.repeat(14)}.local`;
    const provider = new LocalProvider({
      space: '',
      link,
      ether: Object.assign(guests.windows.open(), {reach: ether.reach}),
    });
    const error: SessionError = await new Session(provider).start(null).then(
      () => assert.fail(),
      (reason) => reason,
    );
    assert.ok(error instanceof SessionError);
    assert.match(error.message, /on https and on localhost only/);
  });
});
