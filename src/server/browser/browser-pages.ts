import type {Json} from '../../model/events.ts';
import {refusedFile} from '../../model/files.ts';
import {type Refusal, refuse} from '../../model/refusals.ts';
import {DEFAULT_SETTINGS} from '../../model/settings.ts';
import {checkUrl} from '../../model/url.ts';
import type {Drop, PromptAnswer} from '../../protocol/prompts.ts';
import type {Aside, Input} from '../../protocol/rpc.ts';
import {Allowance} from '../limits/allowance.ts';
import type {Rate} from '../limits/numbers.ts';
import type {Chromium} from './chromium.ts';
import {Context, type ContextListener} from './context.ts';
import type {Refuses} from './gate.ts';
import type {Guard} from './guard.ts';
import type {Trouble} from './load-error.ts';
import type {Page} from './page.ts';
import type {PagesListener, PagesSetup, SessionPages, Viewing} from './pages.ts';
import {Tab, type TabSetup} from './tab.ts';
import type {Viewport} from './viewport.ts';

const TOO_MANY_OPEN = refuse('too_many', 'The page opened one that is not shown: too many are open.');

const NOT_DOWNLOADED: Aside = {
  kind: 'refused',
  code: 'failed',
  about: 'file',
  message: 'The file could not be downloaded. Try again.',
};

/** How many pages may open by themselves: each of them is told to everyone, and kept in the log. */
const OPENINGS: Rate = {atOnce: 30, aMinute: 60};

/** What is had of a tab whose page has closed itself, until everyone was told that it is gone. */
const NOTHING_TO_SEE: Viewing = {shown() {}, stop() {}};

/** How long it may take until the browser notices that a process was ended. Milliseconds. */
const NOTICED = 10_000;

/** The pages of one session, in a context of their own that is made for the first of them. */
export class BrowserPages implements SessionPages {
  #start: () => Promise<Chromium>;
  #guard: Guard;
  #listener: PagesListener;
  #setup: TabSetup;
  #refuses: Refuses;
  #onDisposed: (pages: BrowserPages) => void;
  #tabs = new Map<number, Tab>();
  #context: Promise<Context> | null = null;
  /** Tabs that wait for their page. */
  #filling = new Map<Tab, Promise<void>>();
  /** Tabs of pages that opened by themselves, by the ids of those: a page may download before it is taken hold of. */
  #popups = new Map<string, Tab>();
  #openings = new Allowance(OPENINGS, 'pages that open by themselves');
  /** Why the process of some page was last ended, which the browser does not know. */
  #ended: {readonly at: number; readonly why: Trouble} | null = null;
  #disposed: Promise<void> | null = null;

  constructor(
    start: () => Promise<Chromium>,
    guard: Guard,
    listener: PagesListener,
    setup: PagesSetup,
    onDisposed: (pages: BrowserPages) => void,
  ) {
    this.#start = start;
    this.#guard = guard;
    this.#listener = listener;
    this.#refuses = (url) => guard.refuses(url, setup.refuses);
    this.#setup = {
      ...setup,
      refuses: this.#refuses,
      standsStill: () => this.#standsStill,
      hand: (ids, together) => this.#hand(ids, together),
      permit: async (origin, permission, allowed) => (await this.#context)?.permit(origin, permission, allowed),
    };
    this.#onDisposed = onDisposed;
  }

  /** Whether there is anything to show. */
  get inUse(): boolean {
    return this.#tabs.size > 0;
  }

  async open(ssid: number, url: string): Promise<void> {
    this.#tabs.set(ssid, new Tab(ssid, url, this.#listener, this.#setup));
    await this.#load(this.#tab(ssid), url);
  }

  async navigate(ssid: number, url: string): Promise<void> {
    await this.#load(this.#tab(ssid), url);
  }

  async goBack(ssid: number): Promise<void> {
    await this.#tab(ssid).step(-1);
  }

  async goForward(ssid: number): Promise<void> {
    await this.#tab(ssid).step(1);
  }

  async reload(ssid: number): Promise<void> {
    const tab = this.#tab(ssid);
    if (tab.targetId) await tab.reload();
    else await this.#load(tab, tab.whereabouts.url);
  }

