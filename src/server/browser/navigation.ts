import {setTimeout as delay} from 'node:timers/promises';
import type {CDPSession, Protocol} from 'puppeteer-core';
import type {TabErrorCode} from '../../model/state.ts';
import type {Refuses} from './gate.ts';
import {type Step, stepThroughHistory, waysFrom} from './history.ts';
import {followIcon} from './icon.ts';
import {explainLoadError, type Trouble, UNKNOWN} from './load-error.ts';
import {followTitle} from './title.ts';

type Frame = Protocol.Page.Frame;

/** What can change about a page without it being another page. */
export interface PageChanges {
  readonly title?: string;
  /** Its sign as a `data:` address, or nothing. */
  readonly icon?: string;
  readonly loading?: boolean;
  /** Why no page is shown, as a sentence; null when one is shown again. */
  readonly error?: string | null;
  /** What that is, for programs: comes with each `error`. */
  readonly errorCode?: TabErrorCode;
  readonly canGoBack?: boolean;
  readonly canGoForward?: boolean;
}

/** Told where a page goes. */
export interface NavigationListener {
  /** It starts to load another document. */
  relocating(url: string): void;
  /** It shows another document, or another address of the same one. */
  relocated(url: string): void;
  changed(changes: PageChanges): void;
}

/** A page can add to its history all the time. Milliseconds. */
const PAUSE = 250;

/** Chromium's name for a load that another one put an end to, or that brought no page. */
const ABORTED = 'net::ERR_ABORTED';

/**
 * How long nothing may come before a load that stopped is believed to have brought no page. Milliseconds. What stops can
 * also be the document before, which was still loading when it was left, and the browser does not say which.
 */
const SETTLED = 1_000;

const CRASHED: Trouble = {error: 'The page crashed. Reload it to try again.', errorCode: 'crashed'};

/** For a page that is gone. */
const NOBODY: NavigationListener = {relocating() {}, relocated() {}, changed() {}};

/** Follows the main frame of one page and tells where it goes. */
export class Navigation {
  #session: CDPSession;
  #mainFrame: string;
  #refuses: Refuses;
  #listener: NavigationListener;
  /** What the page shows, or showed before it crashed. */
  #shown: {readonly url: string; readonly trouble: Trouble | null} = {url: 'about:blank', trouble: null};
  /** Where it was last told to go, or to be. */
  #told = '';
  /** Id of the load that brought the document. */
  #loaderId = '';
  /** Whether a document was asked for that has not come yet. */
  #awaited = false;
  /** Whether its load has begun: until then, what ends is the load of the document before. */
  #begun = false;
  #stopped: NodeJS.Timeout | undefined;
  /** Why it is about to crash, where that is wanted. */
  #crashReason: Trouble | null = null;
  #document = new AbortController();
  #historyChanged = false;
  #tellingHistory = false;
  /** How often it was told where to go. */
  #orders = 0;
  /** Whether the empty page that every tab begins as is on its way to another one. */
  #leavingEmpty = false;

