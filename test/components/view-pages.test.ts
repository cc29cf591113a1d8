import {expect, fixture, html} from '@open-wc/testing';
import {sendMouse} from '@web/test-runner-commands';
import '../../components/define.ts';
import {type WfFactEvent, type WfSession, type WfView, webfuse} from '../../components/index.ts';
import {Pages} from '../../src/client/local/pages.ts';
import {evolve} from '../../src/model/evolve.ts';
import {INITIAL_STATE} from '../../src/model/state.ts';
import {waitUntil} from '../support/wait-until.ts';

const FIRST = new URL('/test/support/pages/first.html', location.href).href;
const SECOND = new URL('/test/support/pages/second.html', location.href).href;
/** The same page, from another origin. */
const FOREIGN = FIRST.replace('127.0.0.1', 'localhost');

let spaces = 0;

/** Pages take as long as the machine is busy. */
function until(test: () => boolean, what?: string): Promise<void> {
  return waitUntil(test, what);
}

/** Ada, who begins, and Ben, in one space, each with a view. */
async function together(settings: object = {}): Promise<{ada: WfSession; ben: WfSession}> {
  const space = `pages-${Date.now()}-${spaces++}`;
  const session = (name: string) => html`
    <wf-session provider="local" .space=${space} .userName=${name} .settings=${settings}>
      <wf-view style="inline-size: 400px; block-size: 200px"></wf-view>
    </wf-session>
  `;
  const both = await fixture(html`<div>${session('Ada')}${session('Ben')}</div>`);
  const [ada, ben] = both.querySelectorAll('wf-session') as unknown as [WfSession, WfSession];
  await ada.start();
  await ben.start();
  return {ada, ben};
}

function view(session: WfSession): WfView {
  return session.querySelector('wf-view')!;
}

function frames(session: WfSession): HTMLIFrameElement[] {
  return [...view(session).shadowRoot!.querySelectorAll('iframe')];
}

function page(session: WfSession, index = 0): Window {
  return frames(session)[index]!.contentWindow!;
}

function shows(session: WfSession, url: string, index = 0): boolean {
  try {
    const {location: place, document: shown} = page(session, index);
    return place.href === url && shown.readyState === 'complete';
  } catch {
    return false;
  }
}

/** Opens a tab for Ada and waits until both see it. */
async function opened(ada: WfSession, ben: WfSession, url = FIRST): Promise<number> {
  const {ssid} = await ada.openTab(url);
  const index = frames(ada).length - 1;
  await until(() => shows(ada, url, index) && shows(ben, url, index), 'both see the page');
  const isLoaded = (session: WfSession) => session.state?.tabs.find((tab) => tab.ssid === ssid)?.loading === false;
  await until(() => isLoaded(ada) && isLoaded(ben));
  return ssid;
}

function facts(session: WfSession, ...types: string[]): {type: string; url: string}[] {
  const heard: {type: string; url: string}[] = [];
  for (const type of types) {
    session.addEventListener(type, (event) => {
      heard.push({type, url: ((event as WfFactEvent).detail as {url: string}).url});
    });
  }
  return heard;
}

function click(inside: Window, selector: string): void {
  inside.document.querySelector<HTMLElement>(selector)!.click();
}

