import type {WfNotices, WfSession} from '../../components/index.ts';
import {type Mount, NAMES, type Page} from './page.ts';

/** A page of a framework, and what its own code has heard. */
export interface Scene {
  readonly page: Page;
  readonly holder: HTMLElement;
  readonly heard: {readonly name: string; readonly event: Event}[];
  /** A room with this page's session in it, which is given to the element. */
  enter(): Promise<Room>;
}

/** What is done by others in the room. */
export interface Room {
  readonly session: NonNullable<WfSession['session']>;
  join(name: string): number;
  open(by: number, url: string, title: string): number;
}

function find<Name extends keyof HTMLElementTagNameMap>(scene: Scene, name: Name): HTMLElementTagNameMap[Name] {
  return scene.holder.querySelector(name)!;
}

function same(actual: unknown, expected: unknown, what: string): void {
  if (Object.is(actual, expected) || JSON.stringify(actual) === JSON.stringify(expected)) return;
  throw new Error(`Expected ${what} to be ${JSON.stringify(expected)}; it is ${JSON.stringify(actual)}.`);
}

function identical(actual: unknown, expected: unknown, what: string): void {
  if (!Object.is(actual, expected)) throw new Error(`Expected ${what} to be the very same.`);
}

const names = ({heard}: Scene) => heard.map(({name}) => name);

const texts = (scene: Scene) => [...scene.holder.querySelectorAll('li')].map(({textContent}) => textContent);

