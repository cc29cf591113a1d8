import type {Protocol} from 'puppeteer-core';
import {Downloads, type DownloadsListener} from './downloads.ts';
import type {Refuses} from './gate.ts';
import type {WayOut} from './guard.ts';
import type {Chromium} from './launch.ts';
import {type Page, preparePage} from './page.ts';
import type {Prepare} from './processes.ts';

/** Longest wait for a browser that hangs. Milliseconds. */
const DISPOSE_TIMEOUT = 5000;

type TargetInfo = Protocol.Target.TargetInfo;

/** Told of the pages that a context's own pages open and close, and of what they download. */
export interface ContextListener extends DownloadsListener {
  /** A page was opened by another one, `openerId` where the browser knows it. */
  opened(page: Pick<TargetInfo, 'targetId' | 'url' | 'openerId'>): void;
  closed(targetId: string): void;
}

/** A corner of the browser with cookies, storage and cache of its own. */
export class Context {
  #chromium: Chromium;
  #id: string;
  #wayOut: WayOut;
  #downloads: Downloads;
  #listener: ContextListener;
  /** How many pages are being made right now: the browser tells of them before it answers. */
  #making = 0;

  private constructor(chromium: Chromium, id: string, wayOut: WayOut, downloads: Downloads, listener: ContextListener) {
    this.#chromium = chromium;
    this.#id = id;
    this.#wayOut = wayOut;
    this.#downloads = downloads;
    this.#listener = listener;
    chromium.root.on('Target.targetCreated', this.#onCreated);
    chromium.root.on('Target.targetDestroyed', this.#onDestroyed);
  }

  /** Makes an empty one, whose pages show nothing that is refused; its way out is closed with it. */
  static async create(
    chromium: Chromium,
    wayOut: WayOut,
    refuses: Refuses,
    listener: ContextListener,
  ): Promise<Context> {
    try {
      const {browserContextId} = await chromium.root.send('Target.createBrowserContext', {
        disposeOnDetach: true,
        ...wayOut.network,
      });
      chromium.gate.watch(browserContextId, refuses);
      const downloads = await Downloads.allow(chromium, browserContextId, listener);
      return new Context(chromium, browserContextId, wayOut, downloads, listener);
    } catch (error) {
      await wayOut.close();
      throw error;
    }
  }

  /** Makes an empty page; `prepare` has its say before anything is loaded. */
  async newPage(prepare: Prepare): Promise<Page> {
    this.#making++;
    try {
      const target = {url: 'about:blank', browserContextId: this.#id};
      const {targetId} = await this.#chromium.root.send('Target.createTarget', target);
      return await this.attach(targetId, prepare);
    } finally {
      this.#making--;
    }
  }

  /** Takes hold of a page that is there. */
  async attach(targetId: string, prepare: Prepare): Promise<Page> {
    const {root} = this.#chromium;
    const {sessionId} = await root.send('Target.attachToTarget', {targetId, flatten: true});
    const session = root.connection()?.session(sessionId);
    if (!session) throw new Error('Expected a page, got one that is gone already.');
    const page = {targetId, session};
    await preparePage(page, prepare);
    return page;
  }

  /** Closes a page, without asking it. */
  async closePage(targetId: string): Promise<void> {
    // Fails only when the page is gone already.
    await this.#chromium.root.send('Target.closeTarget', {targetId}).catch(() => {});
  }

  /** Closes all its pages and forgets what they stored. */
  async dispose(): Promise<void> {
    const {root} = this.#chromium;
    root.off('Target.targetCreated', this.#onCreated);
    root.off('Target.targetDestroyed', this.#onDestroyed);
    // Fails when the browser is gone already, or hangs.
    const disposing = root.send(
      'Target.disposeBrowserContext',
      {browserContextId: this.#id},
      {timeout: DISPOSE_TIMEOUT},
    );
    await disposing.catch(() => {});
    this.#chromium.gate.forget(this.#id);
    await Promise.all([this.#wayOut.close(), this.#downloads.dispose()]);
  }

  #onCreated = ({targetInfo}: Protocol.Target.TargetCreatedEvent): void => {
    const {type, browserContextId, openerId, url} = targetInfo;
    if (type !== 'page' || browserContextId !== this.#id) return;
    const ownMaking = this.#making > 0 && !openerId && (url === '' || url === 'about:blank');
    if (!ownMaking) this.#listener.opened(targetInfo);
  };

  #onDestroyed = ({targetId}: Protocol.Target.TargetDestroyedEvent): void => this.#listener.closed(targetId);
}