describe('<wf-view> of a session with no server', () => {
  it('shows a page in a frame of its own for each tab, and keeps those that are not shown', async () => {
    const {ada, ben} = await together();
    await opened(ada, ben);
    (page(ada) as Window & {kept?: boolean}).kept = true;
    await opened(ada, ben, SECOND);
    expect(frames(ada).map(({style}) => style.visibility)).to.deep.equal(['hidden', '']);
    await ada.activateTab(1);
    await until(() => frames(ada)[0]!.style.visibility === '');
    expect((page(ada) as Window & {kept?: boolean}).kept).to.equal(true);
    await ada.closeTab(1);
    await until(() => frames(ben).length === 1);
  });

  it('is accessible for those who use the page and those who watch', async () => {
    const {ada, ben} = await together();
    await opened(ada, ben);
    await expect(view(ada)).to.be.accessible();
    await expect(view(ben)).to.be.accessible();
  });

  it('takes everyone along where the one in control goes', async () => {
    const {ada, ben} = await together();
    await opened(ada, ben);
    const heard = facts(ben, 'wf-relocate-start', 'wf-relocated');
    click(page(ada), '#second');
    await until(() => shows(ben, SECOND), 'Ben sees it as well');
    await until(() => ben.state?.tabs[0]?.title === 'Second page');
    expect(heard).to.deep.equal([
      {type: 'wf-relocate-start', url: SECOND},
      {type: 'wf-relocated', url: SECOND},
    ]);
  });

  it('follows the parts of a page, what scripts make of the address, and its title', async () => {
    const {ada, ben} = await together();
    await opened(ada, ben);
    click(page(ada), '#part');
    await until(() => page(ben).location.hash === '#part');
    page(ada).history.pushState(null, '', 'second.html');
    await until(() => shows(ben, SECOND));
    page(ada).document.title = 'Another title';
    await until(() => ben.state?.tabs[0]?.title === 'Another title');
    expect(frames(ben)[0]!.title).to.equal('Another title');
  });

  it('goes back and forward, and loads the page again in every window', async () => {
    const {ada, ben} = await together();
    await opened(ada, ben);
    await ada.relocate(SECOND);
    await until(() => shows(ben, SECOND) && ada.state?.tabs[0]?.canGoBack === true);
    await ada.goBack();
    await until(() => shows(ada, FIRST) && shows(ben, FIRST));
    await until(() => ada.state?.tabs[0]?.canGoForward === true && !ada.state.tabs[0].loading);
    await ada.goForward();
    await until(() => shows(ada, SECOND) && shows(ben, SECOND) && !ada.state?.tabs[0]?.loading);
    for (const session of [ada, ben]) (page(session) as Window & {old?: boolean}).old = true;
    await ada.reload();
    const isNew = (session: WfSession) => shows(session, SECOND) && !(page(session) as Window & {old?: boolean}).old;
    await until(() => isNew(ada) && isNew(ben));
  });

  it('leaves the Back button of the window to the page around', async () => {
    const {ada, ben} = await together();
    const before = history.length;
    await opened(ada, ben);
    await ada.relocate(SECOND);
    await until(() => shows(ada, SECOND) && shows(ben, SECOND));
    expect(history.length).to.equal(before);
  });

  it('lets nobody touch a page but the one in control, and everyone read on in it', async () => {
    const {ada, ben} = await together();
    await opened(ada, ben);
    const [mine] = frames(ada);
    const [theirs] = frames(ben);
    expect([mine!.tabIndex, mine!.style.pointerEvents]).to.deep.equal([0, '']);
    expect([theirs!.tabIndex, theirs!.style.pointerEvents]).to.deep.equal([-1, 'none']);
    expect(view(ben).shadowRoot!.querySelector('[part=badge]')!.textContent).to.contain('Ada is in control');
    expect(view(ada).matches(':state(in-control)')).to.equal(true);
    expect(view(ada).shadowRoot!.querySelector('[part=badge]')).to.equal(null);

    const {left, top} = view(ben).getBoundingClientRect();
    await sendMouse({type: 'move', position: [Math.round(left + 200), Math.round(top + 60)]});
    view(ben)
      .shadowRoot!.querySelector('.pages')!
      .dispatchEvent(new WheelEvent('wheel', {deltaY: 120}));
    await until(() => page(ben).scrollY === 120);

    await ada.transferTabControl(1);
    await until(() => theirs!.tabIndex === 0);
    click(page(ben), '#second');
    await until(() => shows(ada, SECOND));
  });

  it('lets whoever is not in control read on in a page after a seat was lost, too', async () => {
    const element = await fixture(html`<div style="inline-size: 400px; block-size: 200px"></div>`);
    const pages = new Pages(() => {});
    const hide = pages.show(element);
    const opening = {name: 'tab_opened', payload: {ssid: 1, tabIndex: 0, url: FIRST, leaderIndex: 0}} as const;
    const state = {...evolve(INITIAL_STATE, opening), activeSsid: 1};
    pages.follow(state, 1);
    pages.clear();
    pages.follow(state, 1);
    const inside = element.querySelector('iframe')!.contentWindow!;
    await until(() => inside.location.href === FIRST && inside.document.readyState === 'complete');
    element.dispatchEvent(new WheelEvent('wheel', {deltaY: 120}));
    await until(() => inside.scrollY === 120, 'it scrolls');

    hide();
    expect(element.childElementCount).to.equal(0);
  });

  it('hides a paused page from the others, who are taken along when it is shown again', async () => {
    const {ada, ben} = await together({pause_enabled: true});
    await opened(ada, ben);
    await ada.pauseTab();
    await until(() => frames(ben)[0]!.style.visibility === 'hidden');
    expect(view(ben).shadowRoot!.querySelector('.cue')!.textContent).to.contain('Ada will show this page again soon.');
    click(page(ada), '#second');
    await until(() => shows(ada, SECOND) && ada.state?.tabs[0]?.title === 'Second page');
    expect(page(ben).location.href).to.equal(FIRST);
    expect(ben.state?.tabs[0]?.url).to.equal(FIRST);
    await ada.resumeTab();
    await until(() => shows(ben, SECOND));
  });

  it('carries messages to the page in every window, and from it to its owner', async () => {
    const {ada, ben} = await together();
    await opened(ada, ben);
    const heard: unknown[] = [];
    for (const [name, session] of Object.entries({ada, ben})) {
      session.addEventListener('wf-message', (event) => heard.push([name, (event as WfFactEvent).detail]));
    }
    await ada.sendMessage('ping', 'https://elsewhere.example');
    await ada.sendMessage('ping', location.origin);
    await until(() => page(ben).document.title === 'Heard ping');
    await until(() => heard.length === 1);
    const [[name, detail]] = heard as [[string, {data: unknown; origin: string}]];
    expect([name, detail.data, detail.origin]).to.deep.equal(['ada', {pong: location.origin}, location.origin]);
    window.postMessage('from nowhere', '*');
    page(ben).parent.postMessage('from a window of the page itself', '*');
    await ada.sendChatMessage('done');
    expect(heard.length).to.equal(1);
  });

  it('tells of someone who uses the page', async () => {
    const {ada, ben} = await together();
    await opened(ada, ben);
    const active = new Promise((resolve) => ben.addEventListener('wf-user-activity', resolve));
    page(ada).dispatchEvent(new PointerEvent('pointerdown'));
    await active;
  });

  it('follows a page of another origin as far as browsers tell', async () => {
    const {ada, ben} = await together();
    const heard = facts(ben, 'wf-relocated');
    await ada.openTab(FOREIGN);
    await until(() => heard.length === 1);
    expect(heard[0]!.url).to.equal(FOREIGN);
    await ada.relocate(`${FOREIGN}#part`);
    await until(() => heard.length === 2);
    await ada.relocate(SECOND);
    await until(() => shows(ben, SECOND) && ben.state?.tabs[0]?.title === 'Second page');
  });

  it('lets a page do what it needs, and nothing to the window around it', async () => {
    const {ada, ben} = await together();
    await opened(ada, ben);
    const [frame] = frames(ada);
    expect(frame!.sandbox.contains('allow-scripts')).to.equal(true);
    expect(frame!.sandbox.contains('allow-top-navigation')).to.equal(false);
    expect(frame!.sandbox.contains('allow-top-navigation-by-user-activation')).to.equal(false);
    expect(frame!.allow).not.to.contain('camera');
    expect(frame!.referrerPolicy).to.equal('strict-origin-when-cross-origin');
  });

  it('says how large the page is', async () => {
    const {ada, ben} = await together();
    await opened(ada, ben);
    expect(await ada.getScreenSize()).to.deep.equal({width: 400, height: 200});
  });

  it('is one of several places in a page that show the session, of which one tells', async () => {
    const {ada, ben} = await together();
    await opened(ada, ben);
    const second = document.createElement('wf-view');
    second.style.cssText = 'inline-size: 400px; block-size: 200px';
    ada.append(second);
    const inSecond = () => second.shadowRoot?.querySelector('iframe')?.contentWindow;
    await until(() => inSecond()?.document.readyState === 'complete' && inSecond()?.location.href === FIRST);
    const heard = facts(ben, 'wf-relocated');
    await ada.relocate(SECOND);
    await until(() => inSecond()?.location.href === SECOND && shows(ben, SECOND));
    await until(() => ben.state?.tabs[0]?.title === 'Second page');
    expect(heard.length).to.equal(1);

    view(ada).remove();
    click(inSecond()!, '#first');
    await until(() => shows(ben, FIRST));
  });

  it('tells of a page that arrived when control passed on', async () => {
    const {ada, ben} = await together();
    await opened(ada, ben);
    const going = ada.relocate(SECOND);
    await ada.transferTabControl(1);
    await going;
    await until(() => shows(ada, SECOND) && shows(ben, SECOND));
    await until(() => ada.state?.tabs[0]?.loading === false && ada.state.tabs[0].title === 'Second page');
  });

  it('shows the session in an element of the page that starts it', async () => {
    const space = await webfuse.initSpace('', `element-${Date.now()}`, {provider: 'local'});
    const place = await fixture<HTMLElement>(html`<div id="place" style="block-size: 200px"></div>`);
    const frame = await fixture<HTMLElement>(html`<iframe id="frame" title="A frame"></iframe>`);
    expect(frame).to.exist;
    const session = space.session({url: FIRST});
    const refused = await session.start('#frame').catch(({code}: {code: string}) => code);
    expect(refused).to.equal('unsupported');
    await session.start('#place');
    await until(() => place.querySelector('iframe')?.contentWindow?.location.href === FIRST);
    await session.end();
    expect(place.querySelector('iframe')).to.equal(null);
  });

  it('lets its pages go when it leaves the document, and loads them again when it is put back', async () => {
    const {ada, ben} = await together();
    await opened(ada, ben);
    const shown = view(ben);
    shown.remove();
    expect(frames(ada).length).to.equal(1);
    expect(shown.shadowRoot!.querySelectorAll('iframe').length).to.equal(0);
    ben.append(shown);
    await until(() => shows(ben, FIRST));
  });

  it('takes its pages away when the session is over, and offers another', async () => {
    const {ada, ben} = await together();
    await opened(ada, ben);
    await ada.end();
    await until(() => view(ben).shadowRoot!.querySelector('.cue')!.textContent!.includes('has ended'));
    expect(frames(ben)).to.deep.equal([]);
    view(ben).shadowRoot!.querySelector<HTMLElement>('.cue button')!.click();
    await until(() => ben.status === 'live');
    expect(ben.state?.me).to.equal(0);
  });
}).timeout(20_000);
