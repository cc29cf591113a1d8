import {executeServerCommand, setViewport} from '@web/test-runner-commands';
import {below} from '../support/accessible/look.ts';

/** How an element is looked at. */
interface Look {
  readonly width: number;
  readonly scheme: 'light' | 'dark';
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
}

const LIGHT: Look = {width: 720, scheme: 'light', lang: 'en', dir: 'ltr'};

/** A picture is taken of each state in each of these. */
export const LOOKS: Readonly<Record<string, Look>> = {
  light: LIGHT,
  dark: {...LIGHT, scheme: 'dark'},
  rtl: {...LIGHT, lang: 'ar', dir: 'rtl'},
  phone: {...LIGHT, width: 360},
};

/** The least and the greatest height of a picture, and that of one with something that keeps to the window. */
const HEIGHTS = {least: 120, greatest: 1000, window: 640};

/** Takes a picture of what the page shows, in every look. */
export async function shoot(element: HTMLElement, name: string): Promise<void> {
  for (const [as, {width, scheme, lang, dir}] of Object.entries(LOOKS)) {
    Object.assign(document.documentElement, {lang, dir});
    document.documentElement.style.colorScheme = scheme;
    await setViewport({width, height: keepsToWindow(element) ? HEIGHTS.window : HEIGHTS.least});
    await settled();
    await setViewport({width, height: heightOf(element)});
    await settled();
    await executeServerCommand('shoot', {name: `${name}-${as}`});
  }
}

/** Waits until what moves has come to rest, twice: what is said in another language is fetched, and then laid out. */
async function settled(): Promise<void> {
  for (let times = 0; times < 2; times++) {
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    // What moves for as long as it is there, such as a spinner, never ends.
    const moving = document.getAnimations().filter(({effect}) => effect?.getTiming().iterations !== Infinity);
    await Promise.allSettled(moving.map(({finished}) => finished));
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