  async close(ssid: number): Promise<void> {
    const tab = this.#tab(ssid);
    this.#tabs.delete(ssid);
    const {targetId} = tab;
    tab.detach();
    if (targetId) await (await this.#context)?.closePage(targetId);
  }

  input(ssid: number, input: Input): boolean {
    return this.#tabs.get(ssid)?.hands.input(input) ?? true;
  }

  answer(ssid: number, id: number, answer: PromptAnswer): Refusal | null {
    const tab = this.#tabs.get(ssid);
    return tab
      ? tab.questions.desk.answer(id, answer)
      : refuse('unknown_tab', `Expected the id of an open tab, got ${ssid}.`);
  }

  drop(ssid: number, drop: Drop): Promise<void> | null {
    const tab = this.#tabs.get(ssid);
    return tab ? tab.hands.drop(drop) : Promise.resolve();
  }

  async release(ssid: number): Promise<void> {
    this.#tabs.get(ssid)?.hands.release();
  }

  watch(ssid: number, send: (message: Uint8Array) => void, isSharp?: () => boolean): Viewing {
    return this.#tabs.get(ssid)?.screencast.watch(send, isSharp) ?? NOTHING_TO_SEE;
  }

  sharpen(ssid: number): void {
    this.#tabs.get(ssid)?.screencast.sharpen();
  }

  readMasked(ssid: number, send: (message: Uint8Array) => void): () => void {
    return this.#tabs.get(ssid)?.masked.watch(send) ?? (() => {});
  }

  resize(ssid: number, viewport: Viewport): void {
    this.#tabs.get(ssid)?.resize(viewport);
  }

  async execute(ssid: number, code: string, type: 'javascript' | 'css'): Promise<Json> {
    return this.#tab(ssid).execute(code, type);
  }

  dispose(): Promise<void> {
    this.#disposed ??= this.#end();
    return this.#disposed;
  }

  /**
   * The process of some page is ended; those that were in it say why.
   *
   * @param contextId - the context that it is in, or null where that is not known
   */
  async ends(why: Trouble, contextId: string | null): Promise<void> {
    const at = performance.now();
    const context = await this.#context?.catch(() => null);
    if (contextId === null || contextId === context?.id) this.#ended = {at, why};
  }

  /** The browser died, or what its pages cannot be without. */
  lose(): void {
    // Its way out is closed with it. There is none to close when it was never made.
    void this.#context?.then((context) => context.dispose()).catch(() => {});
    this.#context = null;
    this.#popups.clear();
    this.#filling.clear();
    for (const tab of this.#tabs.values()) tab.detach();
  }

  /** There is a browser again: each tab goes to its last address, or stays empty where only its page could go there. */
  async restore(): Promise<void> {
    const reload = (tab: Tab) => {
      const {url} = tab.whereabouts;
      return this.#load(tab, isShowable(url) ? url : 'about:blank');
    };
    await Promise.all([...this.#tabs.values()].map(reload));
  }

  async #hand(ids: readonly string[], together = false): Promise<string[]> {
    const files = ids.flatMap((id) => this.#setup.findFile?.(id) ?? []);
    const context = await this.#context;
    if (!context || files.length === 0) return [];
    return together ? [await context.handTogether(files)] : context.hand(files);
  }

  /** A dialog of one page stops all that share its process. */
  get #standsStill(): boolean {
    return [...this.#tabs.values()].some((tab) => tab.standsStill);
  }

  #tab(ssid: number): Tab {
    const tab = this.#tabs.get(ssid);
    if (!tab) throw new Error(`Expected the id of an open tab, got ${ssid}.`);
    return tab;
  }

  /** The second lock: no page goes anywhere that was not checked. */
  async #load(tab: Tab, url: string): Promise<void> {
    const checked = this.#guard.check(url);
    if (!tab.targetId) await this.#fill(tab, (context) => context.newPage(tab));
    tab.navigate(checked);
  }

  #fill(tab: Tab, getPage: (context: Context) => Promise<Page>): Promise<void> {
    const waiting = this.#filling.get(tab);
    if (waiting) return waiting;
    const filling = this.#place(tab, getPage).finally(() => {
      if (this.#filling.get(tab) === filling) this.#filling.delete(tab);
    });
    this.#filling.set(tab, filling);
    return filling;
  }

