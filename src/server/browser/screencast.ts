import type {Protocol} from 'puppeteer-core';
import {CODEC, encodeHeader, HEADER_BYTES} from '../../protocol/frames.ts';
import {Capture} from './capture.ts';
import type {Page} from './page.ts';
import {Still} from './still.ts';
import type {Turns} from './turns.ts';
import {type Tier, Viewer} from './viewer.ts';
import {DEFAULT_VIEWPORT, type Viewport} from './viewport.ts';
import {sizeOf} from './whole.ts';

/** Below 80, small text grows a visible fringe; above, pictures cost a third more for nothing that can be seen. */
const GOOD = 80;

/** Pictures of a page of text that moves, at less than half their size. */
const LIGHT = 30;

const QUALITIES: Readonly<Record<Tier, {readonly moving: number; readonly still: number}>> = {
  full: {moving: GOOD, still: GOOD},
  light: {moving: LIGHT, still: GOOD},
};

/** Someone who watches a tab. */
export interface Viewing {
  /** The viewer painted a picture, so it can take another. */
  shown(): void;
  /** No more pictures. */
  stop(): void;
}

/** What the pictures of a tab share with others, where that is not the machine, and their clock. */
export interface ScreencastOptions {
  readonly turns?: Turns;
  /** In milliseconds. */
  readonly now?: () => number;
  /** What the page is laid out for. */
  readonly viewport?: () => Viewport;
  /** The page is seen larger or smaller than before. */
  readonly onScaled?: () => void;
}

/**
 * The pictures of one tab: one capture, however many watch, another one for all whose lines are too slow for it, and none
 * when nobody watches.
 */
export class Screencast {
  readonly #ssid: number;
  readonly #options: ScreencastOptions;
  readonly #captures: Readonly<Record<Tier, Capture>>;
  readonly #still: Still;
  #scale = 1;
  /** Who watches, and whether they see more pixels than a page has CSS pixels. */
  readonly #viewers = new Map<Viewer, () => boolean>();
  #page: Pick<Page, 'session' | 'targetId'> | null = null;
  /** The page that light pictures are taken from, over a session of their own: each can hold one capture. */
  #lightFrom: Pick<Page, 'session'> | null = null;

  constructor(ssid: number, options: ScreencastOptions = {}) {
    this.#ssid = ssid;
    this.#options = options;
    const {turns, viewport = () => DEFAULT_VIEWPORT, onScaled = () => {}} = options;
    const write = ({data, metadata}: Protocol.Page.ScreencastFrameEvent) => {
      const {deviceWidth: width, deviceHeight: height, pageScaleFactor, timestamp} = metadata;
      const before = this.#scale;
      this.#scale = pageScaleFactor || 1;
      if (this.#scale !== before) onScaled();
      return this.#message(data, {width, height}, timestamp && timestamp * 1000);
    };
    const fits = ({data, metadata: {deviceWidth, deviceHeight}}: Protocol.Page.ScreencastFrameEvent) => {
      const {width, height, ratio} = viewport();
      if (ratio === 1) return true;
      // One that comes while a sharp one is made may be as sharp, and is not for everyone.
      return deviceWidth === width && deviceHeight === height && (sizeOf(data)?.width ?? 0) <= width;
    };
    this.#still = new Still({
      viewport,
      isWanted: () => this.#sharp.length > 0,
      hold: () => this.#captures.full.hold(),
      show: (data, size) => {
        const message = this.#message(data, size);
        for (const viewer of this.#sharp) viewer.offer(message);
      },
    });
    this.#captures = {
      full: new Capture({quality: QUALITIES.full, write, fits, turns, onChanged: () => this.#still.changed()}),
      light: new Capture({quality: QUALITIES.light, write, fits, turns}),
    };
  }

  /** How much larger than laid out the page is seen, where fingers have made it so or it is too wide for a phone. */
  get scale(): number {
    return this.#scale;
  }

  /** Takes the pictures from this page from now on. Those who watch go on watching. */
  attach(page: Pick<Page, 'session' | 'targetId'>): void {
    this.#page = page;
    page.session.on('Page.frameNavigated', this.#onNavigated);
    page.session.on('Page.loadEventFired', this.#onLoaded);
    this.#captures.full.attach(page.session);
    this.#still.attach(page.session);
    if (this.#captures.light.isWatched) void this.#attachLight();
  }

  /** The page is gone; another may come. */
  detach(): void {
    this.#page?.session.off('Page.frameNavigated', this.#onNavigated);
    this.#page?.session.off('Page.loadEventFired', this.#onLoaded);
    this.#page = null;
    this.#lightFrom = null;
    for (const capture of Object.values(this.#captures)) capture.detach();
    this.#still.detach();
  }

  /** Sends the latest picture at once, then each new one; and sharp ones of a page that stands still, as long as that is to be. */
  watch(send: (message: Uint8Array) => void, isSharp: () => boolean = () => false): Viewing {
    const viewer = new Viewer(send, this.#options.now);
    this.#viewers.set(viewer, isSharp);
    this.#still.again();
    let {tier} = viewer;
    this.#captures[tier].add(viewer);
    return {
      shown: () => {
        viewer.shown();
        if (viewer.tier === tier) return this.#captures[tier].next();
        this.#captures[tier].delete(viewer);
        tier = viewer.tier;
        this.#captures[tier].add(viewer);
        if (tier === 'light') void this.#attachLight();
        else this.#still.again();
      },
      stop: () => {
        this.#viewers.delete(viewer);
        this.#captures[tier].delete(viewer);
      },
    };
  }

  /** Captures how things are now, for all who watch, whether or not they have changed. */
  refresh(): void {
    for (const capture of Object.values(this.#captures)) capture.refresh();
  }

  /** Someone may see now how sharp a picture is. */
  sharpen(): void {
    this.#still.again();
  }

  /** Those whose screens and lines are good enough for sharp pictures. */
  get #sharp(): Viewer[] {
    return [...this.#viewers].filter(([{tier}, isSharp]) => tier === 'full' && isSharp()).map(([viewer]) => viewer);
  }

  // A capture that was asked for where one document gave way to another may show neither of them, and nobody says so.
  #onNavigated = ({frame}: Protocol.Page.FrameNavigatedEvent): void => {
    if (frame.parentId === undefined) this.refresh();
  };

  #onLoaded = (): void => this.refresh();

  async #attachLight(): Promise<void> {
    const page = this.#page;
    if (!page || page === this.#lightFrom) return;
    this.#lightFrom = page;
    const target = {targetId: page.targetId} as Protocol.Target.TargetInfo;
    // Fails only when the page goes.
    const session = await page.session
      .connection()
      ?.createSession(target)
      .catch(() => null);
    if (session && page === this.#page) this.#captures.light.attach(session);
  }

  /** Header and bytes in one piece, made once for everyone. */
  #message(data: string, {width, height}: Pick<Viewport, 'width' | 'height'>, time = Date.now()): Uint8Array {
    const message = Buffer.allocUnsafeSlow(HEADER_BYTES + Buffer.byteLength(data, 'base64'));
    const header = encodeHeader({
      codec: CODEC.jpeg,
      ssid: this.#ssid,
      width: Math.round(width),
      height: Math.round(height),
      time,
      keyFrame: true,
    });
    message.set(header);
    message.write(data, HEADER_BYTES, 'base64');
    return message;
  }
}
