import {fixture, html} from '@open-wc/testing';
import type {TemplateResult} from 'lit';
import type {WfLauncher} from '../../components/index.ts';
import {find, inside} from '../support/accessible/look.ts';
import {anna, SHOP, show} from '../support/accessible/scene.ts';
import {guest, idle} from '../support/sessions.ts';
import {waitUntil} from '../support/wait-until.ts';
import {NAMES} from './shop.ts';

/** Where nothing answers. */
const NOWHERE = 'http://127.0.0.1:4';

/** What asks whether one agrees, once something beside it is pressed that needs it. */
async function asked(to: string, beside: TemplateResult, role: string, name: string): Promise<HTMLElement> {
  const joined = await anna();
  const both = html`<wf-consent to=${to}></wf-consent>${beside}`;
  const element = await show(joined, 'wf-consent', both);
  const other = element.nextElementSibling!;
  await waitUntil(() => other.shadowRoot, other.localName);
  joined.room.as('room', 'tab_downloaded', {ssid: 1, file_id: 'a', filename: 'list.csv', sha256: ''});
  await waitUntil(() => find(other, role, name), name);
  (find(other, role, name) as HTMLElement).click();
  await waitUntil(() => inside(element, 'dialog[open]'), 'the question');
  return element;
}

/** What asks before something else is done than joining. */
export const CONSENTS = {
  'to give control': () => asked('control', html`<wf-participants></wf-participants>`, 'button', 'Give control: Ben'),
  'to save a file': () => asked('download', html`<wf-downloads></wf-downloads>`, 'link', 'Save: list.csv'),
  'to draw': () => asked('highlighter', html`<wf-controls></wf-controls>`, 'button', 'Draw'),
};

/** What a way in shows besides what there is to fill in. */
export const JOINS = {
  async 'waiting to be let in'() {
    const joined = idle();
    const element = await show(joined, 'wf-join');
    joined.provider.listener.waiting();
    await waitUntil(() => find(element, 'button', 'Waiting to be let in…'), 'that it waits');
    return element;
  },
};

/** A launcher that was pressed. */
async function opened(one: object, opens: 'panel' | 'page' | 'place' = 'panel'): Promise<HTMLElement> {
  const element = await fixture<WfLauncher>(html`
    <wf-launcher .opens=${opens}><wf-session widget-key="wk_test" .session=${one as never}></wf-session></wf-launcher>
  `);
  await waitUntil(() => find(element, 'button', /^Browse together/), 'the button');
  inside(element, '.launch').click();
  await waitUntil(() => element.matches(':state(open)'), 'the session in sight');
  return element;
}

/** A launcher once it was pressed. */
export const LAUNCHERS = {
  'open, not started': () => opened(idle().session),
  'open, live': async () => opened((await anna()).session),
  'open, over the page': async () => opened((await anna()).session, 'page'),
  'open, in its place': async () => opened((await anna()).session, 'place'),
  async 'open, of a guest in a crowd'() {
    const joined = await guest();
    joined.room.open(0, SHOP, 'Shop');
    for (const name of NAMES) joined.room.join(name);
    return opened(joined.session);
  },
  async 'no window'() {
    const element = await fixture<WfLauncher>(html`
      <wf-launcher opens="window" space="tea" widget-key="wk_tea" server=${NOWHERE}></wf-launcher>
    `);
    inside(element, '.launch').click();
    await waitUntil(() => inside(element, '.problem').textContent !== '', 'why there is none');
    return element;
  },
};
