import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import '../../components/define.ts';
import type {WfTabBar} from '../../components/index.ts';
import {TestRoom} from '../../src/client/testing/index.ts';
import {guest, host, idle, type Joined} from '../support/sessions.ts';
import {standsByItsSession} from '../support/standing.ts';
import {waitUntil} from '../support/wait-until.ts';

async function show({session}: Joined): Promise<WfTabBar> {
  const element = await fixture<HTMLElement>(
    html`<wf-session .session=${session}><wf-tab-bar></wf-tab-bar></wf-session>`,
  );
  const bar = element.querySelector('wf-tab-bar')!;
  await bar.updateComplete;
  return bar;
}

function tabs(bar: WfTabBar): HTMLElement[] {
  return [...bar.shadowRoot!.querySelectorAll<HTMLElement>('[role=tab]')];
}

function part(bar: WfTabBar, name: string): HTMLElement {
  return bar.shadowRoot!.querySelector<HTMLElement>(`[part~=${name}]`)!;
}

async function threeTabs(joined: Joined): Promise<WfTabBar> {
  joined.room.open(0, 'http://shop.localhost/', 'Shop');
  joined.room.open(0, 'http://shop.localhost/tea', 'Tea');
  joined.room.open(0, 'http://shop.localhost/cart', 'Cart');
  const bar = await show(joined);
  await bar.updateComplete;
  return bar;
}

