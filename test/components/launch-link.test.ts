import {expect, fixture, html} from '@open-wc/testing';
import '../../components/define.ts';
import type {WfLauncher} from '../../components/index.ts';
import '../../components/launcher/from-links.ts';
import {waitUntil} from '../support/wait-until.ts';

/** Where nothing answers. */
const SPACE = 'http://127.0.0.1:4/here/+tea/';

/** A link, and what became of a click on it; it leads nowhere. */
async function click(attributes: Record<string, string>, how: MouseEventInit = {}) {
  const link = await fixture<HTMLAnchorElement>(html`<a data-wf-launch>Get help</a>`);
  for (const [name, value] of Object.entries(attributes)) link.setAttribute(name, value);
  let isTaken = false;
  const press = () => {
    const event = new MouseEvent('click', {bubbles: true, cancelable: true, composed: true, ...how});
    const stay = (late: Event) => {
      isTaken = late.defaultPrevented;
      late.preventDefault();
    };
    window.addEventListener('click', stay, {once: true});
    link.dispatchEvent(event);
  };
  press();
  return {link, press, isTaken, launchers: [...document.querySelectorAll<WfLauncher>('wf-launcher')]};
}

describe('<a data-wf-launch>', () => {
  let asked = 0;
  const refuse = (event: Event) => {
    asked++;
    event.preventDefault();
  };

  beforeEach(() => {
    asked = 0;
    document.addEventListener('wf-session-start', refuse);
  });

  afterEach(() => {
    document.removeEventListener('wf-session-start', refuse);
    for (const launcher of document.querySelectorAll('wf-launcher')) launcher.remove();
  });

  it('opens the space that it leads to in the page, each time in the same launcher', async () => {
    const address = `${SPACE}?widget_key=wk_tea&url=http%3A%2F%2Fshop.localhost%2F`;
    const {isTaken, launchers, press} = await click({href: address});
    const [launcher, ...others] = launchers;
    expect([isTaken, others.length]).to.deep.equal([true, 0]);
    const {server, space, widgetKey, url, label, opens} = launcher!;
    expect([server, space, widgetKey, url, label, opens]).to.deep.equal([
      'http://127.0.0.1:4/here',
      'tea',
      'wk_tea',
      'http://shop.localhost/',
      'Get help',
      'panel',
    ]);
    await waitUntil(() => asked === 1);
    press();
    await waitUntil(() => asked === 2);
    expect(document.querySelectorAll('wf-launcher').length).to.equal(1);
  });

  it('takes the word of its attributes before that of its address, and opens where it stands', async () => {
    const more = {'data-opens': 'place', 'data-label': 'Tea', 'data-widget-key': 'wk_own', 'data-user-name': 'Ada'};
    const {link, launchers} = await click({href: `${SPACE}?widget_key=wk_tea`, ...more});
    const {label, widgetKey, userName} = launchers[0]!;
    expect([label, widgetKey, userName]).to.deep.equal(['Tea', 'wk_own', 'Ada']);
    expect(link.nextElementSibling).to.equal(launchers[0]);
  });

  it('hands on no attribute that is not one of a launcher, such as a script', async () => {
    const more = {'data-onclick': 'globalThis.isRun = true', 'data-style': 'inset: 0', 'data-user-name': 'Ada'};
    const {launchers} = await click({href: `${SPACE}?widget_key=wk_tea`, ...more});
    const names = launchers[0]!.getAttributeNames();
    expect(names).to.include('user-name').and.not.to.include.members(['onclick']).and.not.to.include.members(['style']);
  });

  it('is a plain link where another tab is wanted', async () => {
    for (const how of [{ctrlKey: true}, {metaKey: true}, {shiftKey: true}, {altKey: true}, {button: 1}]) {
      const {isTaken, launchers} = await click({href: `${SPACE}?widget_key=wk_tea`}, how);
      expect([isTaken, launchers.length], JSON.stringify(how)).to.deep.equal([false, 0]);
    }
  });

  it('is a plain link without a key, and says so', async () => {
    const told = new Promise<string>((resolve) => {
      const {onerror} = window;
      window.onerror = (message) => {
        window.onerror = onerror;
        resolve(String(message));
        return true;
      };
    });
    const {isTaken, launchers} = await click({href: SPACE});
    expect([isTaken, launchers.length]).to.deep.equal([false, 0]);
    expect(await told).to.include('Expected widget_key in the address of the link "Get help"');
  });
});
