import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, it} from 'node:test';
import {type Guest, Guests} from '../support/local-guests.ts';

const DRAFT = 'https://cms.example/draft';

describe('a session whose window is closed', () => {
  let guests: Guests;

  beforeEach(() => {
    guests = new Guests();
  });
  afterEach(() => guests.close());

  it('goes on in another one, with all that is true', async () => {
    const [ada, ben, cleo] = (await guests.together(3)) as [Guest, Guest, Guest];
    await ada.session.openTab(DRAFT);
    await cleo.session.requestTabControl();
    ada.window.crash();
    await ben.session.sendChatMessage('Still here');
    await cleo.hears('chat_message');
    await cleo.until(({participants}) => participants[0]?.online === false);
    const {tabs, controlRequests, host} = cleo.session.state;
    assert.deepEqual([tabs[0]?.url, controlRequests.length, host], [DRAFT, 1, 0]);
  });

  it('passes host and tabs on after the grace time', async () => {
    const [ada, ben] = (await guests.together(2, {times: {grace: 5}})) as [Guest, Guest];
    await ada.session.openTab(DRAFT);
    ada.window.crash();
    await ben.hears('participant_left');
    await ben.until(({host, tabs}) => host === 1 && tabs[0]?.controlIndex === 1);
    await ben.session.end();
    assert.equal(ben.session.state.status, 'ended');
  });

  it('tells what the closed window said last to those whom it did not reach', async () => {
    const [ada, ben, cleo] = (await guests.together(3)) as [Guest, Guest, Guest];
    for (const unlucky of [ben, cleo]) {
      const lucky = unlucky === ben ? cleo : ben;
      unlucky.window.loses = ({kind}) => kind === 'entry';
      await ada.session.sendChatMessage(`Missed by ${unlucky.session.state.me}`);
      await lucky.hears('chat_message');
      unlucky.window.loses = () => false;
      if (unlucky === ben) break;
    }
    ada.window.crash();
    await ben.hears('chat_message');
    await cleo.session.sendChatMessage('And on');
    await ben.hears('chat_message', 2);
    assert.deepEqual(ben.chat, ['Missed by 1', 'And on']);
    assert.deepEqual(cleo.chat, ['Missed by 1', 'And on']);
  });

  it('does nothing twice when the answer got lost with the window', async () => {
    const [ada, ben, cleo] = (await guests.together(3)) as [Guest, Guest, Guest];
    ben.window.loses = ({kind}) => kind === 'entry' || kind === 'answer';
    const sent = ben.session.sendChatMessage('Once');
    await cleo.hears('chat_message');
    ben.window.loses = () => false;
    ada.window.crash();
    await sent;
    await ben.session.sendChatMessage('Then');
    await cleo.hears('chat_message', 2);
    assert.deepEqual(ben.chat, ['Once', 'Then']);
    assert.deepEqual(cleo.chat, ['Once', 'Then']);
  });

  it('opens one tab for one command that was under way', async () => {
    const [ada, ben] = (await guests.together(2)) as [Guest, Guest];
    const opened = ben.session.openTab(DRAFT);
    ada.window.crash();
    assert.equal((await opened).ssid, 1);
    assert.equal(ben.session.state.tabs.length, 1);
  });

  it('hears nothing more of a window that is not the one that keeps it', async () => {
    const [ada, ben, cleo] = (await guests.together(3)) as [Guest, Guest, Guest];
    ada.session.suspend();
    ada.session.resume();
    await ada.until(({status}) => status === 'live');
    await Promise.all([ada, ben, cleo].map(({session}) => session.sendChatMessage(`From ${session.state.me}`)));
    await Promise.all([ada, ben, cleo].map((guest) => guest.hears('chat_message', 3)));
    assert.deepEqual(ada.chat, ben.chat);
    assert.deepEqual(ben.chat, cleo.chat);
  });

  it('is there for someone who comes while it changes hands', async () => {
    const [ada] = await guests.together(2);
    const ben = guests.opens();
    const started = ben.session.start(null, {name: 'Late'});
    ada?.window.crash();
    await started;
    assert.equal(ben.session.state.me, 2);
  });

  it('rejects what is under way when the window itself leaves', async () => {
    const [ada, ben] = (await guests.together(2)) as [Guest, Guest];
    ben.window.loses = ({kind}) => kind === 'entry';
    const sent = ben.session.sendChatMessage('Lost');
    ben.session.suspend();
    await assert.rejects(sent, {code: 'connection_closed'});
    assert.equal(ada.session.state.status, 'live');
  });

  it('tells a window that comes back what it missed, and keeps its seat', async () => {
    const [ada, ben] = (await guests.together(2)) as [Guest, Guest];
    ben.session.suspend();
    await ada.hears('participant_updated');
    await ada.session.sendChatMessage('One');
    await ada.session.openTab(DRAFT);
    ben.session.resume();
    await ben.until(({status, tabs}) => status === 'live' && tabs.length === 1);
    assert.equal(ben.session.state.me, 1);
    assert.deepEqual(ben.chat, ['One']);
  });

  it('goes on when its only window comes back in time', async () => {
    const ada = await guests.joins('Ada');
    await ada.session.openTab(DRAFT);
    ada.session.suspend();
    ada.session.resume();
    await ada.until(({status}) => status === 'live');
    assert.deepEqual([ada.session.state.me, ada.session.state.tabs.length], [0, 1]);
    await ada.session.sendChatMessage('Here again');
  });

  it('goes on when the only window was loaded anew', async () => {
    const ada = await guests.joins('Ada');
    await ada.session.openTab(DRAFT);
    ada.session.suspend();
    const again = await guests.joins('Ada');
    assert.equal(again.session.sessionId, ada.session.sessionId);
    assert.equal(again.session.state.tabs.length, 1);
  });

  it('is over when its only window stays away for too long', async () => {
    const settings = {empty_session_timeout: 0.001};
    const ada = await guests.joins('Ada', {settings});
    ada.session.suspend();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const later = await guests.joins('Ada', {settings});
    assert.notEqual(later.session.sessionId, ada.session.sessionId);
    ada.session.resume();
    await ada.hears('session_ended');
  });

  it('keeps one order for everyone, whoever is closed when', async () => {
    for (let round = 0; round < 20; round++) {
      const crowd = new Guests();
      const all = await crowd.together(4);
      const sent: Promise<string | null>[] = [];
      const alive = [...all];
      for (let step = 0; step < 12; step++) {
        const who = alive[(step * 7 + round) % alive.length] as Guest;
        const message = `${round}.${step}`;
        sent.push(
          who.session.sendChatMessage(message).then(
            () => message,
            () => null,
          ),
        );
        if (step === 3 + (round % 3) || step === 8) {
          const gone = alive.splice(step === 8 ? 0 : round % alive.length, 1)[0] as Guest;
          gone.window.crash();
          gone.session.suspend();
        }
        if (step % 2 === round % 2) await new Promise((resolve) => setImmediate(resolve));
      }
      const settled = (await Promise.all(sent)).filter((message) => message !== null);
      const [one, other] = alive as [Guest, Guest];
      await one.session.sendChatMessage('last');
      await other.session.sendChatMessage('very last');
      await Promise.all([one.reads('very last'), other.reads('very last')]);
      assert.deepEqual(one.chat, other.chat);
      assert.equal(new Set(one.chat).size, one.chat.length, 'nothing twice');
      for (const message of settled) assert.ok(one.chat.includes(message), `${message} was told`);
      crowd.close();
    }
  });
});
