import {html} from '@open-wc/testing';
import {inside} from '../support/accessible/look.ts';
import {anna, show} from '../support/accessible/scene.ts';
import type {Joined} from '../support/sessions.ts';
import {waitUntil} from '../support/wait-until.ts';
import {ask, FILES} from './questions.ts';
import {shopIn} from './shop.ts';

/** Has a file of that name be chosen, or dropped, whose sending stops on the way. */
async function sent(
  {provider}: Joined,
  element: HTMLElement,
  filename: string,
  give: (files: DataTransfer) => void,
): Promise<HTMLElement> {
  provider.upload = (_file, tell) => {
    tell?.(0.6);
    return new Promise(() => {});
  };
  const files = new DataTransfer();
  files.items.add(new File(['text'], filename));
  give(files);
  await waitUntil(() => inside<HTMLProgressElement>(element, 'progress')?.value === 0.6, 'how much is sent');
  return element;
}

/** Has it be chosen in the field for files that is there. */
async function chosen(joined: Joined, element: HTMLElement, filename: string): Promise<HTMLElement> {
  return sent(joined, element, filename, ({files}) => {
    const field = inside<HTMLInputElement>(element, '[type=file]');
    field.files = files;
    field.dispatchEvent(new Event('change', {bubbles: true}));
  });
}

const LONG = `${'a-very-long-name-'.repeat(6)}.csv`;

/** The bar of what can be done: while someone draws, and while a file is shared with everyone. */
export const DONE = {
  async 'while one draws'() {
    const joined = await anna();
    const element = await show(joined, 'wf-controls');
    await joined.session.toggleDrawing();
    return element;
  },
  async 'a file is shared'() {
    const joined = await anna();
    return chosen(joined, await show(joined, 'wf-controls'), 'plan.pdf');
  },
  async 'a file with a long name is shared'() {
    const joined = await anna();
    return chosen(joined, await show(joined, 'wf-controls'), LONG);
  },
};

/** Files that a page asked for, or that were dropped onto it. */
export const GIVEN = {
  async 'files, on their way'() {
    const {joined, view} = await ask(FILES);
    return chosen(joined, view, 'plan.pdf');
  },
  async 'files with long names, on their way'() {
    const {joined, view} = await ask(FILES);
    return chosen(joined, view, LONG);
  },
  'a file that was dropped': () => dropped('plan.pdf'),
  'a file with a long name that was dropped': () => dropped(LONG),
};

async function dropped(filename: string): Promise<HTMLElement> {
  const joined = await anna();
  const view = await show(joined, 'wf-view', html`<wf-view style="block-size: 360px"></wf-view>`);
  await shopIn(joined);
  await waitUntil(() => inside(view, 'textarea') && inside(view, 'wf-prompts')?.shadowRoot, 'what takes files');
  const {left, top} = view.getBoundingClientRect();
  const at = {clientX: left + 160, clientY: top + 90, bubbles: true, composed: true, cancelable: true};
  return sent(joined, view, filename, (dataTransfer) => {
    inside(view, 'textarea').dispatchEvent(new DragEvent('drop', {...at, dataTransfer}));
  });
}
