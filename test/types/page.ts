// A page of someone who uses the kit. It has to compile as it is; nothing here is run.
import '../../components/define.ts';
import type {SessionMethods, WfFactEvent, WfQuestionEvent} from '../../components/index.ts';
import {type Session, SessionError, webfuse} from '../../src/client/index.ts';
import {TestRoom} from '../../src/client/testing/index.ts';

declare function same<T>(one: T, other: T): void;

// Every tag is known.
const element = document.createElement('wf-session');
const bar = document.querySelector('wf-tab-bar');
if (bar) same<boolean>(bar.readOnly, true);
for (const tag of ['wf-view', 'wf-address-bar', 'wf-participants', 'wf-room', 'wf-pointers', 'wf-prompts'] as const) {
  same<string | undefined>(document.querySelector(tag)?.for, '');
}
// Those too that the kit fetches when they appear.
for (const tag of ['wf-chat', 'wf-consent', 'wf-controls', 'wf-downloads', 'wf-huddle', 'wf-invite'] as const) {
  same<string | undefined>(document.querySelector(tag)?.for, '');
}
for (const tag of ['wf-join', 'wf-log', 'wf-notices', 'wf-requests'] as const) {
  same<string | undefined>(document.querySelector(tag)?.for, '');
}
same<string | undefined>(document.querySelector('wf-launcher')?.widgetKey, '');
// @ts-expect-error no such tag
same<string>(document.querySelector('wf-nothing')?.for, '');

// Facts, questions and refusals are typed wherever they can be listened to.
document.addEventListener('wf-participant-joined', ({detail, session}) => {
  same<number>(detail.clientIndex, 0);
  same<Session | null>(session, null);
  // @ts-expect-error no such key
  detail.index;
});
window.addEventListener('wf-participant-left', ({detail}) => same<true | undefined>(detail.removed, true));
document.body.addEventListener('wf-tab-updated', ({detail}) => same<string | null | undefined>(detail.error, null));
document.addEventListener('wf-huddle-follow', ({detail}) =>
  same<number>(detail.following_index, detail.followingIndex),
);
window.addEventListener('wf-error', ({detail}) => same<string>(detail.reason, 'other_connection'));
element.addEventListener('wf-session-ended', ({detail}) => same<string | undefined>(detail.final_location, undefined));
document.addEventListener('wf-participant-remove', (event) => {
  if (event.detail.clientIndex === 0) event.preventDefault();
  // @ts-expect-error a question knows no session
  event.session;
});
window.addEventListener('wf-tab-relocate', ({detail: {ssid, url}}) => same<[number, string]>([ssid, url], [1, '']));
document.body.addEventListener('wf-command-refused', ({detail}) => same<string>(detail.code, detail.command));
document.addEventListener('wf-tab-opened', (event: WfFactEvent<'tab_opened'>) => same<string>(event.detail.url, ''));
document.addEventListener('wf-tab-close', (event: WfQuestionEvent<{ssid: number}>) => event.preventDefault());
// @ts-expect-error the alias of an event is no event of the DOM
document.addEventListener('wf-viewer-joined', ({detail}) => detail);

// The element is steered by methods, and what is known of it cannot be set.
element.settings = {pause_enabled: true};
element.userName = 'Ada';
element.sessionLink = 'https://sessions.example/s1#wf-invite=1.secret';
element.start().then(async () => {
  const {ssid, active} = await element.openTab('https://shop.example/');
  same<boolean>(active, true);
  await element.relocateTab('https://shop.example/tea', ssid);
  await element.setHuddleMode(true);
  same<{readonly width: number}>(await element.getScreenSize(), {width: 1});
  // @ts-expect-error an index is a number
  await element.makeHost('1');
  // @ts-expect-error a method that there is not
  await element.teleport();
});
same<string | null>(element.pin, element.leaderLink);
// @ts-expect-error only the session knows it
element.pin = '1234';
// @ts-expect-error only the session knows it
element.followerLink = '';
same<'idle' | 'connecting' | 'waiting' | 'live' | 'reconnecting' | 'ended' | 'failed'>(element.status, 'idle');

// Handlers know what they are given, also by the older names.
const space = await webfuse.initSpace('wk_demo', 'demo', {server: 'https://sessions.example'});
const session = space.session({url: 'https://shop.example/', chat_enabled: false});
const abort = new AbortController();
session
  .on('participant_joined', (whose, {userData}) => same<Session>(whose, session) ?? userData['name'])
  .on('viewer_joined', (_, {count}) => same<number>(count, 1), {signal: abort.signal})
  .on('control', (_, {to, gained}) => same<[number, boolean]>([to, gained], [0, true]))
  .on('relocate', (_, {url}) => same<string>(url, ''))
  .on('tab_control', (_, {controlIndex}) => same<number>(controlIndex, 0))
  .on('message', (_, {data, origin}) => same<unknown>(data, origin));
webfuse.on('session_ended', (ended) => same<Session>(ended, session)).off('session_ended', () => {});
// @ts-expect-error nothing has that name
session.on('participant_jioned', () => {});
// @ts-expect-error only the older event counts
session.on('participant_joined', (_, {count}) => count);

await session.start(null, {name: 'Ada', team: ['tea', 1]});
// @ts-expect-error a function is no JSON
await session.start(null, {name: () => 'Ada'});
const commands: SessionMethods = session;
await commands.sendChatMessage('Hello').catch((error: unknown) => {
  if (error instanceof SessionError && error.code === 'not_allowed') return;
  // @ts-expect-error no such code
  if (error instanceof SessionError && error.code === 'forbidden') return;
});
// @ts-expect-error what is true is not changed from here
session.state.host = 1;
same<Promise<never>>(session.startScreensharing(), Promise.reject(new Error('unsupported')));

// A site tests its page with a session in memory.
const room = new TestRoom({pause_enabled: true});
element.session = room.session();
room.as(room.join('Ben'), 'send_chat_message', {message: 'Hello'});
// @ts-expect-error that command takes a message
room.as(0, 'send_chat_message', {text: 'Hello'});
