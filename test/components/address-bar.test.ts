import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import '../../components/define.ts';
import {withScheme} from '../../components/address-bar/url.ts';
import type {WfAddressBar} from '../../components/index.ts';
import {emulate} from '../support/emulate.ts';
import {guest, host, idle, type Joined, nextTask} from '../support/sessions.ts';
import {standsByItsSession} from '../support/standing.ts';

async function show({session}: Joined): Promise<WfAddressBar> {
  const element = await fixture<HTMLElement>(html`
    <wf-session .session=${session}><wf-address-bar></wf-address-bar></wf-session>
  `);
  const bar = element.querySelector('wf-address-bar')!;
  await bar.updateComplete;
  return bar;
}

function part<T extends HTMLElement = HTMLButtonElement>(bar: WfAddressBar, name: string): T {
  return bar.shadowRoot!.querySelector<T>(`[part=${name}]`)!;
}

function isDisabled(bar: WfAddressBar, name: string): boolean {
  return part(bar, name).getAttribute('aria-disabled') === 'true';
}

function input(bar: WfAddressBar): HTMLInputElement {
  return part<HTMLInputElement>(bar, 'input');
}

async function enter(bar: WfAddressBar, address: string): Promise<void> {
  bar.focus();
  await sendKeys({type: address});
  await sendKeys({press: 'Enter'});
  await nextTask();
  await bar.updateComplete;
}

