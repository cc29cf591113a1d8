import {html} from '@open-wc/testing';
import type {Prompt} from '../../src/client/index.ts';
import {inside} from '../support/accessible/look.ts';
import {anna, SHOP, show} from '../support/accessible/scene.ts';
import {guest, type Joined} from '../support/sessions.ts';
import {waitUntil} from '../support/wait-until.ts';
import {shopIn} from './shop.ts';

const WHOLE = {id: 1, box: null, screen: {width: 1280, height: 720}, waiting: false} as const;
const FIELD = {...WHOLE, box: {x: 320, y: 160, width: 160, height: 32}, rtl: false} as const;
const DIALOG = {...WHOLE, origin: SHOP} as const;
const DATE = {...FIELD, label: 'Arrival', min: '', max: '', step: ''} as const;

export const FILES = {...FIELD, kind: 'file', multiple: true, accept: 'image/*'} as const;

const SIZES = [
  {label: 'Small'},
  {label: 'Medium', disabled: true},
  {label: 'Large', group: 'More'},
  {label: 'Largest', group: 'More'},
];

/** What a page can ask. */
const ASKED: Readonly<Record<string, Prompt>> = {
  'an alert': {...DIALOG, kind: 'alert', message: 'Sold out'},
  'a prompt': {...DIALOG, kind: 'prompt', message: 'Your name?', value: 'Ada'},
  'to leave': {...DIALOG, kind: 'leave', message: ''},
  'a list': {...FIELD, kind: 'select', label: 'Size', index: 0, options: SIZES},
  suggestions: {...FIELD, kind: 'suggest', label: 'City', index: -1, options: [{label: 'Berlin', note: 'Germany'}]},
  'a date': {...DATE, kind: 'date', value: '2026-05-04'},
  'a time': {...DATE, kind: 'time', value: '12:30'},
  'a month': {...DATE, kind: 'month', value: '2026-05'},
  'a week': {...DATE, kind: 'week', value: '2026-W19'},
  'a date and time': {...DATE, kind: 'datetime-local', value: '2026-05-04T12:30'},
  'a colour': {...FIELD, kind: 'color', label: '', value: '#ff0000', options: [{label: '#00ff00'}, {label: '#0000ff'}]},
  'a menu': {...FIELD, kind: 'menu', link: `${SHOP}about.html`, image: '', text: 'Shop', editable: false},
  'who signs in': {...DIALOG, kind: 'login', realm: 'The staff'},
  'where someone is': {...DIALOG, kind: 'permission', permission: 'geolocation'},
  files: FILES,
};

/** A page of Anna's asks her. */
export async function ask(prompt: Prompt): Promise<{joined: Joined; view: HTMLElement}> {
  const joined = await anna();
  const view = await show(joined, 'wf-view', html`<wf-view style="block-size: 360px"></wf-view>`);
  await shopIn(joined);
  joined.room.ask(1, prompt);
  await waitUntil(() => inside(view, '[popover]')?.matches(':popover-open'), prompt.kind);
  return {joined, view};
}

/** Every question, and one that someone else is asked. */
export const QUESTIONS = {
  ...Object.fromEntries(Object.entries(ASKED).map(([name, prompt]) => [name, async () => (await ask(prompt)).view])),
  async 'of someone else'() {
    const joined = await guest();
    joined.room.open(0, SHOP, 'Shop');
    const view = await show(joined, 'wf-view', html`<wf-view style="block-size: 360px"></wf-view>`);
    await shopIn(joined);
    joined.room.ask(1, {...WHOLE, kind: 'confirm', origin: SHOP, message: 'Buy it?', waiting: true});
    return view;
  },
};