  /** Chromium gives a page's target and its main frame the same id. */
  constructor(session: CDPSession, mainFrame: string, refuses: Refuses, listener: NavigationListener) {
    this.#session = session;
    this.#mainFrame = mainFrame;
    this.#refuses = refuses;
    this.#listener = listener;
    session.on('Page.frameStartedNavigating', (event) => this.#onStarted(event));
    session.on('Page.frameStartedLoading', ({frameId}) => {
      if (frameId === this.#mainFrame) this.#begun = true;
    });
    session.on('Page.frameNavigated', ({frame}) => this.#onCommitted(frame));
    session.on('Page.navigatedWithinDocument', (event) => this.#onMovedWithin(event));
    session.on('Page.domContentEventFired', () => this.#onHistory());
    session.on('Page.documentOpened', ({frame}) => this.#onOpened(frame));
    session.on('Page.frameStoppedLoading', ({frameId}) => this.#onStopped(frameId));
  }

  /** The page is gone, and what is still found out about it is told to nobody. */
  detach(): void {
    this.#listener = NOBODY;
    this.#document.abort();
    clearTimeout(this.#stopped);
  }

  /** Begins to load an address. Settles when the site has answered. */
  async go(url: string): Promise<void> {
    const order = ++this.#orders;
    const begin = () => this.#session.send('Page.navigate', {url}, {timeout: 0});
    if (this.#loaderId) {
      await begin();
      return;
    }
    this.#leavingEmpty = true;
    let {errorText, isDownload} = await begin();
    const stays = () => errorText === ABORTED && !this.#loaderId && order === this.#orders;
    // The empty page itself may still be loading, and then its end is the end of what was begun meanwhile.
    if (stays() && !isDownload) ({errorText} = await begin());
    if (order !== this.#orders) return;
    this.#leavingEmpty = false;
    if (stays()) this.#stay();
  }

  /** Goes back or forward, by one page. Stays where it is when there is none. */
  async step(step: Step): Promise<void> {
    await stepThroughHistory(this.#session, step, this.#shown.url);
  }

  /** Takes what a page that opened by itself shows already. */
  async catchUp(): Promise<void> {
    const {frameTree} = await this.#session.send('Page.getFrameTree');
    // The document that every page begins with has no address, or an empty one.
    if (frameTree.frame.url && frameTree.frame.url !== 'about:blank') this.#onCommitted(frameTree.frame);
    else this.#follow(this.#document.signal);
  }

  /** Ends whatever the page does, by having it crash: nothing else reaches one that is busy. `reason` is a sentence. */
  crash(reason: string): void {
    this.#crashReason = {error: reason, errorCode: 'stopped'};
    this.#session.send('Page.crash').catch(() => {});
  }

  /** The page crashed; `why` where someone had its process end. */
  crashed(why: Trouble | null): void {
    clearTimeout(this.#stopped);
    this.#document.abort();
    this.#awaited = false;
    this.#listener.changed({...(this.#crashReason ?? why ?? CRASHED), loading: false});
    this.#crashReason = null;
  }

  #onStarted({frameId, url, navigationType}: Protocol.Page.FrameStartedNavigatingEvent): void {
    if (frameId !== this.#mainFrame || navigationType === 'sameDocument' || navigationType === 'historySameDocument')
      return;
    clearTimeout(this.#stopped);
    this.#awaited = true;
    this.#begun = false;
    this.#leave(url);
  }

  #onCommitted(frame: Frame): void {
    // The event may come after `catchUp` has found the same document.
    if (frame.id !== this.#mainFrame || frame.loaderId === this.#loaderId) return;
    this.#loaderId = frame.loaderId;
    this.#leavingEmpty = false;
    clearTimeout(this.#stopped);
    this.#awaited = false;
    const {signal} = this.#renewDocument();
    if (frame.unreachableUrl) this.#onFailed(frame.unreachableUrl, signal);
    else this.#show(frame.url + (frame.urlFragment ?? ''), null);
    this.#follow(signal);
    this.#onHistory();
  }

  async #onFailed(url: string, signal: AbortSignal): Promise<void> {
    // It was sent on to another address, or the document that was on its way before came first.
    if (url !== this.#told) this.#leave(url);
    const refused = this.#refuses(url);
    const trouble = refused === null ? await this.#explain(url) : refusal(url, refused);
    if (signal.aborted) return;
    this.#shown = {url, trouble};
    this.#listener.changed({...trouble, loading: false});
  }

  #explain(url: string): Promise<Trouble> {
    return explainLoadError(this.#session, url).catch(() => UNKNOWN);
  }

  #onMovedWithin({frameId, url}: Protocol.Page.NavigatedWithinDocumentEvent): void {
    if (frameId !== this.#mainFrame) return;
    this.#show(url, null);
    this.#onHistory();
  }

  /** The page wrote itself a new document, which the observer of the old one does not see. */
  #onOpened(frame: Frame): void {
    if (frame.id === this.#mainFrame) this.#follow(this.#renewDocument().signal);
  }

  /** A download, an answer without a page, or a stop: the page that was there is still there. */
  #onStopped(frameId: string): void {
    if (frameId !== this.#mainFrame || this.#leavingEmpty) return;
    this.#onHistory();
    clearTimeout(this.#stopped);
    if (this.#awaited && this.#begun) this.#stopped = setTimeout(() => this.#stay(), SETTLED).unref();
  }

  #stay(): void {
    this.#onHistory();
    if (!this.#awaited) return;
    this.#awaited = false;
    const {url, trouble} = this.#shown;
    this.#show(url, trouble);
  }

  #leave(url: string): void {
    this.#told = url;
    this.#listener.relocating(url);
  }

  #show(url: string, trouble: Trouble | null): void {
    this.#shown = {url, trouble};
    this.#told = url;
    this.#listener.relocated(url);
    if (trouble) this.#listener.changed(trouble);
  }

  #renewDocument(): AbortController {
    this.#document.abort();
    this.#document = new AbortController();
    return this.#document;
  }

  #follow(signal: AbortSignal): void {
    const tell = (title: string) => this.#listener.changed({title});
    // Ends with the document, which another one may replace at any moment.
    followTitle(this.#session, this.#mainFrame, tell, signal).catch(() => {});
    const show = (icon: string) => this.#listener.changed({icon});
    followIcon(this.#session, this.#mainFrame, this.#refuses, show, signal).catch(() => {});
  }

  #onHistory(): void {
    this.#historyChanged = true;
    // A document that has just come may not be the browser's yet; it is a moment later, when it is parsed.
    if (!this.#tellingHistory) this.#tellHistory().catch(() => {});
  }

  async #tellHistory(): Promise<void> {
    this.#tellingHistory = true;
    try {
      while (this.#historyChanged) {
        this.#historyChanged = false;
        const {back, forward, rest} = await waysFrom(this.#session);
        this.#listener.changed({canGoBack: back !== null, canGoForward: forward !== null});
        await delay(Math.max(PAUSE, rest), undefined, {ref: false});
      }
    } finally {
      this.#tellingHistory = false;
    }
  }
}

/** Where people may not go in this session, or no page can be. */
function refusal(url: string, error: string): Trouble {
  return {error, errorCode: /^https?:/i.test(url) ? 'blocked_url' : 'invalid_url'};
}
