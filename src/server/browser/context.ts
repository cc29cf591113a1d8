import type {CDPSession, Protocol} from 'puppeteer-core';
import type {Permission} from '../../protocol/prompts.ts';
import type {Chromium} from './chromium.ts';
import {Downloads, type DownloadsListener} from './downloads.ts';
import type {Refuses, Watched} from './gate.ts';
import type {WayOut} from './guard.ts';
import {HandedFiles, type SourceFile} from './handed.ts';
import {NoPageError} from './load-error.ts';
import {MaskReader} from './mask-reader.ts';
import type {MaskingListener} from './masking.ts';
import {type Page, type Preparing, preparePage} from './page.ts';

/** Longest wait for a browser that hangs. Milliseconds. */
const DISPOSE_TIMEOUT = 5000;

const NO_MASKS =
  'This space masks elements of pages (masked_elements), which this browser of someone else cannot: see "masking --help".';

/** Told of the pages that a context's own pages open and close, and of what they download. */
export interface ContextListener extends DownloadsListener, Pick<Watched, 'askLogin' | 'hasFrame'> {
  /** A page was opened by another one, `openerId` where the browser knows it. */
  opened(page: {readonly targetId: string; readonly url: string; readonly openerId: string | undefined}): void;
  closed(targetId: string): void;
  /** One crashed, by itself or because its process was `killed`. */
  crashed(targetId: string, killed: boolean): void;
  /** None of its pages is shown any more: what masks them has ended for good. Another one has to take its place. */
  blinded(): void;
}

/** What a context is made with. */
export interface ContextSetup {
  readonly wayOut: WayOut;
  readonly refuses: Refuses;
  readonly blocks: (url: string) => boolean;
  /** Selectors of what is masked in its pages, on top of what always is. */
  readonly masked: readonly string[];
}

/** A corner of the browser with cookies, storage and cache of its own. */
export class Context {
  #chromium: Chromium;
  #id: string;
  #wayOut: WayOut;
  #downloads: Downloads;
  #masked: readonly string[];
  #listener: ContextListener;
  /** Files of the session that its pages were given. */
  readonly #handed: HandedFiles;
  /** How many pages are being made right now: the browser tells of them before it answers. */
  #making = 0;
  /** Where pages that open are going, by their ids: it is told before anything else, and only then. */
  #going = new Map<string, string>();
  /** Whether its pages cannot be masked any more. */
  #blind = false;
  /** Pages in which nothing has run yet, by their ids. */
  #held = new Map<string, CDPSession>();