describe('<wf-tab-bar>', () => {
  standsByItsSession('wf-tab-bar', {news: ({room}) => room.open(0, 'http://shop.localhost/', 'Shop'), says: 'Shop'});

  it('is accessible with no session, no tab, and many tabs', async () => {
    await expect(await fixture<HTMLElement>(html`<wf-tab-bar></wf-tab-bar>`)).to.be.accessible();
    const empty = await show(idle());
    await expect(empty).to.be.accessible();
    expect(empty.shadowRoot!.querySelector('[role=tablist]')!.checkVisibility(), 'a list of nothing').to.equal(false);
    await expect(await threeTabs(await host())).to.be.accessible();
    await expect(await threeTabs(await guest())).to.be.accessible();
  });

  it('marks the tab that everyone sees', async () => {
    const bar = await threeTabs(await host());
    expect(tabs(bar).map((tab) => tab.getAttribute('aria-selected'))).to.deep.equal(['false', 'false', 'true']);
    expect(part(bar, 'active').textContent).to.contain('Cart');
  });

  it('shows the icon of a page, which comes with the session, and a plain one where there is none', async () => {
    const joined = await host();
    const bar = await threeTabs(joined);
    const icon = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
    joined.room.as('room', 'tab_changed', {ssid: 2, icon});
    await joined.session.getTabs();
    await bar.updateComplete;
    expect(tabs(bar).map((tab) => tab.querySelector('img')?.src ?? '')).to.deep.equal(['', icon, '']);
    await expect(bar).to.be.accessible();
    joined.room.as('room', 'tab_changed', {ssid: 2, icon: ''});
    await joined.session.getTabs();
    await bar.updateComplete;
    expect(bar.shadowRoot!.querySelector('img')).to.equal(null);
  });

  it('asks, and moves the mark only when the session has moved', async () => {
    const joined = await host();
    const bar = await threeTabs(joined);
    const asked = oneEvent(bar, 'wf-tab-activate');
    tabs(bar)[0]!.click();
    expect((await asked).detail).to.deep.equal({ssid: 1});
    await joined.session.getTabs();
    await bar.updateComplete;
    expect(joined.room.state.activeSsid).to.equal(1);
    expect(part(bar, 'active').textContent).to.contain('Shop');
  });

  it('stays where it is when the page refuses the switch', async () => {
    const joined = await host();
    const bar = await threeTabs(joined);
    document.addEventListener('wf-tab-activate', (event) => event.preventDefault(), {once: true});
    tabs(bar)[0]!.click();
    await bar.updateComplete;
    expect(joined.room.state.activeSsid).to.equal(3);
  });

  it('shows the tabs of others without letting a guest switch or close them', async () => {
    const joined = await guest();
    const bar = await threeTabs(joined);
    expect(tabs(bar).every((tab) => tab.getAttribute('aria-disabled') === 'true')).to.equal(true);
    expect(bar.shadowRoot!.querySelector('.close')).to.equal(null);
    tabs(bar)[0]!.click();
    expect(joined.room.state.activeSsid).to.equal(3);
  });

  it('lets a guest close a tab of their own', async () => {
    const joined = await guest();
    joined.room.open(1, 'http://shop.localhost/', 'Mine');
    const bar = await show(joined);
    part(bar, 'close').click();
    await bar.updateComplete;
    expect(joined.room.state.tabs).to.deep.equal([]);
  });

  it('has one tab stop, and arrows, Home and End within it', async () => {
    const bar = await threeTabs(await host());
    expect(tabs(bar).filter((tab) => tab.tabIndex === 0)).to.have.length(1);
    tabs(bar)[2]!.focus();
    const visit = async (press: string) => {
      await sendKeys({press});
      return tabs(bar).indexOf(bar.shadowRoot!.activeElement as HTMLElement);
    };
    expect(await visit('ArrowRight')).to.equal(0);
    expect(await visit('ArrowLeft')).to.equal(2);
    expect(await visit('Home')).to.equal(0);
    expect(await visit('End')).to.equal(2);
    await bar.updateComplete;
    expect(tabs(bar)[2]!.tabIndex).to.equal(0);
  });

  it('is entered at the tab that everybody sees, wherever it was left', async () => {
    const joined = await host();
    const bar = await threeTabs(joined);
    tabs(bar)[1]!.focus();
    tabs(bar)[1]!.blur();
    await bar.updateComplete;
    expect(tabs(bar).map((tab) => tab.tabIndex)).to.deep.equal([-1, -1, 0]);
    joined.room.as(0, 'activate_tab', {ssid: 1});
    await bar.updateComplete;
    expect(tabs(bar).map((tab) => tab.tabIndex)).to.deep.equal([0, -1, -1]);
  });

  it('turns the arrows around where text runs from right to left', async () => {
    const bar = await threeTabs(await host());
    bar.dir = 'rtl';
    tabs(bar)[1]!.focus();
    await sendKeys({press: 'ArrowRight'});
    expect(bar.shadowRoot!.activeElement).to.equal(tabs(bar)[0]);
  });

  it('shows a tab to everyone with Enter', async () => {
    const joined = await host();
    const bar = await threeTabs(joined);
    tabs(bar)[0]!.focus();
    await sendKeys({press: 'Enter'});
    expect(joined.room.state.activeSsid).to.equal(1);
  });

  it('keeps focus in the bar when the focused tab closes', async () => {
    const joined = await host();
    const bar = await threeTabs(joined);
    tabs(bar)[1]!.focus();
    await sendKeys({press: 'Delete'});
    await bar.updateComplete;
    expect(joined.room.state.tabs.map((tab) => tab.title)).to.deep.equal(['Shop', 'Cart']);
    expect(bar.shadowRoot!.activeElement).to.equal(tabs(bar)[1]);
  });

  it('brings the active tab into a bar that is too short, and leaves the page where it is', async () => {
    const joined = await host();
    for (let number = 1; number <= 12; number++)
      joined.room.open(0, `http://shop.localhost/${number}`, `Tea ${number}`);
    const bar = await show(joined);
    bar.style.inlineSize = '400px';
    bar.style.marginBlock = '200vh';
    scrollTo(0, 0);
    for (const ssid of [1, 12]) {
      joined.room.as(0, 'activate_tab', {ssid});
      await bar.updateComplete;
      const tab = part(bar, 'active').getBoundingClientRect();
      const open = part(bar, 'open').getBoundingClientRect();
      expect(tab.left, `tab ${ssid}`).to.be.at.least(bar.getBoundingClientRect().left);
      expect(tab.right, `tab ${ssid}`).to.be.at.most(open.left);
    }
    expect(scrollY).to.equal(0);
  });

  it('keeps the active tab in a bar that gets narrower', async () => {
    const joined = await host();
    const bar = await threeTabs(joined);
    const room = bar.parentElement!;
    const isIn = () =>
      part(bar, 'active').getBoundingClientRect().right <=
      bar.shadowRoot!.querySelector('.tabs')!.getBoundingClientRect().right + 1;
    expect(isIn()).to.equal(true);
    room.style.inlineSize = '14rem';
    await waitUntil(isIn);
  });

  it('shows who is in control of the tabs of others', async () => {
    const joined = await guest();
    joined.room.open(1, 'about:blank', '');
    const bar = await threeTabs(joined);
    expect(tabs(bar).map((tab) => tab.parentElement!.textContent!.replaceAll(/\s+/g, ' ').trim())).to.deep.equal([
      'New tab',
      'Shop A',
      'Tea A',
      'Cart A',
    ]);
  });

  it('opens the start page of the session in another tab', async () => {
    const joined = await host();
    const element = await fixture<HTMLElement>(html`
      <wf-session url="http://shop.localhost/" .session=${joined.session}><wf-tab-bar></wf-tab-bar></wf-session>
    `);
    const bar = element.querySelector('wf-tab-bar')!;
    await bar.updateComplete;
    part(bar, 'open').click();
    expect(joined.room.state.tabs.map((tab) => tab.url)).to.deep.equal(['http://shop.localhost/']);
  });

  it('tells why the session refused', async () => {
    const joined = await host();
    const bar = await show(joined);
    bar.newTabUrl = 'ftp://shop.localhost/';
    const refused = oneEvent(document, 'wf-command-refused');
    part(bar, 'open').click();
    const event = await refused;
    expect(event.target).to.equal(bar);
    expect(event.detail).to.include({code: 'invalid_url', command: 'openTab'});
    // An author who has no listener finds it in place, too.
    await waitUntil(() => bar.shadowRoot!.querySelector('.wrong'));
    expect(bar.shadowRoot!.querySelector('.wrong')!.textContent).to.equal(`<wf-tab-bar>: ${event.detail.message}`);
    expect(event.detail.message).to.contain('ftp://shop.localhost/');
  });

  describe('with tabs that can be paused', () => {
    async function pausable(): Promise<{joined: Joined; bar: WfTabBar}> {
      const joined = await guest({name: 'Ben'}, new TestRoom({pause_enabled: true}));
      joined.room.open(0, 'http://shop.localhost/', 'Shop');
      joined.room.open(1, 'http://shop.localhost/tea', 'Tea');
      return {joined, bar: await show(joined)};
    }

    it('offers it for the own tabs alone', async () => {
      const {bar} = await pausable();
      const titles = [...bar.shadowRoot!.querySelectorAll('.item:has(.pause)')].map((item) => item.textContent!.trim());
      expect(titles).to.deep.equal(['Tea']);
      await expect(bar).to.be.accessible();
    });

    it('pauses and shows again, and marks it for everyone', async () => {
      const {joined, bar} = await pausable();
      const asked = oneEvent(document, 'wf-tab-pause');
      part(bar, 'pause').click();
      expect((await asked).detail).to.deep.equal({ssid: 2});
      await bar.updateComplete;
      expect(joined.room.state.tabs[1]?.paused).to.equal(true);
      expect(tabs(bar)[1]!.getAttribute('aria-label')).to.contain('paused');
      expect(part(bar, 'pause').getAttribute('aria-label')).to.equal('Show to the others again: Tea');
      await expect(bar).to.be.accessible();
      document.addEventListener('wf-tab-resume', (event) => event.preventDefault(), {once: true});
      part(bar, 'pause').click();
      expect(joined.room.state.tabs[1]?.paused).to.equal(true);
      part(bar, 'pause').click();
      await bar.updateComplete;
      expect(joined.room.state.tabs[1]?.paused).to.equal(false);
    });

    it('is used by keyboard', async () => {
      const {joined, bar} = await pausable();
      tabs(bar)[1]!.focus();
      // The next picture, which nobody is quicker than.
      await bar.updateComplete;
      await sendKeys({press: 'Tab'});
      expect(bar.shadowRoot!.activeElement).to.equal(part(bar, 'pause'));
      await sendKeys({press: 'Enter'});
      expect(joined.room.state.tabs[1]?.paused).to.equal(true);
    });
  });

  it('lets anyone pick a tab for themselves in huddle mode', async () => {
    const joined = await guest();
    const bar = await threeTabs(joined);
    joined.room.as(0, 'set_huddle_mode', {enabled: true});
    await bar.updateComplete;
    expect(tabs(bar).some((tab) => tab.getAttribute('aria-disabled') === 'true')).to.equal(false);
    tabs(bar)[0]!.click();
    await bar.updateComplete;
    expect(part(bar, 'active').textContent).to.contain('Shop');
    expect(joined.room.state.participants.map(({activeSsid}) => activeSsid)).to.deep.equal([3, 1]);
  });

  it('keeps the focus where a button goes with the right to press it', async () => {
    const joined = await host();
    const bar = await threeTabs(joined);
    part(bar, 'close').focus();
    joined.provider.lose();
    await bar.updateComplete;
    expect(part(bar, 'close')).to.equal(null);
    expect(bar.shadowRoot!.activeElement).to.equal(tabs(bar)[0]);
    joined.provider.find();
    await bar.updateComplete;
    part(bar, 'open').focus();
    joined.provider.lose();
    await bar.updateComplete;
    expect(bar.shadowRoot!.activeElement).to.equal(part(bar, 'open'));
  });

  it('opens no tab where the settings leave that to the host', async () => {
    const joined = await guest({name: 'Ben'}, new TestRoom({non_hosts_can_open_tabs: false}));
    const bar = await threeTabs(joined);
    expect(part(bar, 'open').ariaDisabled).to.equal('true');
    part(bar, 'open').click();
    joined.room.as(0, 'make_host', {to: 1});
    await bar.updateComplete;
    expect(part(bar, 'open').ariaDisabled).to.equal(null);
    expect(joined.room.state.tabs).to.have.length(3);
    part(bar, 'open').click();
    await waitUntil(() => joined.room.state.tabs.length === 4);
  });
});
