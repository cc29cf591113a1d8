import {html} from '@open-wc/testing';
import {SessionError} from '../../src/client/index.ts';
import {TestRoom} from '../../src/client/testing/index.ts';
import {anna, SHOP, show} from '../support/accessible/scene.ts';
import {guest, idle, type Joined} from '../support/sessions.ts';
import {shopIn} from './shop.ts';

const view = (joined: Joined) => show(joined, 'wf-view', html`<wf-view style="block-size: 360px"></wf-view>`);

/** A view of a session that could not be joined. */
async function refused(code: 'not_admitted' | 'inside_session' | 'connect_failed', message: string) {
  const joined = idle();
  joined.provider.refusal = new SessionError(code, message);
  const element = await view(joined);
  await joined.session.start(null).catch(() => {});
  return element;
}

/** Ben looks at a page of Anna's. */
async function bens(settings = {}): Promise<{joined: Joined; element: HTMLElement}> {
  const joined = await guest({name: 'Ben'}, new TestRoom(settings));
  joined.room.open(0, SHOP, 'Shop');
  const element = await view(joined);
  await shopIn(joined);
  return {joined, element};
}

/** What a view shows besides a page that someone looks at. */
export const VIEWS = {
  async connecting() {
    const joined = idle();
    joined.provider.gate = new Promise(() => {});
    const element = await view(joined);
    void joined.session.start(null);
    return element;
  },
  async 'waiting to be let in'() {
    const joined = idle();
    const element = await view(joined);
    joined.provider.listener.waiting();
    return element;
  },
  'not let in': () => refused('not_admitted', 'The host did not let you in.'),
  'inside of another': () => refused('inside_session', 'This page is shown in a session itself.'),
  'could not be reached': () => refused('connect_failed', 'No session server answers at http://127.0.0.1:4.'),
  async 'no picture yet'() {
    return view(await anna());
  },
  async 'in control'() {
    const joined = await anna();
    const element = await view(joined);
    await shopIn(joined);
    element.focus();
    return element;
  },
  async 'of a guest'() {
    return (await bens()).element;
  },
  async 'with pointers'() {
    const {joined, element} = await bens();
    joined.room.join('Cleo');
    joined.room.point(1, {type: 'point', at: {x: 400, y: 300}}, 0);
    const points = [640, 200, 700, 260, 820, 240, 900, 340];
    joined.room.point(1, {type: 'draw', line: 1, points, color: '#d92626', stays: true}, 2);
    return element;
  },
  async paused() {
    const {joined, element} = await bens({pause_enabled: true});
    joined.room.as(0, 'pause_tab', {});
    return element;
  },
  async 'a page that does not load'() {
    const {joined, element} = await bens();
    joined.room.as('room', 'tab_changed', {ssid: 1, error: 'shop.localhost refused to connect.'});
    return element;
  },
  async removed() {
    const {joined, element} = await bens();
    joined.room.as(0, 'remove_participant', {client_index: 1});
    return element;
  },
  async 'used in another window'() {
    const {joined, element} = await bens();
    const message = 'The session was opened in another window with the same seat.';
    joined.provider.listener.failed('other_connection', new SessionError('connection_closed', message));
    return element;
  },
};
