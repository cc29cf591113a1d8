import assert from 'node:assert/strict';
import {UNSUPPORTED} from '../../src/client/unsupported.ts';
import type {Member} from './member.ts';
import type {Row, Scene} from './scene.ts';

const ADA = 0;
const BOB = 1;

/** Someone asks, unless the request before still waits, since nobody can decline it here. */
async function asks(member: Member, request: string): Promise<void> {
  await member.call(request).catch((error) => assert.equal(error.code, 'already_requested'));
}

async function lends({ada, bob}: Scene): Promise<void> {
  await ada.call('transferTabControl', BOB);
  await bob.hears('tab_control_transferred', {controlIndex: BOB});
}

/** Every command, in an order in which each finds what it needs, and leaves the session as it was. */
export const COMMAND_ROWS: readonly Row[] = [
  {
    name: 'create',
    play: async ({carol, alone}) => {
      await carol.enter(alone);
      await carol.call('create');
      assert.ok(await carol.get('sessionId'));
      assert.ok(await carol.get('sessionLink'));
    },
  },
  {
    name: 'startLeader',
    play: async ({carol, alone}) => {
      await carol.call('startLeader', alone.target, {name: 'Carol'});
      await carol.hears('participant_joined', {clientIndex: ADA});
    },
  },
  {
    name: 'startFollower',
    play: async ({carol, dora, alone}) => {
      await dora.enter({...alone, link: await carol.get('sessionLink')});
      await dora.call('startFollower', alone.target, {name: 'Dora'});
      await carol.hears('participant_joined', {clientIndex: BOB});
    },
  },
  {
    name: 'end',
    play: async ({carol, dora}) => {
      await carol.call('end');
      await carol.hears('session_ended');
      await dora.hears('session_ended');
    },
  },
  {name: 'start', play: async ({bob}) => assert.equal(await bob.get('started'), true)},
  {
    name: 'openTab',
    play: async ({ada, bob, urls, memo}) => {
      const tab = await ada.call('openTab', urls.one);
      assert.ok(tab.ssid > 0);
      memo.first = tab.ssid;
      await bob.hears('tab_opened', {ssid: tab.ssid});
      await bob.hears('relocated', {url: urls.one});
      await bob.isAt(urls.one);
    },
  },
  {
    name: 'relocate',
    play: async ({ada, bob, urls}) => {
      await ada.call('relocate', urls.two);
      await bob.hears('relocated', {url: urls.two});
      await bob.isAt(urls.two);
    },
  },
  {
    name: 'goBack',
    play: async ({ada, bob, urls}) => {
      bob.forget();
      await ada.call('goBack');
      await bob.hears('relocated', {url: urls.one});
      await bob.isAt(urls.one);
    },
  },
  {
    name: 'goForward',
    play: async ({ada, bob, urls}) => {
      bob.forget();
      await ada.call('goForward');
      await bob.hears('relocated', {url: urls.two});
      await bob.isAt(urls.two);
    },
  },
  {
    name: 'reload',
    play: async ({ada, bob, urls}) => {
      bob.forget();
      await ada.call('reload');
      await bob.hears('relocated', {url: urls.two});
    },
  },
  {
    name: 'getTabs',
    play: async ({bob, urls, memo}) => {
      const tabs: {url: string; active: boolean; id: number; ssid: number}[] = await bob.call('getTabs');
      const own = tabs.find(({ssid}) => ssid === memo.first);
      assert.deepEqual([own?.url, own?.active, own?.id], [urls.two, true, memo.first]);
    },
  },
  {name: 'getActiveTab', play: async ({bob, urls}) => assert.equal((await bob.call('getActiveTab')).url, urls.two)},
  {
    name: 'relocateTab',
    play: async ({ada, bob, urls}) => {
      const {ssid} = await ada.call('getActiveTab');
      bob.forget();
      await ada.call('relocateTab', urls.one, ssid);
      await bob.hears('relocated', {url: urls.one});
      await bob.isAt(urls.one);
    },
  },
  {
    name: 'apiRequest',
    play: async ({ada, bob, urls, memo}) => {
      const {ssid} = await ada.call('apiRequest', {cmd: 'open_tab', url: urls.two});
      memo.second = ssid;
      await bob.hears('tab_opened', {ssid});
    },
  },
  {
    name: 'activateTab',
    play: async ({ada, bob, urls, memo}) => {
      await ada.call('activateTab', memo.first);
      await bob.hears('tab_activated', {ssid: memo.first});
      await bob.isAt(urls.one);
    },
  },
  {
    name: 'closeTab',
    play: async ({ada, bob, memo}) => {
      await ada.call('closeTab', memo.second);
      await bob.hears('tab_closed', {ssid: memo.second});
    },
  },
  {
    name: 'getParticipants',
    play: async ({bob}) => {
      const people: {clientIndex: number; name: string; self: boolean; isHost: boolean}[] =
        await bob.call('getParticipants');
      const told = ({clientIndex, name, self, isHost}: (typeof people)[number]) => [clientIndex, name, self, isHost];
      assert.deepEqual(told(people.find(({self}) => self)!), [BOB, 'Bob', true, false]);
      // Not every provider knows the names of those who were there before.
      assert.equal(people.find(({clientIndex}) => clientIndex === ADA)?.isHost, true);
    },
  },
  {
    name: 'updateUserData',
    play: async ({ada, bob}) => {
      await bob.call('updateUserData', {name: 'Bob', team: 'tea'});
      const {userData} = await ada.hears('participant_updated', {clientIndex: BOB});
      assert.deepEqual(userData, {name: 'Bob', team: 'tea'});
    },
  },
  {
    name: 'requestTabControl',
    play: async ({ada, bob}) => {
      await bob.call('requestTabControl');
      await ada.hears('tab_control_requested', {clientIndex: BOB});
    },
  },
  {
    name: 'declineTabControl',
    play: async ({ada, bob}) => {
      await ada.call('declineTabControl', BOB);
      await bob.hears('control_request_declined', {clientIndex: BOB});
    },
  },
  {
    name: 'withdrawTabControlRequest',
    play: async ({ada, bob}) => {
      await asks(bob, 'requestTabControl');
      await bob.call('withdrawTabControlRequest');
      await ada.hears('control_request_withdrawn', {clientIndex: BOB});
    },
  },
  {name: 'transferTabControl', play: lends},
  {
    name: 'returnTabControl',
    play: async ({ada, bob}) => {
      await bob.call('returnTabControl');
      await ada.hears('tab_control_transferred', {controlIndex: ADA});
    },
  },
  {
    name: 'revokeTabControl',
    play: async (scene) => {
      await lends(scene);
      await scene.ada.call('revokeTabControl');
      await scene.bob.hears('tab_control_transferred', {controlIndex: ADA});
    },
  },
  {
    name: 'requestToHost',
    play: async ({ada, bob}) => {
      await bob.call('requestToHost');
      await ada.hears('host_rights_requested', {clientIndex: BOB});
    },
  },
  {
    name: 'declineHost',
    play: async ({ada, bob}) => {
      await ada.call('declineHost', BOB);
      await bob.hears('host_request_declined', {clientIndex: BOB});
    },
  },
  {
    name: 'withdrawHostRequest',
    play: async ({ada, bob}) => {
      await asks(bob, 'requestToHost');
      await bob.call('withdrawHostRequest');
      await ada.hears('host_request_withdrawn', {clientIndex: BOB});
    },
  },
  {
    name: 'makeHost',
    play: async ({ada, bob}) => {
      await ada.call('makeHost', BOB);
      assert.deepEqual(await bob.hears('host_changed', {to: BOB}), {to: BOB, gained: true, myIndex: BOB});
      assert.deepEqual(await ada.hears('host_changed', {to: BOB}), {to: BOB, gained: false, myIndex: ADA});
    },
  },
  {
    name: 'requestControl',
    play: async ({ada, bob}) => {
      await ada.call('requestControl');
      await bob.hears('host_rights_requested', {clientIndex: ADA});
    },
  },
  {
    name: 'giveControl',
    play: async ({ada, bob}) => {
      await bob.call('giveControl', ADA);
      await ada.hears('host_changed', {to: ADA, gained: true});
    },
  },
  {
    name: 'pauseTab',
    play: async ({ada, bob}) => {
      await ada.call('pauseTab');
      await bob.hears('tab_paused', {leaderIndex: ADA});
    },
  },
  {
    name: 'resumeTab',
    play: async ({ada, bob}) => {
      await ada.call('resumeTab');
      await bob.hears('tab_resumed', {leaderIndex: ADA});
    },
  },
  {
    name: 'setHuddleMode',
    play: async ({ada, bob}) => {
      await ada.call('setHuddleMode', true);
      await bob.hears('huddle_mode', {enabled: true});
    },
  },
  {
    name: 'follow',
    play: async ({ada, bob}) => {
      await bob.call('follow', ADA);
      await ada.hears('huddle_follow', {client_index: BOB, following_index: ADA});
    },
  },
  {
    name: 'unfollow',
    play: async ({ada, bob}) => {
      await bob.call('unfollow');
      await ada.hears('huddle_follow', {client_index: BOB, following_index: BOB});
      await ada.call('setHuddleMode', false);
      await bob.hears('huddle_mode', {enabled: false});
    },
  },
  {
    name: 'sendChatMessage',
    play: async ({ada, bob}) => {
      await bob.call('sendChatMessage', 'Hello');
      await ada.hears('chat_message', {message: 'Hello', clientIndex: BOB});
    },
  },
  {
    name: 'broadcastMessage',
    play: async ({ada, bob}) => {
      await ada.call('broadcastMessage', 'to all');
      await bob.hears('message', {data: 'to all'});
    },
  },
  {
    name: 'sendMessage',
    play: async ({ada, urls}) => {
      if (!urls.echo) return void (await ada.call('sendMessage', 'ping', '*'));
      await ada.call('relocate', urls.echo);
      // The page says that it is there, then answers what it is sent.
      await ada.hears('message', {data: 'ready'});
      await ada.call('sendMessage', 'ping', new URL(urls.echo).origin);
      const {origin} = await ada.hears('message', {data: 'echo of ping'});
      assert.equal(origin, new URL(urls.echo).origin);
    },
  },
  {
    name: 'getSessionInfo',
    play: async ({ada}) => {
      const {sessionId, space} = await ada.call('getSessionInfo');
      assert.equal(sessionId, await ada.get('sessionId'));
      assert.equal(typeof space, 'object');
    },
  },
  {
    name: 'getScreenSize',
    play: async ({ada}) => {
      const {width, height} = await ada.call('getScreenSize');
      assert.ok(width > 0 && height > 0);
    },
  },
  {
    name: 'getRequestTimes',
    play: async ({ada, bob}) => {
      await bob.call('requestTabControl');
      await ada.hears('tab_control_requested');
      const [request] = await ada.call('getRequestTimes');
      assert.equal(request?.wish, 'control');
      assert.ok(request.left > 0);
    },
  },
  {name: 'log', play: async ({ada}) => assert.equal(await ada.call('log', 'noted'), null)},
  {name: 'toggleDrawing', play: async ({ada}) => void (await ada.call('toggleDrawing'))},
  {name: 'setDrawingSettings', play: async ({ada}) => void (await ada.call('setDrawingSettings', {mode: 'temporary'}))},
  {name: 'execute', play: async ({ada}) => assert.equal(await ada.call('execute', '1 + 1'), 2)},
  {
    name: 'uploadFile',
    play: async ({ada, bob}) => {
      const ssid = await ada.with(async (session) => (await session.uploadFile(new File(['Hello'], 'hello.txt'))).ssid);
      await bob.hears('tab_opened', {ssid});
      await ada.call('closeTab', ssid);
    },
  },
  {
    name: 'admit',
    play: async ({ada, carol, dora, guarded}) => {
      if (!guarded) return ada.call('admit', BOB);
      await carol.start(guarded);
      await dora.enter({...guarded, link: await carol.get('sessionLink')});
      const started = dora.call('start', guarded.target, {name: 'Dora'});
      // Whether it fails is looked at when the host has let her in.
      started.catch(() => {});
      const {clientIndex} = await carol.hears('admission_requested');
      await carol.call('admit', clientIndex);
      await started;
      await carol.hears('participant_joined', {clientIndex});
    },
  },
  {
    name: 'removeParticipant',
    play: async ({ada, carol, dora, guarded}) => {
      if (!guarded) return ada.call('removeParticipant', BOB);
      await carol.call('removeParticipant', 1);
      await carol.hears('participant_left', {clientIndex: 1, removed: true});
      await dora.hears('session_ended');
    },
  },
  {
    name: 'refuse',
    play: async ({ada, carol, dora, guarded}) => {
      if (!guarded) return ada.call('refuse', BOB);
      await dora.enter({...guarded, link: await carol.get('sessionLink')});
      const started = dora.call('start', guarded.target, {name: 'Dora'}).catch((error) => error.code);
      const {clientIndex} = await carol.hears('admission_requested');
      await carol.call('refuse', clientIndex);
      assert.equal(await started, 'not_admitted');
      await carol.call('end');
    },
  },
  ...UNSUPPORTED.map((name): Row => ({name, play: async ({ada}) => void (await ada.call(name))})),
  {name: 'automation', play: async ({ada}) => ada.with(async (session) => session.automation.see.domSnapshot())},
];
