import assert from 'node:assert/strict';
import type {SessionEventName} from '../../src/model/events.ts';
import {RefusedError, type Told} from './member.ts';
import type {Row, Scene} from './scene.ts';

/** What the payload of each event has at least: the keys of the source, with their twins. */
const KEYS: Readonly<Record<SessionEventName, readonly string[]>> = {
  session_created: [],
  session_started: [],
  session_ended: [],
  message: ['data', 'origin'],
  host_rights_requested: ['clientIndex'],
  host_changed: ['to', 'gained', 'myIndex'],
  file_downloaded: ['url', 'filename'],
  chat_message: ['message', 'clientIndex'],
  participant_joined: ['clientIndex', 'userData'],
  participant_left: ['clientIndex', 'userData'],
  user_activity: [],
  relocate_start: ['url'],
  relocated: ['url'],
  tab_paused: ['tabIndex', 'leaderIndex', 'ssid'],
  tab_resumed: ['tabIndex', 'leaderIndex', 'ssid'],
  tab_activated: ['ssid', 'tabIndex'],
  tab_control_requested: ['clientIndex'],
  tab_control_transferred: ['tabIndex', 'leaderIndex', 'controlIndex', 'ssid'],
  huddle_mode: ['enabled'],
  huddle_follow: ['client_index', 'following_index', 'clientIndex', 'followingIndex'],
  error: ['reason', 'details'],
  tab_opened: ['ssid', 'tabIndex', 'leaderIndex', 'url'],
  tab_closed: ['ssid', 'tabIndex'],
  tab_updated: ['ssid', 'tabIndex'],
  participant_updated: ['clientIndex'],
  control_request_declined: ['clientIndex'],
  control_request_withdrawn: ['clientIndex'],
  host_request_declined: ['clientIndex'],
  host_request_withdrawn: ['clientIndex'],
  admission_requested: ['clientIndex', 'userData'],
  admission_refused: ['clientIndex'],
  admission_withdrawn: ['clientIndex'],
  client_log_added: ['clientIndex', 'entry'],
  connection_lost: [],
  connection_restored: [],
};

/** How long someone may be gone before they have left, and a little more. Milliseconds. */
const GRACE = 40_000;

/** What happens for an event that no command leads to by itself; what ends the session comes last. */
const CAUSES: {readonly [Name in SessionEventName]?: (scene: Scene) => Promise<void>} = {
  user_activity: async ({ada}) => {
    const {ssid} = await ada.call('getActiveTab');
    const move = {action: 'move', x: 10, y: 10, button: 'none', buttons: 0, clickCount: 0, modifiers: 0};
    await ada.call('input', ssid, {type: 'mouse', ...move});
    await ada.hears('user_activity');
  },
  file_downloaded: async ({ada, urls}) => {
    await ada.call('relocate', urls.download);
    const {url, filename} = await ada.hears('file_downloaded');
    assert.match(url, /^https?:/);
    assert.ok(filename);
  },
  connection_lost: async () => {},
  connection_restored: async () => {},
  admission_withdrawn: async ({carol, dora, guarded}) => {
    assert.ok(guarded);
    await carol.start(guarded);
    await dora.enter({...guarded, link: await carol.get('sessionLink')});
    await dora.begin(guarded);
    await carol.hears('admission_requested');
    await dora.page.close();
    await carol.hears('admission_withdrawn', {}, GRACE);
  },
  error: async ({carol, alone}) => {
    const {origin} = new URL(await carol.page.url());
    await carol.enter({...alone, link: `${origin}/snobody00000#wf-invite=nobody000000.nothing`});
    await assert.rejects(carol.call('start', alone.target, {}));
    await carol.hears('error');
  },
  participant_left: async ({ada, bob}) => {
    await bob.page.close();
    await ada.hears('participant_left', {clientIndex: 1}, GRACE);
  },
  session_ended: async ({ada}) => {
    await ada.call('end');
    const {final_location, finalLocation} = await ada.hears('session_ended');
    assert.equal(finalLocation, final_location);
  },
};

/** The command without which an event does not happen. */
const LED_BY: {readonly [Name in SessionEventName]?: string} = {
  chat_message: 'sendChatMessage',
  tab_paused: 'pauseTab',
  tab_resumed: 'resumeTab',
  huddle_mode: 'setHuddleMode',
  huddle_follow: 'follow',
  participant_updated: 'updateUserData',
  control_request_declined: 'declineTabControl',
  control_request_withdrawn: 'withdrawTabControlRequest',
  host_request_declined: 'declineHost',
  host_request_withdrawn: 'withdrawHostRequest',
  admission_requested: 'admit',
  admission_refused: 'refuse',
  client_log_added: 'log',
};

/**
 * Every event: its cause, where the commands were none, and what it says.
 *
 * @param all - everything that was heard
 * @param isUnsupported - whether a command turned out not to be had here
 */
export function eventRows(all: () => readonly Told[], isUnsupported: (command: string) => boolean): readonly Row[] {
  const caused = Object.keys(CAUSES) as SessionEventName[];
  const names = (Object.keys(KEYS) as SessionEventName[]).filter((name) => !caused.includes(name));
  return [...names, ...caused].map((name) => ({
    name,
    play: async (scene) => {
      const silent = scene.silent.has(name);
      if (!silent && !(await scene.cause(name, scene))) await CAUSES[name]?.(scene);
      const payload = all().find((told) => told.name === name)?.payload;
      if (!payload && (silent || isUnsupported(LED_BY[name] ?? ''))) {
        throw new RefusedError('unsupported', `${name} is never heard here.`);
      }
      assert.ok(payload, `${name} was heard by nobody`);
      for (const key of KEYS[name]) assert.ok(key in payload, `${name} says nothing of ${key}`);
    },
  }));
}