  private constructor(
    chromium: Chromium,
    id: string,
    downloads: Downloads,
    {wayOut, masked}: ContextSetup,
    listener: ContextListener,
  ) {
    this.#chromium = chromium;
    this.#id = id;
    this.#wayOut = wayOut;
    this.#downloads = downloads;
    this.#masked = masked;
    this.#listener = listener;
    this.#handed = new HandedFiles(() => chromium.makeFolder());
    chromium.root.on('Target.targetCreated', this.#onCreated);
    chromium.root.on('Target.attachedToTarget', this.#onAttached);
    chromium.root.on('Target.targetDestroyed', this.#onDestroyed);
    chromium.root.on('Target.targetCrashed', this.#onCrashed);
  }

  /** Makes an empty one, whose pages show nothing that is refused; its way out is closed with it. */
  static async create(chromium: Chromium, setup: ContextSetup, listener: ContextListener): Promise<Context> {
    const {wayOut, refuses, blocks, masked} = setup;
    try {
      if (masked.length && !chromium.masking) throw new NoPageError(NO_MASKS);
      const {browserContextId} = await chromium.root.send('Target.createBrowserContext', {
        disposeOnDetach: true,
        ...wayOut.network,
      });
      try {
        chromium.gate.watch(browserContextId, {...listener, refuses, blocks});
        const downloads = await Downloads.allow(chromium, browserContextId, listener);
        return new Context(chromium, browserContextId, downloads, setup, listener);
      } catch (error) {
        await forget(chromium, browserContextId);
        throw error;
      }
    } catch (error) {
      await wayOut.close();
      throw error;
    }
  }

  /** What the browser calls it. */
  get id(): string {
    return this.#id;
  }

  /** Makes an empty page, which is prepared before anything is loaded. */
  async newPage(preparing: Preparing): Promise<Page> {
    this.#making++;
    try {
      const target = {url: 'about:blank', browserContextId: this.#id};
      const {targetId} = await this.#chromium.root.send('Target.createTarget', target);
      return await this.attach(targetId, preparing);
    } finally {
      this.#making--;
    }
  }

  /** Takes hold of a page in which nothing has run yet. `take` is handed it before anything does. */
  async attach(
    targetId: string,
    {viewport, prepare, secrets}: Preparing,
    take: (page: Page) => void = () => {},
  ): Promise<Page> {
    const session = this.#held.get(targetId);
    if (!session) throw new Error('Expected a page, got one that is gone already.');
    const {masking} = this.#chromium;
    const masked = masking && new MaskReader(masking.name);
    const page = {targetId, session, viewport, masked};
    const listener: MaskingListener = {
      onUnanswered: this.#onUnanswered,
      onSent: (names) => secrets.keepNames(names),
      onTyped: (text, before) => secrets.keepText(text, before),
      onDrawn: (drawer) => this.#chromium.drawers.note(drawer, this.#id),
    };
    // A page that stands still may answer to nothing: all is said first, and what comes of it is awaited afterwards.
    const prepared = preparePage(page, (process) => {
      masked?.add(process);
      return Promise.all([masking?.tell(process, this.#masked, listener), prepare(process)]);
    });
    take(page);
    this.#letGo(targetId);
    await prepared;
    return page;
  }

  /** Puts files where the browser can read them, under their own names; answers with where they are. */
  hand(files: readonly SourceFile[]): Promise<string[]> {
    return this.#handed.hand(files);
  }

  /** The same in one folder; answers with where that is. */
  handTogether(files: readonly SourceFile[]): Promise<string> {
    return this.#handed.handTogether(files);
  }

  /** Lets the pages of an origin do something, or forbids it. */
  async permit(origin: string, name: Permission, allowed: boolean): Promise<void> {
    const setting = allowed ? 'granted' : 'denied';
    const permission = {permission: {name}, setting, origin, browserContextId: this.#id} as const;
    await this.#chromium.root.send('Browser.setPermission', permission);
  }

  /** Closes a page, without asking it. */
  async closePage(targetId: string): Promise<void> {
    this.#chromium.gate.shut(targetId);
    // The one that opened it may wait for it, and would do so for ever once it is gone.
    this.#letGo(targetId);
    // Fails only when the page is gone already.
    await this.#chromium.root.send('Target.closeTarget', {targetId}).catch(() => {});
  }

  /** Closes all its pages and forgets what they stored. */
  async dispose(): Promise<void> {
    const {root} = this.#chromium;
    root.off('Target.targetCreated', this.#onCreated);
    root.off('Target.attachedToTarget', this.#onAttached);
    root.off('Target.targetDestroyed', this.#onDestroyed);
    root.off('Target.targetCrashed', this.#onCrashed);
    await forget(this.#chromium, this.#id);
    await Promise.all([this.#wayOut.close(), this.#downloads.dispose(), this.#handed.dispose()]);
  }

  #letGo(targetId: string): void {
    // Fails only when the page is gone already.
    this.#held
      .get(targetId)
      ?.send('Runtime.runIfWaitingForDebugger')
      .catch(() => {});
    this.#held.delete(targetId);
  }

  #onUnanswered = async (): Promise<void> => {
    // Fails only when the browser is gone.
    const works = await this.#chromium.masking?.worksIn(this.#id).catch(() => true);
    if (!works && !this.#blind) this.#listener.blinded();
    this.#blind ||= !works;
  };

  #onCreated = ({targetInfo: {browserContextId, targetId, url}}: Protocol.Target.TargetCreatedEvent): void => {
    if (browserContextId === this.#id) this.#going.set(targetId, url);
  };

  #onAttached = ({sessionId, targetInfo}: Protocol.Target.AttachedToTargetEvent): void => {
    const {type, browserContextId, openerId, targetId} = targetInfo;
    const url = this.#going.get(targetId) || targetInfo.url;
    this.#going.delete(targetId);
    const session = this.#chromium.root.connection()?.session(sessionId);
    if (type !== 'page' || browserContextId !== this.#id || !session) return;
    this.#held.set(targetId, session);
    const ownMaking = this.#making > 0 && !openerId && (url === '' || url === 'about:blank');
    if (!ownMaking) this.#listener.opened({targetId, openerId, url});
  };

  #onDestroyed = ({targetId}: Protocol.Target.TargetDestroyedEvent): void => {
    this.#going.delete(targetId);
    this.#held.delete(targetId);
    this.#listener.closed(targetId);
  };

  #onCrashed = ({targetId, status}: Protocol.Target.TargetCrashedEvent): void => {
    this.#listener.crashed(targetId, status === 'killed');
  };
}

/** Closes all pages of a context. */
async function forget({root, gate}: Chromium, browserContextId: string): Promise<void> {
  // Fails when the browser is gone already, or hangs.
  await root.send('Target.disposeBrowserContext', {browserContextId}, {timeout: DISPOSE_TIMEOUT}).catch(() => {});
  gate.forget(browserContextId);
}
