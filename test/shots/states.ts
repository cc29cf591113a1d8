import {fixture, html} from '@open-wc/testing';
import type {WfSession} from '../../components/index.ts';
import {SessionError} from '../../src/client/index.ts';
import {find, inside} from '../support/accessible/look.ts';
import {anna, SHOP, show} from '../support/accessible/scene.ts';
import {SCENES} from '../support/accessible/scenes.ts';
import {guest, idle, type Joined, nextTask} from '../support/sessions.ts';
import {waitUntil} from '../support/wait-until.ts';
import {CONSENTS, JOINS, LAUNCHERS} from './coming.ts';
import {QUESTIONS} from './questions.ts';
import {DONE, GIVEN} from './sending.ts';
import {crowd, shopIn} from './shop.ts';
import {VIEWS} from './views.ts';

/** Ways to have an element in a state, by what that is called. */
export type States = Readonly<Record<string, () => Promise<HTMLElement>>>;

const ofScene = (tag: string) => SCENES[tag] as (typeof SCENES)[string];

/** What every element within a session can be in. */
function usual(tag: string): States {
  return {
    async 'outside a session'() {
      const element = await atOnce(() => fixture<HTMLElement>(html`${document.createElement(tag)}`), tag);
      await waitUntil(() => inside(element, '.wrong'), 'what its author got wrong', {timeout: 15_000});
      return element;
    },
    'not started': () => show(idle(), tag),
    async connecting() {
      const joined = idle();
      joined.provider.gate = new Promise(() => {});
      void joined.session.start(null);
      return show(joined, tag);
    },
    async 'could not be reached'() {
      const joined = unreachable();
      const element = await show(joined, tag);
      await joined.session.start(null).catch(() => {});
      return element;
    },
    async filled() {
      return (await ofScene(tag)()).element;
    },
    async news() {
      const {element, news} = await ofScene(tag)();
      await news?.();
      return element;
    },
    async reconnecting() {
      const joined = await anna();
      const element = await show(joined, tag);
      joined.provider.lose();
      return element;
    },
    async ended() {
      const joined = await anna();
      const element = await show(joined, tag);
      joined.room.as(0, 'end', {});
      return element;
    },
  };
}

