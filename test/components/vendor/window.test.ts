import {expect, fixture, html, nextFrame} from '@open-wc/testing';
import '../../../components/define.ts';
import type {WfSession, WfView} from '../../../components/index.ts';
import {webfuse} from '../../../src/client/index.ts';
import {cloud, STAND_IN} from '../../support/vendor/cloud.ts';
import {waitUntil} from '../../support/wait-until.ts';

type Content = ReturnType<typeof html>;

/** Waits for longer than usual: the machine may be busy. */
function until(test: () => boolean): Promise<void> {
  return waitUntil(test, undefined, {timeout: 4_000});
}

async function show(content: Content | string = ''): Promise<WfSession> {
  return fixture<WfSession>(html`
    <wf-session provider="webfuse" space="838" widget-key="wk_tea" server=${STAND_IN}>${content}</wf-session>
  `);
}

function frameOf(session: WfSession): HTMLIFrameElement {
  return session.session!.node!;
}

function boxOf(frame: HTMLIFrameElement): HTMLElement {
  return frame.parentElement!;
}

/** How often a frame has loaded since. */
function loadsOf(frame: HTMLIFrameElement): () => number {
  let loads = 0;
  frame.addEventListener('load', () => loads++);
  return () => loads;
}

function rectOf(element: Element): object {
  const {left, top, width, height} = element.getBoundingClientRect();
  return {left: Math.round(left), top: Math.round(top), width: Math.round(width), height: Math.round(height)};
}

/** An element of somebody else's with a view in its shadow root. */
function hide(view: HTMLElement, host = document.createElement('div')): HTMLElement {
  host.attachShadow({mode: 'open'}).append(view);
  return host;
}