/** What holds in every framework, by its name. */
export const CHECKS: Readonly<Record<string, (scene: Scene) => Promise<void>>> = {
  'sets attributes by their names in HTML': async (scene) => {
    const session = find(scene, 'wf-session');
    same(session.widgetKey, 'wk_shop', 'the widget key');
    same(session.userName, 'Ada', 'the name');
    same(session.className, 'shop', 'the class');
  },

  'hands over texts, numbers and booleans as what they are, and other ones later': async (scene) => {
    const bar = find(scene, 'wf-tab-bar');
    const notices = find(scene, 'wf-notices');
    same([bar.label, bar.readOnly, notices.seconds], ['Tabs of the shop', true, 3], 'what was set first');
    await scene.page.set({label: 'Tabs', readOnly: false, seconds: 0});
    same([bar.label, bar.readOnly, notices.seconds], ['Tabs', false, 0], 'what was set later');
    await bar.updateComplete;
    same(bar.hasAttribute('read-only'), false, 'the attribute of what is not');
    identical(find(scene, 'wf-tab-bar'), bar, 'the element');
  },

  'hands over objects and sessions themselves': async (scene) => {
    const session = find(scene, 'wf-session');
    same(session.settings, {pause_enabled: true}, 'the settings');
    const settings = Object.freeze({chat_enabled: false});
    await scene.page.set({settings});
    identical(session.settings, settings, 'the object of settings');
    const room = await scene.enter();
    identical(session.session, room.session, 'the session');
    await scene.page.set({session: null});
    same(session.session, null, 'a session that was taken back');
  },

  'leaves to an element what it shows inside': async (scene) => {
    const bar = find(scene, 'wf-tab-bar');
    await bar.updateComplete;
    const row = bar.shadowRoot!.querySelector('[part=bar]');
    same(row?.querySelector('[role=tablist]')?.getAttribute('aria-label'), 'Tabs of the shop', 'its name');
    await scene.page.set({label: 'Tabs'});
    await bar.updateComplete;
    identical(bar.shadowRoot!.querySelector('[part=bar]'), row, 'what is inside');
  },

  'keeps children as children of an element, when they change, come and go': async (scene) => {
    const session = find(scene, 'wf-session');
    same(session.querySelector('.note')?.textContent, 'Tabs of the shop', 'the note');
    same(texts(scene), ['tea', 'cups'], 'the list');
    await scene.page.set({noted: false, items: ['cups', 'milk', 'tea']});
    same(session.querySelector('.note'), null, 'a note that is gone');
    same(texts(scene), ['cups', 'milk', 'tea'], 'another list');
    await scene.page.set({noted: true, label: 'Back', items: []});
    same(session.querySelector('.note')?.textContent, 'Back', 'a note that is back');
    same(texts(scene), [], 'an empty list');
    await session.updateComplete;
    same(session.shadowRoot!.querySelectorAll('wf-room').length, 0, 'rooms in a session with children');
  },

  'listens to events of the kit, with what they tell': async (scene) => {
    const room = await scene.enter();
    room.join('Ben');
    await room.session.getTabs();
    const {event} = scene.heard.findLast(({name}) => name === 'wf-participant-joined')!;
    same((event as CustomEvent).detail.userData.name, 'Ben', 'who came in');
  },

  'refuses a question of the kit by its handler': async (scene) => {
    const {session, open} = await scene.enter();
    await scene.page.set({readOnly: false, refuses: true});
    open(0, 'http://shop.localhost/', 'Shop');
    await session.getTabs();
    const bar = find(scene, 'wf-tab-bar');
    const close = async () => {
      await bar.updateComplete;
      bar.shadowRoot!.querySelector<HTMLElement>('[part~=close]')!.click();
    };
    await close();
    same(names(scene).filter((name) => name === 'wf-tab-close').length, 1, 'how often it was asked');
    await session.getTabs();
    same(session.state.tabs.length, 1, 'the number of tabs after a refusal');
    await scene.page.set({refuses: false});
    await close();
    await session.getTabs();
    same(session.state.tabs.length, 0, 'the number of tabs after consent');
  },

  'listens by a script to events of any name': async (scene) => {
    const session = find(scene, 'wf-session');
    for (const name of NAMES) session.dispatchEvent(new CustomEvent(name));
    const expected = NAMES.map((name) => `ref:${name}`);
    same(names(scene), expected, 'what was heard');
  },

  'keeps a session when its element is moved, and when the page is rendered anew': async (scene) => {
    const element = scene.holder.querySelector<WfSession>('#one')!;
    const room = await scene.enter();
    await scene.page.set({session: null});
    element.session = room.session;
    await scene.page.set({order: ['two', 'one'], label: 'Tabs'});
    const ids = [...scene.holder.querySelectorAll('wf-session[id]')].map(({id}) => id);
    same(ids, ['two', 'one'], 'the order');
    identical(scene.holder.querySelector('#one'), element, 'the element that was moved');
    await element.openTab('http://shop.localhost/');
    same([element.status, element.state?.participants.length], ['live', 1], 'the session');
  },

  'lets go of its listeners when it is taken out': async (scene) => {
    const {session, join} = await scene.enter();
    const element = find(scene, 'wf-session');
    scene.page.unmount();
    same(scene.holder.querySelector('wf-session'), null, 'what is left');
    const before = scene.heard.length;
    element.session = session;
    join('Ben');
    await session.getTabs();
    same(scene.heard.length, before, 'how much was heard');
  },
};

/** What holds where tags are written, and names of events with them. */
export const WRITTEN: typeof CHECKS = {
  'listens to events of any name, as it is written': async (scene) => {
    for (const name of NAMES) find(scene, 'wf-log').dispatchEvent(new CustomEvent(name));
    same(names(scene), NAMES, 'what was heard');
  },
};

/** What holds where a framework has a type for what is written as text. */
export const TYPED: typeof CHECKS = {
  'takes texts for what the properties of their names are': async (scene) => {
    same(find(scene, 'wf-participants').quiet, true, 'what is written without a value');
    same(scene.holder.querySelector<WfNotices>('.written')?.seconds, 4, 'a number');
    same(find(scene, 'wf-participants').label, 'People in this session', 'what is not written');
  },
};

/** A page that is there before the tags are defined: a framework can but write down what it was told, as attributes. */
export async function late(mount: Mount, holder: HTMLElement, define: () => Promise<unknown>): Promise<void> {
  await mount(holder, () => {});
  await define();
  const {label} = holder.querySelector('wf-tab-bar')!;
  const {seconds} = holder.querySelector('wf-notices')!;
  same([label, seconds], ['Tabs of the shop', 3], 'what was set before');
}
