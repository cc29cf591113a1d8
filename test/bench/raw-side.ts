import type {CDPSession} from 'puppeteer-core';
import {type Chromium, launch} from '../../src/server/browser/launch.ts';
import {FilteringProxy} from '../../src/server/browser/proxy.ts';
import {LOCAL_SITES, MIDDLE, type Receive, type Side, type Tab} from './tab.ts';

/** As the server sets them. */
const SCREENCAST = {format: 'jpeg', quality: 80} as const;
const VIEWPORT = {width: 1280, height: 720, deviceScaleFactor: 1, mobile: false} as const;

/** The DevTools protocol and nothing else: the same browser with the same flags, each picture acknowledged at once. */
export class RawSide implements Side {
  #proxy: FilteringProxy;
  #chromium: Chromium;
  #context: string;

  private constructor(proxy: FilteringProxy, chromium: Chromium, context: string) {
    this.#proxy = proxy;
    this.#chromium = chromium;
    this.#context = context;
  }

  static async start(executablePath: string): Promise<RawSide> {
    const proxy = new FilteringProxy({localSites: LOCAL_SITES});
    const guard = [`--proxy-server=http://127.0.0.1:${await proxy.listen()}`, '--proxy-bypass-list=<-loopback>'];
    const chromium = await launch({executablePath, guard});
    const {browserContextId} = await chromium.root.send('Target.createBrowserContext');
    return new RawSide(proxy, chromium, browserContextId);
  }

  async openTab(url: string, _viewers: number, receive: Receive): Promise<Tab> {
    const {root} = this.#chromium;
    const {targetId} = await root.send('Target.createTarget', {url: 'about:blank', browserContextId: this.#context});
    const {sessionId} = await root.send('Target.attachToTarget', {targetId, flatten: true});
    const session = root.connection()?.session(sessionId) as CDPSession;
    session.on('Page.screencastFrame', (frame) => {
      send(session, 'Page.screencastFrameAck', {sessionId: frame.sessionId});
      receive(0, Buffer.from(frame.data, 'base64').length, true);
    });
    await Promise.all([
      session.send('Page.enable'),
      session.send('Emulation.setDeviceMetricsOverride', VIEWPORT),
      session.send('Emulation.setFocusEmulationEnabled', {enabled: true}),
    ]);
    send(session, 'Page.startScreencast', SCREENCAST);
    send(session, 'Page.navigate', {url});
    return {
      click: () => click(session),
      close: async () => void (await root.send('Target.closeTarget', {targetId})),
    };
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
  // Fails only when the tab is closed meanwhile.
  session.send(...command).catch(() => {});
}