  async #place(tab: Tab, getPage: (context: Context) => Promise<Page>): Promise<void> {
    const own = this.#ownContext();
    const context = await own;
    const page = await getPage(context);
    // It goes with its context, and another one is on its way.
    if (own !== this.#context) return this.#filling.get(tab);
    if (this.#tabs.get(tab.ssid) !== tab) await context.closePage(page.targetId);
    else if (!tab.targetId) tab.attach(page);
  }

  #ownContext(): Promise<Context> {
    if (this.#context) return this.#context;
    const context = this.#createContext();
    this.#context = context;
    context.catch(() => {
      if (this.#context === context) this.#context = null;
    });
    return context;
  }

  async #createContext(): Promise<Context> {
    const chromium = await this.#start();
    const wayOut = await this.#guard.wayOut(this.#setup.findFile);
    const {masked = []} = this.#setup;
    const {blocks = () => false} = this.#setup;
    const setup = {wayOut, refuses: this.#refuses, blocks, masked};
    return Context.create(chromium, setup, this.#contextListener());
  }

  #contextListener(): ContextListener {
    return {
      downloading: (guid, frameId) => this.#tabOfDownload(guid, frameId),
      named: (ssid, filename) => this.#tabs.get(ssid)?.secrets.inText(filename) ?? filename,
      downloaded: (ssid, file) => this.#listener.downloaded(ssid, file),
      refusesFile: this.#setup.refusesFile ?? ((name, bytes) => refusedFile(DEFAULT_SETTINGS, name, bytes)),
      refused: (ssid, why) => this.#refused(ssid, why),
      failed: (ssid) => {
        if (this.#tabs.get(ssid)?.mayComplain('file')) this.#listener.sensed(ssid, NOT_DOWNLOADED);
      },
      progressed: (ssid, files) => this.#listener.sensed(ssid, {kind: 'downloading', files}),
      askLogin: async (frameId, origin, realm) => {
        const tab = this.#tabOfFrame(frameId) ?? this.#popups.get(frameId);
        return tab ? tab.questions.login.ask(origin, realm) : null;
      },
      hasFrame: (frameId) => this.#tabOfFrame(frameId) !== undefined,
      opened: ({targetId, openerId, url}) => {
        const tabs = [...this.#tabs.values()];
        // The browser names no opener for a link that was clicked with Ctrl, Shift or the middle button.
        const opener = tabs.find((tab) => (openerId ? tab.targetId === openerId : tab.wanted === url));
        this.#adopt(targetId, opener, url || opener?.wanted || 'about:blank');
      },
      closed: (targetId) => {
        this.#popups.delete(targetId);
        const tab = this.#tabWith(targetId);
        if (!tab) return;
        this.#tabs.delete(tab.ssid);
        tab.detach();
        this.#listener.gone(tab.ssid, tab.opener);
      },
      crashed: (targetId, killed) => {
        const {at, why} = this.#ended ?? {at: Number.NEGATIVE_INFINITY, why: null};
        const known = killed && performance.now() - at < NOTICED;
        this.#tabWith(targetId)?.crashed(known ? why : null);
      },
      blinded: () => {
        this.lose();
        // Fails only when the browser is gone, and then it is restored with that.
        this.restore().catch(() => {});
      },
    };
  }

  #adopt(targetId: string, opener: Tab | undefined, url: string): void {
    const shownUrl = isShowable(url) ? url : 'about:blank';
    const ssid =
      opener && this.#openings.tryTake('')
        ? this.#listener.poppedUp(opener.ssid, opener.whereabouts.told(shownUrl))
        : null;
    if (ssid === null) {
      void this.#context?.then((context) => context.closePage(targetId));
      if (!opener) return;
      this.#refused(opener.ssid, TOO_MANY_OPEN, 'page');
      opener.openedSurplus();
      return;
    }
    const tab = new Tab(ssid, shownUrl, this.#listener, this.#setup, opener);
    this.#tabs.set(ssid, tab);
    this.#popups.set(targetId, tab);
    // Fails only when the page is gone already.
    this.#fill(tab, (context) => context.attach(targetId, tab, tab.adopt)).catch(() => {
      if (!this.#tabs.delete(ssid)) return;
      tab.detach();
      this.#listener.gone(ssid, tab.opener);
    });
  }

  /** What is refused all the time is told of once in a while. */
  #refused(ssid: number, {refused: code, message}: Refusal, about?: 'page'): void {
    if (!this.#tabs.get(ssid)?.mayComplain(code)) return;
    this.#listener.sensed(ssid, {kind: 'refused', code, message, ...(about && {about})});
  }

  #tabWith(targetId: string): Tab | undefined {
    return [...this.#tabs.values()].find((tab) => tab.targetId === targetId);
  }

  #tabOfFrame(frameId: string): Tab | undefined {
    return [...this.#tabs.values()].find((tab) => tab.hasFrame(frameId));
  }

  #tabOfDownload(guid: string, frameId: string): number | null {
    const tab = [...this.#tabs.values()].find((one) => one.isDownloading(guid, frameId)) ?? this.#popups.get(frameId);
    if (!tab) return null;
    const {downloadsFor} = tab;
    // Fails only when the page is gone already.
    if (downloadsFor !== tab.ssid) this.#closeIfBlank(tab).catch(() => {});
    return downloadsFor;
  }

  /** The browser closes a page by itself when a download is all that it opened for, unless a script opened it empty. */
  async #closeIfBlank(tab: Tab): Promise<void> {
    await this.#filling.get(tab);
    const {targetId} = tab;
    if (targetId && (await tab.isBlank())) await (await this.#context)?.closePage(targetId);
  }

  async #end(): Promise<void> {
    const context = this.#context;
    for (const tab of this.#tabs.values()) tab.detach();
    this.#tabs.clear();
    this.#onDisposed(this);
    await context?.then(
      (made) => made.dispose(),
      () => {},
    );
  }
}

function isShowable(url: string): boolean {
  return typeof checkUrl(url) === 'string';
}
