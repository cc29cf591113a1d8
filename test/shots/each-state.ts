import {expect, fixture, html} from '@open-wc/testing';
import '../../components/define.ts';
import {below} from '../support/accessible/look.ts';
import {SCENES} from '../support/accessible/scenes.ts';
import {STATES} from './states.ts';

/** How a page can be looked at. */
export interface Reading {
  readonly scheme: 'light' | 'dark';
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
}

export const LEFT_TO_RIGHT = {lang: 'en', dir: 'ltr'} as const;
export const RIGHT_TO_LEFT = {lang: 'ar', dir: 'rtl'} as const;

const {fetch} = window;
const {error} = console;

/** Makes a group of tests, one of each state of each element. */
export function inEveryState(what: string, check: (element: HTMLElement, tag: string, state: string) => Promise<void>) {
  describe(what, () => {
    before(async () => {
      const style = document.createElement('style');
      // A line of the scenes that is there to come from by keyboard.
      style.textContent = `
        body {margin: 16px; background: Canvas; color: CanvasText; font-family: sans-serif}
        div > button:has(+ wf-session) {position: fixed; opacity: 0}`;
      document.head.append(style);
      // Which has axe loaded, by which scenes find what is in them.
      await expect(await fixture<HTMLElement>(html`<p></p>`)).to.be.accessible();
      // Mistakes of authors are to be seen, and are not those of a test.
      console.error = () => {};
    });

    beforeEach(() => {
      readAs({scheme: 'light', ...LEFT_TO_RIGHT});
      sessionStorage.clear();
      window.fetch = fetch;
    });

    after(() => {
      window.fetch = fetch;
      console.error = error;
    });

    it('has states of all elements there are', () => {
      expect(Object.keys(STATES).sort()).to.deep.equal(Object.keys(SCENES));
    });

    for (const [tag, states] of Object.entries(STATES)) {
      for (const [state, show] of Object.entries(states)) {
        it(`<${tag}>: ${state}`, async function () {
          this.timeout(60_000);
          await check(await show(), tag, state);
        });
      }
    }
  });
}

/** Has the page be read in this way from now on. */
export function readAs({scheme, lang, dir}: Reading): void {
  Object.assign(document.documentElement, {lang, dir});
  document.documentElement.style.colorScheme = scheme;
}

/** Waits until what moves has come to rest, twice: what is said in another language is fetched, and then laid out. */
export async function settled(element: HTMLElement): Promise<void> {
  for (let times = 0; times < 2; times++) {
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    // What moves for as long as it is there, such as a spinner, never ends.
    const ending = movementsOf(element).filter(({effect}) => effect?.getTiming().iterations !== Infinity);
    await Promise.allSettled(ending.map(({finished}) => finished));
  }
}

/** What moves, and has not come to rest. */
export function movementsOf(element: HTMLElement): readonly Animation[] {
  // A document knows nothing of what moves in a shadow.
  const hosts = [element, ...element.querySelectorAll('*')].flatMap((each) => [each, ...below(each)]);
  const roots = [document, ...hosts.map(({shadowRoot}) => shadowRoot)];
  return roots.flatMap((root) => root?.getAnimations() ?? []).filter(({playState}) => playState === 'running');
}