const MORE: Readonly<Record<string, States>> = {
  'wf-address-bar': {
    async 'loading, of someone else'() {
      const joined = await guest();
      joined.room.open(0, `${SHOP}a/rather/long/address?of=a+page`, 'Shop');
      const element = await show(joined, 'wf-address-bar');
      joined.room.as('room', 'tab_changed', {ssid: 1, loading: true});
      return element;
    },
  },
  'wf-chat': {
    async 'much was written'() {
      const joined = await crowd();
      const element = await show(joined, 'wf-chat');
      for (let number = 0; number < 12; number++) {
        const message = number % 3 ? 'Look at this one' : `Is it at https://shop.example/${'tea-'.repeat(9)}${number}?`;
        joined.room.as(number % 4, 'send_chat_message', {message});
      }
      return element;
    },
  },
  'wf-downloads': {
    async 'with some on their way'() {
      const joined = await anna();
      const element = await show(joined, 'wf-downloads');
      const files = [
        {filename: 'summer-film.mp4', received: 640, total: 1000},
        {filename: `${'a-very-long-name-'.repeat(6)}.zip`, received: 9, total: null},
      ];
      joined.room.as('room', 'tab_downloaded', {ssid: 1, file_id: 'plan', filename: 'plan.pdf', sha256: ''});
      await nextTask();
      joined.room.say(1, {kind: 'downloading', files});
      return element;
    },
    async 'with a long name'() {
      const joined = await anna();
      const element = await show(joined, 'wf-downloads');
      for (const filename of ['plan.pdf', `${'a-very-long-name-'.repeat(6)}.csv`])
        joined.room.as('room', 'tab_downloaded', {ssid: 1, file_id: filename, filename, sha256: ''});
      return element;
    },
  },
  'wf-participants': {
    async 'a crowd, of which some ask and some wait'() {
      const joined = await crowd({admission_enabled: true, host_rights: 'everyone'});
      for (const to of [1, 2]) joined.room.as(0, 'admit', {to});
      const element = await show(joined, 'wf-participants');
      joined.room.as(1, 'request_tab_control', {});
      joined.room.as(2, 'request_to_host', {});
      return element;
    },
    async 'of a guest'() {
      const joined = await guest();
      joined.room.open(0, SHOP, 'Shop');
      return show(joined, 'wf-participants');
    },
  },
  'wf-requests': {
    async 'of all kinds'() {
      const joined = await crowd({host_rights: 'everyone'});
      const element = await show(joined, 'wf-requests');
      joined.room.as(1, 'request_tab_control', {});
      joined.room.as(2, 'request_to_host', {});
      joined.room.as(3, 'request_tab_control', {});
      return element;
    },
    async 'to be let in'() {
      return show(await crowd({admission_enabled: true}), 'wf-requests');
    },
    async 'of oneself'() {
      const joined = await guest();
      joined.room.open(0, SHOP, 'Shop');
      const element = await show(joined, 'wf-requests');
      joined.room.as(1, 'request_tab_control', {});
      return element;
    },
  },
  'wf-room': {
    async 'with a request and a chat'() {
      const joined = await crowd();
      const element = await show(joined, 'wf-room');
      await shopIn(joined);
      joined.room.as(1, 'request_tab_control', {});
      joined.room.as(2, 'send_chat_message', {message: 'Look at this one'});
      return element;
    },
    async 'in a huddle'() {
      const joined = await crowd();
      const element = await show(joined, 'wf-room');
      await shopIn(joined);
      joined.room.as(0, 'set_huddle_mode', {enabled: true});
      joined.room.as(1, 'activate_tab', {ssid: 2});
      joined.room.as(2, 'follow', {client_index: 1});
      await waitUntil(() => inside(element, 'wf-huddle')?.shadowRoot, 'who looks where');
      return element;
    },
    async 'with a log'() {
      const joined = await crowd();
      const element = await show(joined, 'wf-room', html`<wf-room log></wf-room>`);
      await shopIn(joined);
      joined.room.as(0, 'set_huddle_mode', {enabled: true});
      await waitUntil(() => inside(element, 'wf-log')?.shadowRoot, 'the log');
      (find(element, 'button', 'Log') as HTMLElement).click();
      for (const message of ['Look at this one', 'Is it tea?']) joined.room.as(1, 'send_chat_message', {message});
      await waitUntil(() => inside(inside(element, 'wf-log'), 'li'), 'what happens');
      return element;
    },
    async 'of a guest'() {
      const joined = await guest();
      joined.room.open(0, SHOP, 'Shop');
      const element = await show(joined, 'wf-room');
      await shopIn(joined);
      return element;
    },
  },
  'wf-session': {
    async 'not started'() {
      return wayIn(await session());
    },
    async 'made, and not started'() {
      return session(idle());
    },
    async 'not started, with an invite'() {
      const element = await session();
      element.sessionLink = 'https://sessions.example/stea#wf-invite=tea.secret';
      return wayIn(element);
    },
    async 'starting, by the form'() {
      const joined = idle();
      joined.provider.gate = new Promise(() => {});
      return pressed(await session(), joined);
    },
    async 'asks before it starts'() {
      const element = await session(idle());
      element.consent = 'required';
      void element.start();
      await waitUntil(() => find(element, 'button', 'Not now'), 'the question');
      return element;
    },
    async 'could not be reached, by the form'() {
      const joined = unreachable();
      return pressed(await session(), joined);
    },
    async connecting() {
      const joined = idle();
      joined.provider.gate = new Promise(() => {});
      void joined.session.start(null);
      return session(joined);
    },
    async 'could not be reached'() {
      const joined = unreachable();
      const element = await session(joined);
      await joined.session.start(null).catch(() => {});
      return element;
    },
    async reconnecting() {
      const joined = await anna();
      const element = await session(joined);
      await shopIn(joined);
      joined.provider.lose();
      return element;
    },
    async ended() {
      const joined = await anna();
      const element = await session(joined);
      joined.room.as(0, 'end', {});
      return element;
    },
  },
  'wf-tab-bar': {
    async 'many tabs, one loading, one paused'() {
      const joined = await anna({pause_enabled: true});
      for (let number = 0; number < 9; number++)
        joined.room.open(0, `${SHOP}${number}`, `Teas of the world, part ${number}`);
      joined.room.as('room', 'tab_changed', {ssid: 9, loading: true});
      joined.room.as(0, 'pause_tab', {});
      return show(joined, 'wf-tab-bar');
    },
    async 'of a guest'() {
      const joined = await guest();
      joined.room.open(0, SHOP, 'Shop');
      return show(joined, 'wf-tab-bar');
    },
  },
  'wf-consent': CONSENTS,
  'wf-controls': DONE,
  'wf-join': JOINS,
  'wf-launcher': LAUNCHERS,
  'wf-prompts': {...QUESTIONS, ...GIVEN},
  'wf-view': VIEWS,
};

