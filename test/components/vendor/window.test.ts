import {expect, fixture, html, nextFrame, waitUntil} from '@open-wc/testing';
import '../../../components/define.ts';
import type {WfSession, WfView} from '../../../components/index.ts';
import {STAND_IN} from '../../support/vendor/cloud.ts';

type Content = ReturnType<typeof html>;

async function show(content: Content | string = ''): Promise<WfSession> {
  return fixture<WfSession>(html`
    <wf-session provider="webfuse" space="838" widget-key="wk_tea" server=${STAND_IN}>${content}</wf-session>
  `);
}

function frameOf(session: WfSession): HTMLIFrameElement {
  return session.session!.node!;
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
  host.attachShadow({mode: 'closed'}).append(view);
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
    expect(frame.parentElement).to.equal(session);
    const room = session.shadowRoot!.querySelector('wf-room')!;
    const view = room.shadowRoot!.querySelector('wf-view')!;
    expect(rectOf(frame)).to.deep.equal(rectOf(view));
    expect(frame.getBoundingClientRect().width).to.be.greaterThan(200);
  });

  it('is slotted into a view in the page', async () => {
    session = await show(html`<div><wf-view></wf-view></div>`);
    await session.start();
    const view = session.querySelector('wf-view')!;
    expect(frameOf(session).parentElement).to.equal(view);
    expect(rectOf(frameOf(session))).to.deep.equal(rectOf(view));
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
      expect(frame.parentElement).to.equal(document.body);
      await waitUntil(() => JSON.stringify(rectOf(frame)) === JSON.stringify(rectOf(view)));
    });

    it('follows when something scrolls, and is cut off where the view is', async () => {
      const frame = await open();
      scroller.scrollTop = 100;
      await waitUntil(() => JSON.stringify(rectOf(frame)) === JSON.stringify(rectOf(view)));
      await waitUntil(() => frame.style.clipPath !== '');
      expect(frame.style.clipPath).to.match(/^inset\(60px 0px/);
    });

    it('follows when the view gets another size, or is moved by something else', async () => {
      const frame = await open();
      view.style.inlineSize = '240px';
      await waitUntil(() => frame.style.width === '240px');
      view.style.marginBlockStart = '75px';
      await waitUntil(() => JSON.stringify(rectOf(frame)) === JSON.stringify(rectOf(view)));
      host.style.transform = 'translateX(13px)';
      await waitUntil(() => JSON.stringify(rectOf(frame)) === JSON.stringify(rectOf(view)));
    });

    it('is out of sight while the view is, and loads nothing anew', async () => {
      const frame = await open();
      const loads = loadsOf(frame);
      host.hidden = true;
      await waitUntil(() => frame.style.visibility === 'hidden');
      host.hidden = false;
      await waitUntil(() => frame.style.visibility === 'visible');
      host.remove();
      await waitUntil(() => frame.style.visibility === 'hidden');
      scroller.append(host);
      await waitUntil(() => frame.style.visibility === 'visible');
      await waitUntil(() => JSON.stringify(rectOf(frame)) === JSON.stringify(rectOf(view)));
      expect(loads()).to.equal(0);
    });

    it('is above what the view is in', async () => {
      const frame = await open();
      host.remove();
      scroller.style.position = 'relative';
      scroller.style.zIndex = '7';
      scroller.append(host);
      await waitUntil(() => frame.style.zIndex === '7');
    });
  });
});
