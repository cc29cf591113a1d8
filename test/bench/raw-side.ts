import type {CDPSession} from 'puppeteer-core';
import type {Chromium} from '../../src/server/browser/chromium.ts';
import {launch} from '../../src/server/browser/launch.ts';
import {FilteringProxy} from '../../src/server/browser/proxy.ts';
import {sizeOf} from '../../src/server/browser/whole.ts';
import {BLANK} from './measures.ts';
import {LOCAL_SITES, MIDDLE, type Receive, type Side, type Tab, type Watching, WIDTH} from './tab.ts';

/** As the server sets them. */
const SCREENCAST = {format: 'jpeg', quality: 80} as const;
const VIEWPORT = {width: WIDTH, height: 720, deviceScaleFactor: 1, mobile: false} as const;

/** The DevTools protocol and nothing else: the same browser with the same flags, each picture acknowledged at once. */
export class RawSide implements Side {
  #proxy: FilteringProxy;
  #chromium: Chromium;
  #context: string;
  /** Pages that wait for someone to take hold of them, by their ids. */
  #held: Map<string, CDPSession>;

  private constructor(proxy: FilteringProxy, chromium: Chromium, context: string, held: Map<string, CDPSession>) {
    this.#proxy = proxy;
    this.#chromium = chromium;
    this.#context = context;
    this.#held = held;
    chromium.gate.watch(context, {
      refuses: () => null,
      blocks: () => false,
      askLogin: async () => null,
      hasFrame: () => false,
    });
  }

  static async start(executablePath: string): Promise<RawSide> {
    const proxy = new FilteringProxy({localSites: LOCAL_SITES});
    const guard = [`--proxy-server=http://127.0.0.1:${await proxy.listen()}`, '--proxy-bypass-list=<-loopback>'];
    const chromium = await launch({executablePath, guard});
    const {browserContextId} = await chromium.root.send('Target.createBrowserContext');
    const held = new Map<string, CDPSession>();
    chromium.root.on('Target.attachedToTarget', ({sessionId, targetInfo: {targetId}}) => {
      held.set(targetId, chromium.root.connection()?.session(sessionId) as CDPSession);
    });
    return new RawSide(proxy, chromium, browserContextId, held);
  }

  get pid(): number {
    return this.#chromium.pid as number;
  }

  async another(): Promise<RawSide> {
    const {browserContextId} = await this.#chromium.root.send('Target.createBrowserContext');
    return new RawSide(this.#proxy, this.#chromium, browserContextId, this.#held);
  }

  async openTab(url: string, {sharp}: Watching, receive: Receive): Promise<Tab> {
    const {root} = this.#chromium;
    const {targetId} = await root.send('Target.createTarget', {url: 'about:blank', browserContextId: this.#context});
    const session = this.#held.get(targetId) as CDPSession;
    let due = sharp ?? false;
    const show = (data: string, time = Date.now()) => {
      const {length} = Buffer.from(data, 'base64');
      const width = sizeOf(data)?.width;
      receive(0, length, width === undefined ? null : {width, time});
      return length;
    };
    session.on('Page.screencastFrame', (frame) => {
      send(session, 'Page.screencastFrameAck', {sessionId: frame.sessionId});
      const {timestamp} = frame.metadata;
      const bytes = show(frame.data, timestamp && timestamp * 1000);
      // Of the empty page that gives way to the one that is opened, there may never be an answer.
      if (!due || bytes < BLANK) return;
      // Sooner than this no sharp picture can be had of what has just changed. It shows as a change itself.
      due = false;
      session.send('Page.captureScreenshot', SCREENCAST).then(({data}) => show(data), gone);
    });
    await Promise.all([
      session.send('Page.enable'),
      // Nothing of a page is shown before it is known what is private in it.
      this.#chromium.masking?.tell(session, [], {
        onUnanswered: () => {},
        onSent: () => {},
        onTyped: () => {},
        onDrawn: () => {},
      }),
      session.send('Emulation.setDeviceMetricsOverride', {...VIEWPORT, deviceScaleFactor: sharp ? 2 : 1}),
      session.send('Emulation.setFocusEmulationEnabled', {enabled: true}),
      session.send('Runtime.runIfWaitingForDebugger'),
    ]);
    send(session, 'Page.startScreencast', SCREENCAST);
    send(session, 'Page.navigate', {url});
    return {
      click: () => {
        due = sharp ?? false;
        click(session);
      },
      close: async () => void (await root.send('Target.closeTarget', {targetId})),
    };
  }

  async leave(): Promise<void> {
    await this.#chromium.root.send('Target.disposeBrowserContext', {browserContextId: this.#context});
  }

  async close(): Promise<void> {
    await this.#chromium.close();
    await this.#proxy.close();
  }
}

function click(session: CDPSession): void {
  const button = {...MIDDLE, button: 'left', clickCount: 1} as const;
  send(session, 'Input.dispatchMouseEvent', {...button, type: 'mousePressed', buttons: 1});
  send(session, 'Input.dispatchMouseEvent', {...button, type: 'mouseReleased', buttons: 0});
}

function send(session: CDPSession, ...command: Parameters<CDPSession['send']>): void {
  session.send(...command).catch(gone);
}

/** It fails only when the tab is closed meanwhile. */
function gone(): void {}
