import {expect, fixture, html} from '@open-wc/testing';
import '../../components/define.ts';
import {SCENES} from '../support/accessible/scenes.ts';
import {shoot} from './looks.ts';
import {STATES} from './states.ts';

const {fetch} = window;
const {error} = console;

describe('pictures of every element and state', () => {
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
    Object.assign(document.documentElement, {lang: 'en', dir: 'ltr'});
    document.documentElement.style.colorScheme = 'light';
    sessionStorage.clear();
    window.fetch = fetch;
  });

  after(() => {
    window.fetch = fetch;
    console.error = error;
  });

  it('are of all elements there are', () => {
    expect(Object.keys(STATES).sort()).to.deep.equal(Object.keys(SCENES));
  });

  for (const [tag, states] of Object.entries(STATES)) {
    for (const [state, show] of Object.entries(states)) {
      it(`<${tag}>: ${state}`, async function () {
        this.timeout(60_000);
        const element = await show();
        await shoot(element, `${tag}/${state.replaceAll(' ', '-')}`);
      });
    }
  }
});