describe('the window of a session of the vendor', () => {
  let session: WfSession;
  afterEach(async () => {
    if (session.session?.started) await session.end();
  });

  it('is slotted into the view of the room, from the light DOM of the document', async () => {
    session = await show();
    session.style.blockSize = '500px';
    await session.start();
    const frame = frameOf(session);
    expect(document.querySelector(`#${frame.id}`)).to.equal(frame);
    expect(frame.parentElement!.parentElement).to.equal(session);
    const room = session.shadowRoot!.querySelector('wf-room')!;
    const view = room.shadowRoot!.querySelector('wf-view')!;
    expect(rectOf(frame)).to.deep.equal(rectOf(view));
    expect(frame.getBoundingClientRect().width).to.be.greaterThan(200);
  });

  it('is slotted into a view in the page', async () => {
    session = await show(html`<div><wf-view></wf-view></div>`);
    await session.start();
    const view = session.querySelector('wf-view')!;
    expect(frameOf(session).parentElement!.parentElement).to.equal(view);
    expect(rectOf(frameOf(session))).to.deep.equal(rectOf(view));
    expect(view.shadowRoot!.querySelector<HTMLElement>('[tabindex]')!.checkVisibility()).to.equal(false);
  });

  it('is slotted through a component of the author that passes it on', async () => {
    session = await show(html`<p>By the author</p>`);
    session.id = 'passed';
    const host = document.createElement('div');
    host.attachShadow({mode: 'closed'}).innerHTML =
      '<wf-view for="passed"><slot name="wf-window" slot="wf-window"></slot></wf-view>';
    session.append(host);
    await session.start();
    expect(frameOf(session).parentElement!.parentElement).to.equal(host);
  });

  it('may use all that pages in a session need', async () => {
    session = await show(html`<wf-view></wf-view>`);
    await session.start();
    for (const feature of ['camera', 'microphone', 'display-capture', 'clipboard-write', 'fullscreen', 'autoplay']) {
      expect(frameOf(session).allow).to.contain(`${feature} *`);
    }
  });

  it('does not load again when the session is rendered again, or its attributes change', async () => {
    session = await show();
    await session.start();
    const loads = loadsOf(frameOf(session));
    session.setAttribute('server', 'other.example');
    session.setAttribute('space', '839');
    session.setAttribute('url', 'https://shop.example/');
    session.requestUpdate();
    await session.updateComplete;
    const room = session.shadowRoot!.querySelector('wf-room')!;
    room.requestUpdate();
    await room.updateComplete;
    await nextFrame();
    expect(loads()).to.equal(0);
    expect(frameOf(session).isConnected).to.equal(true);
  });

  it('leaves the room in place, though it stands among what the author put there', async () => {
    session = await show();
    await session.start();
    await nextFrame();
    expect(session.shadowRoot!.querySelector('wf-room')).not.to.equal(null);
  });

  it('is laid over the view that the author puts in place of the room, and loads nothing anew', async () => {
    session = await show();
    await session.start();
    const frame = frameOf(session);
    const loads = loadsOf(frame);
    const view = document.createElement('wf-view');
    view.style.inlineSize = '300px';
    session.append(view);
    await until(() => !session.shadowRoot!.querySelector('wf-room'));
    await until(() => JSON.stringify(rectOf(frame)) === JSON.stringify(rectOf(view)));
    expect(loads()).to.equal(0);
  });

  it('comes back in another view when the one it was slotted into is gone', async () => {
    session = await show(html`<wf-view></wf-view>`);
    await session.start();
    const frame = frameOf(session);
    session.querySelector('wf-view')!.remove();
    expect(frame.isConnected).to.equal(false);
    const view = document.createElement('wf-view');
    session.append(view);
    await until(() => frame.isConnected);
    expect(boxOf(frame).parentElement).to.equal(view);
    expect(rectOf(frame)).to.deep.equal(rectOf(view));
  });

  it('is shown in an iframe of the page, or an element, when that is asked for', async () => {
    const element = await fixture<HTMLElement>(html`<div style="block-size: 120px"><iframe id="own"></iframe></div>`);
    const space = await webfuse.initSpace('wk_tea', '838', {provider: 'webfuse', server: STAND_IN});
    const framed = space.session();
    await framed.start('#own');
    expect(framed.node).to.equal(element.querySelector('#own'));
    expect(framed.window).to.equal(framed.node!.contentWindow);
    await framed.end();
    expect(element.querySelector('#own')!.isConnected).to.equal(true);
    const placed = space.session();
    await placed.start(element);
    await until(() => JSON.stringify(rectOf(placed.node!)) === JSON.stringify(rectOf(element)));
    await placed.end();
  });

  it('is not shown in an iframe that the client of the vendor cannot find', async () => {
    const host = await fixture<HTMLElement>(html`<div></div>`);
    const frame = document.createElement('iframe');
    host.attachShadow({mode: 'open'}).append(frame);
    const space = await webfuse.initSpace('wk_tea', '838', {provider: 'webfuse', server: STAND_IN});
    const refused = await space
      .session()
      .start(frame)
      .catch((error) => error.code);
    expect(refused).to.equal('unsupported');
  });

  it('is in front while it is being started, since it may ask for a name', async () => {
    session = await show(html`<wf-view></wf-view>`);
    const {quirks} = cloud();
    quirks.starts = false;
    session.start().catch(() => {});
    await until(() => session.session?.node !== undefined && frameOf(session) !== null);
    quirks.starts = true;
    const view = session.querySelector('wf-view')!;
    const {left, top, width, height} = view.getBoundingClientRect();
    expect(session.status).to.equal('connecting');
    expect(view.shadowRoot!.querySelector('.cue')!.textContent).to.contain('Connecting…');
    expect(document.elementFromPoint(left + width / 2, top + height / 2)).to.equal(frameOf(session));
    frameOf(session).parentElement!.remove();
  });

  it('makes way for what the view says once the session has ended, and comes back with the next', async () => {
    session = await show(html`<wf-view></wf-view>`);
    await session.start();
    const view = session.querySelector('wf-view')!;
    await view.updateComplete;
    expect(view.shadowRoot!.querySelector('.cue')!.textContent).to.equal('');
    await session.end();
    await view.updateComplete;
    expect(view.shadowRoot!.querySelector('.cue')!.textContent).to.contain('The session has ended');
    view.shadowRoot!.querySelector<HTMLElement>('.cue button')!.click();
    await until(() => session.status === 'live');
    expect(frameOf(session).isConnected).to.equal(true);
  });

  it('is left in peace while its element is out of the page for a moment', async () => {
    session = await show(html`<p>By the author</p>`);
    await session.start();
    const frame = frameOf(session);
    const parent = session.parentElement!;
    session.remove();
    await new Promise((resolve) => setTimeout(resolve));
    expect(session.status).to.equal('reconnecting');
    parent.append(session);
    await until(() => session.status === 'live');
    expect(frame.isConnected).to.equal(true);
  });

  describe('laid over a view in the shadow root of somebody else', () => {
    let view: WfView;
    let host: HTMLElement;
    let scroller: HTMLElement;

    async function open(): Promise<HTMLIFrameElement> {
      session = await show(html`<p>By the author</p>`);
      session.id = 'tea';
      scroller = await fixture(html`<div style="block-size: 300px; overflow: auto"></div>`);
      view = document.createElement('wf-view');
      view.setAttribute('for', 'tea');
      view.style.cssText = 'inline-size: 320px; block-size: 200px; margin-block-start: 40px';
      host = hide(view);
      const filler = document.createElement('div');
      filler.style.blockSize = '900px';
      scroller.append(host, filler);
      await view.updateComplete;
      await session.start();
      return frameOf(session);
    }

    it('is as large as the view and where it is', async () => {
      const frame = await open();
      expect(boxOf(frame).parentElement).to.equal(document.body);
      await until(() => JSON.stringify(rectOf(frame)) === JSON.stringify(rectOf(view)));
    });

    it('follows when something scrolls, and is cut off where the view is', async () => {
      const frame = await open();
      scroller.scrollTop = 100;
      await until(() => JSON.stringify(rectOf(frame)) === JSON.stringify(rectOf(view)));
      await until(() => boxOf(frame).style.height === '140px');
      expect(boxOf(frame).getBoundingClientRect().top).to.equal(scroller.getBoundingClientRect().top);
      scroller.scrollTop = 600;
      await until(() => boxOf(frame).style.visibility === 'hidden');
      scroller.scrollTop = 0;
      await until(() => boxOf(frame).style.visibility === 'visible');
      await until(() => boxOf(frame).style.height === '200px');
      expect(rectOf(frame)).to.deep.equal(rectOf(view));
    });

    it('follows when the view gets another size, or is moved by something else', async () => {
      const frame = await open();
      view.style.inlineSize = '240px';
      await until(() => frame.style.width === '240px');
      view.style.marginBlockStart = '75px';
      await until(() => JSON.stringify(rectOf(frame)) === JSON.stringify(rectOf(view)));
      host.style.transform = 'translateX(13px)';
      await until(() => JSON.stringify(rectOf(frame)) === JSON.stringify(rectOf(view)));
    });

    it('is out of sight while the view is, and loads nothing anew', async () => {
      const frame = await open();
      const loads = loadsOf(frame);
      host.hidden = true;
      await until(() => boxOf(frame).style.visibility === 'hidden');
      host.hidden = false;
      await until(() => boxOf(frame).style.visibility === 'visible');
      host.remove();
      await until(() => boxOf(frame).style.visibility === 'hidden');
      scroller.prepend(host);
      await until(() => boxOf(frame).style.visibility === 'visible');
      await until(() => JSON.stringify(rectOf(frame)) === JSON.stringify(rectOf(view)));
      expect(loads()).to.equal(0);
    });

    it('is entered where the view is in the order of the page', async () => {
      const frame = await open();
      await view.updateComplete;
      view.focus();
      expect(document.activeElement).to.equal(frame);
      await expect(view).to.be.accessible();
    }).timeout(20_000);

    it('is above what the view is in', async () => {
      const frame = await open();
      host.remove();
      scroller.style.position = 'relative';
      scroller.style.zIndex = '7';
      scroller.prepend(host);
      await until(() => boxOf(frame).style.zIndex === '7');
    });
  });
});
