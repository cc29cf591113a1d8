import type {CDPSession, Protocol} from 'puppeteer-core';
import {CODEC, encodeHeader, HEADER_BYTES} from '../../protocol/frames.ts';
import {Viewer} from './viewer.ts';

type Arrived = Protocol.Page.ScreencastFrameEvent;

/** Below 80, small text grows a visible fringe; above, pictures cost a third more for nothing that can be seen. */
const QUALITY = 80;

/** Someone who watches a tab. */
export interface Viewing {
  /** The viewer painted a picture, so it can take another. */
  shown(): void;
  /** No more pictures. */
  stop(): void;
}

/**
 * The pictures of one tab: one capture, however many watch, and none when nobody does. Each viewer gets the latest
 * picture it can take; Chromium is asked for the next when at least one of them can take it.
 */
export class Screencast {
  #ssid: number;
  #session: CDPSession | null = null;
  #viewers = new Set<Viewer>();
  #latest: Uint8Array | null = null;
  /** Ids of pictures that Chromium has not been thanked for: with three of them it waits. */
  #unacknowledged: number[] = [];

  constructor(ssid: number) {
    this.#ssid = ssid;
  }

  /** Takes the pictures from this page from now on. Those who watch go on watching. */
  attach(session: CDPSession): void {
    this.#session = session;
    session.on('Page.screencastFrame', (frame) => this.#onFrame(session, frame));
    this.#start();
  }

  /** The page is gone; another may come. */
  detach(): void {
    this.#session = null;
    this.#forget();
  }

  /** Sends the latest picture at once, then each new one. */
  watch(send: (message: Uint8Array) => void): Viewing {
    const viewer = new Viewer(send);
    this.#viewers.add(viewer);
    if (this.#latest) viewer.offer(this.#latest);
    if (this.#viewers.size === 1) this.#start();
    return {
      shown: () => {
        viewer.shown();
        this.#acknowledge();
      },
      stop: () => {
        if (!this.#viewers.delete(viewer)) return;
        if (this.#viewers.size === 0) this.#stop();
        else this.#acknowledge();
      },
    };
  }

  #start(): void {
    if (this.#viewers.size) this.#send('Page.startScreencast', {format: 'jpeg', quality: QUALITY});
  }

  #stop(): void {
    this.#send('Page.stopScreencast');
    this.#forget();
  }

  #forget(): void {
    this.#latest = null;
    this.#unacknowledged = [];
  }

  #onFrame(session: CDPSession, {data, metadata, sessionId}: Arrived): void {
    if (session !== this.#session || this.#viewers.size === 0) return;
    this.#latest = this.#message(data, metadata);
    this.#unacknowledged.push(sessionId);
    for (const viewer of this.#viewers) viewer.offer(this.#latest);
    this.#acknowledge();
  }

  /** Header and bytes in one piece, made once for everyone. */
  #message(data: string, metadata: Arrived['metadata']): Uint8Array {
    const message = Buffer.allocUnsafeSlow(HEADER_BYTES + Buffer.byteLength(data, 'base64'));
    const header = encodeHeader({
      codec: CODEC.jpeg,
      ssid: this.#ssid,
      width: Math.round(metadata.deviceWidth),
      height: Math.round(metadata.deviceHeight),
      time: metadata.timestamp ? metadata.timestamp * 1000 : Date.now(),
      keyFrame: true,
    });
    message.set(header);
    message.write(data, HEADER_BYTES, 'base64');
    return message;
  }

  #acknowledge(): void {
    if (![...this.#viewers].some((viewer) => viewer.ready)) return;
    for (const sessionId of this.#unacknowledged.splice(0)) this.#send('Page.screencastFrameAck', {sessionId});
  }

  #send(...[method, params]: Parameters<CDPSession['send']>): void {
    // Fails only when the page goes, which is told elsewhere.
    this.#session?.send(method, params).catch(() => {});
  }
}
