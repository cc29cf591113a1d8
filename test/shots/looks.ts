import {executeServerCommand, setViewport} from '@web/test-runner-commands';
import {below} from '../support/accessible/look.ts';
import {LEFT_TO_RIGHT, type Reading, RIGHT_TO_LEFT, readAs, settled} from './each-state.ts';

/** How an element is looked at. */
interface Look extends Reading {
  readonly width: number;
}

const LIGHT: Look = {width: 720, scheme: 'light', ...LEFT_TO_RIGHT};

/** A picture is taken of each state in each of these. */
export const LOOKS: Readonly<Record<string, Look>> = {
  light: LIGHT,
  dark: {...LIGHT, scheme: 'dark'},
  rtl: {...LIGHT, ...RIGHT_TO_LEFT},
  phone: {...LIGHT, width: 360},
};

/** The least and the greatest height of a picture, and that of one with something that keeps to the window. */
const HEIGHTS = {least: 120, greatest: 1000, window: 640};

/** Takes a picture of what the page shows, in every look. */
export async function shoot(element: HTMLElement, name: string): Promise<void> {
  for (const [as, {width, ...reading}] of Object.entries(LOOKS)) {
    readAs(reading);
    await setViewport({width, height: keepsToWindow(element) ? HEIGHTS.window : HEIGHTS.least});
    await settled(element);
    await setViewport({width, height: heightOf(element)});
    await settled(element);
    await executeServerCommand('shoot', {name: `${name}-${as}`});
  }
}

/** Whether something of it is as large as the window lets it be. */
function keepsToWindow(element: HTMLElement): boolean {
  return [...below(element), element].some((each) => each.matches('dialog[open], wf-launcher'));
}

/** How far down what is to be seen goes. */
function heightOf(element: HTMLElement): number {
  const bottoms = [...below(element), element, document.body]
    .filter((each) => each.checkVisibility({visibilityProperty: true}))
    .map((each) => each.getBoundingClientRect().bottom + 16);
  const {least, greatest, window} = HEIGHTS;
  if (keepsToWindow(element)) return window;
  return Math.round(Math.min(greatest, Math.max(least, ...bottoms)));
}