/** States of a session in which there is nothing of some elements to see. */
const COMES_AND_GOES = [
  'outside a session',
  'not started',
  'connecting',
  'could not be reached',
  'reconnecting',
  'ended',
];

/** What has no state of its own outside of a session, or is one. */
const WITHOUT: Readonly<Record<string, readonly string[]>> = {
  'wf-session': ['outside a session', 'news'],
  'wf-launcher': COMES_AND_GOES,
  'wf-join': ['outside a session', 'not started'],
  'wf-consent': COMES_AND_GOES,
  'wf-prompts': COMES_AND_GOES,
  'wf-pointers': COMES_AND_GOES,
};

/** All states of all elements. */
export const STATES: Readonly<Record<string, States>> = Object.fromEntries(
  Object.keys(SCENES).map((tag) => {
    const states = Object.entries(usual(tag)).filter(([name]) => !WITHOUT[tag]?.includes(name));
    return [tag, {...Object.fromEntries(states), ...MORE[tag]}];
  }),
);

/** Puts an element into the page that waits for nothing, such as a session that comes late. */
async function atOnce(put: () => Promise<HTMLElement>, tag: string): Promise<HTMLElement> {
  const {setTimeout} = window;
  window.setTimeout = ((act: () => void) => setTimeout(act)) as typeof window.setTimeout;
  try {
    const element = await put();
    await customElements.whenDefined(tag);
    return element;
  } finally {
    window.setTimeout = setTimeout;
  }
}

/** A session that nothing answers for. */
function unreachable(): Joined {
  const joined = idle();
  joined.provider.refusal = new SessionError('connect_failed', 'No session server answers at http://127.0.0.1:4.');
  return joined;
}

/** An empty session, with nothing but a key if nothing is given. */
async function session(joined?: Joined): Promise<WfSession> {
  const element = await fixture<WfSession>(
    html`<wf-session widget-key="wk_test" .session=${joined?.session ?? null}></wf-session>`,
  );
  const room = element.shadowRoot!.querySelector('wf-room')!;
  await waitUntil(() => room.shadowRoot?.querySelector('wf-chat'), 'the furniture');
  return element;
}

/** Waits for the form by which one comes in. */
async function wayIn(element: WfSession): Promise<WfSession> {
  await waitUntil(() => find(element, 'textbox', /^Your name/), 'the form');
  return element;
}

/** Someone gave their name and started it. */
async function pressed(element: WfSession, {session: one}: Joined): Promise<WfSession> {
  await wayIn(element);
  element.start = () => {
    element.session = one;
    return one.start(null);
  };
  const form = find(element, 'textbox', /^Your name/)!.closest('form')!;
  form.querySelector('input')!.value = 'Anna';
  form.querySelector('button')!.click();
  await waitUntil(() => one.state.status !== 'idle');
  return element;
}