describe('<wf-address-bar>', () => {
  standsByItsSession('wf-address-bar', {
    news: ({room}) => room.open(0, 'http://shop.localhost/', 'Shop'),
    says: 'http://shop.localhost/',
    reads: (control) => input(control as WfAddressBar).value,
  });

  it('is accessible in every state', async () => {
    await expect(await fixture<HTMLElement>(html`<wf-address-bar></wf-address-bar>`)).to.be.accessible();
    await expect(await show(idle())).to.be.accessible();
    const joined = await host();
    const bar = await show(joined);
    await expect(bar).to.be.accessible();
    await enter(bar, 'tea');
    await expect(bar).to.be.accessible();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    joined.room.as('room', 'tab_relocating', {ssid: 1, url: 'http://shop.localhost/tea'});
    await expect(bar).to.be.accessible();
    const other = await guest();
    other.room.open(0, 'http://shop.localhost/', 'Shop');
    await expect(await show(other)).to.be.accessible();
  });

  it('opens the first tab when there is none', async () => {
    const joined = await host();
    await enter(await show(joined), 'example.com');
    expect(joined.room.state.tabs.map((tab) => tab.url)).to.deep.equal(['https://example.com/']);
  });

  it('asks, and shows the address once the session is there', async () => {
    const joined = await host();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    const bar = await show(joined);
    const asked = oneEvent(bar, 'wf-tab-relocate');
    await enter(bar, 'shop.localhost/tea');
    expect((await asked).detail).to.deep.equal({ssid: 1, url: 'http://shop.localhost/tea'});
    joined.room.arrive(1, 'http://shop.localhost/teas', 'Teas');
    await bar.updateComplete;
    expect(input(bar).value).to.equal('http://shop.localhost/teas');
  });

  it('stays where it is when the page refuses the address', async () => {
    const joined = await host();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    const bar = await show(joined);
    document.addEventListener('wf-tab-relocate', (event) => event.preventDefault(), {once: true});
    await enter(bar, 'example.com');
    expect(joined.room.state.tabs[0]?.loading).to.equal(false);
    expect(input(bar).value).to.equal('http://shop.localhost/');
  });

  it('loads an address in the tab that it was written for, and in no other', async () => {
    const joined = await host();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    joined.room.open(0, 'http://shop.localhost/tea', 'Tea');
    const bar = await show(joined);
    const {promise: answer, resolve} = Promise.withResolvers<boolean>();
    document.addEventListener('wf-tab-relocate', (event) => event.waitFor(answer), {once: true});
    await enter(bar, 'shop.localhost/cart');
    joined.room.as(0, 'activate_tab', {ssid: 1});
    resolve(true);
    await nextTask();
    expect(joined.room.state.tabs.map(({loading}) => loading)).to.deep.equal([false, true]);
    bar.focus();
    await sendKeys({type: 'half'});
    joined.room.as(0, 'activate_tab', {ssid: 2});
    await bar.updateComplete;
    expect(input(bar).value).not.to.contain('half');
  });

  it('says why an address was refused, and keeps what was typed', async () => {
    const joined = await host();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    const bar = await show(joined);
    const refused = oneEvent(document, 'wf-command-refused');
    await enter(bar, 'ftp://example.com/');
    const {detail, target} = await refused;
    expect(target).to.equal(bar);
    expect(detail).to.include({code: 'invalid_url', command: 'relocateTab'});
    expect(part(bar, 'refusal').textContent).to.equal(detail.message);
    expect(input(bar).value).to.equal('ftp://example.com/');
    expect(input(bar).getAttribute('aria-invalid')).to.equal('true');
    const escapes: boolean[] = [];
    const note = (event: KeyboardEvent) => escapes.push(event.defaultPrevented);
    document.addEventListener('keydown', note);
    await sendKeys({press: 'Escape'});
    await bar.updateComplete;
    expect(input(bar).value).to.equal('http://shop.localhost/');
    expect(part(bar, 'refusal').textContent).to.equal('');
    await sendKeys({press: 'Escape'});
    document.removeEventListener('keydown', note);
    expect(escapes, 'the first was for what was typed').to.deep.equal([true, false]);
  });

  it('keeps what is being typed when the page moves on', async () => {
    const joined = await host();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    const bar = await show(joined);
    bar.focus();
    await sendKeys({type: 'exam'});
    joined.room.arrive(1, 'http://shop.localhost/tea', 'Tea');
    await bar.updateComplete;
    expect(input(bar).value).to.equal('exam');
  });

  it('keeps still for those who want less motion', async function () {
    if (!(await emulate('prefers-reduced-motion', 'reduce'))) return this.skip();
    const joined = await host();
    joined.room.as(0, 'open_tab', {url: 'http://shop.localhost/'});
    const ssid = joined.room.state.activeSsid!;
    joined.room.as('room', 'tab_relocating', {ssid, url: 'http://shop.localhost/tea'});
    const bar = await show(joined);
    expect(part(bar, 'progress')).not.to.equal(null);
    await Promise.all(bar.shadowRoot!.getAnimations().map(({finished}) => finished));
    expect(bar.shadowRoot!.getAnimations()).to.deep.equal([]);
    await emulate('prefers-reduced-motion', 'no-preference');
  });

  it('shows that a page is loading until it is there', async () => {
    const joined = await host();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    const bar = await show(joined);
    expect(part(bar, 'progress')).to.equal(null);
    joined.room.as('room', 'tab_relocating', {ssid: 1, url: 'http://shop.localhost/tea'});
    await bar.updateComplete;
    expect(part(bar, 'progress')).not.to.equal(null);
    expect(part(bar, 'form').getAttribute('aria-busy')).to.equal('true');
    joined.room.arrive(1, 'http://shop.localhost/tea', 'Tea');
    await bar.updateComplete;
    expect(part(bar, 'progress')).to.equal(null);
  });

  it('goes back and forward only where there is something', async () => {
    const joined = await host();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    const bar = await show(joined);
    expect([isDisabled(bar, 'back'), isDisabled(bar, 'forward')]).to.deep.equal([true, true]);
    joined.room.as('room', 'tab_changed', {ssid: 1, canGoBack: true});
    await bar.updateComplete;
    expect([isDisabled(bar, 'back'), isDisabled(bar, 'forward')]).to.deep.equal([false, true]);
    const asked = oneEvent(bar, 'wf-go-back');
    part(bar, 'back').click();
    expect((await asked).detail).to.deep.equal({ssid: 1});
  });

  it('can be read but not written by someone who is not in control', async () => {
    const joined = await guest();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    const bar = await show(joined);
    expect(input(bar).readOnly).to.equal(true);
    expect(input(bar).value).to.equal('http://shop.localhost/');
    expect(isDisabled(bar, 'reload')).to.equal(true);
  });

  it('adds the scheme that people leave out, and touches nothing else', () => {
    const cases = {
      'example.com': 'https://example.com',
      ' example.com/a b ': 'https://example.com/a b',
      'example.com:8443/x': 'https://example.com:8443/x',
      '192.0.2.1': 'https://192.0.2.1',
      'shop.localhost/tea': 'http://shop.localhost/tea',
      'localhost:8080': 'http://localhost:8080',
      'http://example.com': 'http://example.com',
      'javascript:alert(1)': 'javascript:alert(1)',
      'tea with milk': 'tea with milk',
      tea: 'tea',
    };
    for (const [typed, expected] of Object.entries(cases)) expect(withScheme(typed)).to.equal(expected);
  });
});
