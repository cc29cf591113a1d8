import type {CDPSession} from 'puppeteer-core';
import type {Json} from '../../model/events.ts';
import type {Input} from '../../protocol/rpc.ts';
import {Callers} from './callers.ts';
import {answerDropIn, askAgain} from './drop-in.ts';
import {addStyles, ExecutionError, runScript} from './execute.ts';
import {runExtensions} from './extensions.ts';
import {Held} from './held.ts';
import {type Step, stepThroughHistory} from './history.ts';
import {dispatchInput} from './input.ts';
import {Navigation, type NavigationListener, type PageChanges} from './navigation.ts';
import type {Page} from './page.ts';
import type {PagesListener, PagesSetup} from './pages.ts';
import {feelPulse} from './pulse.ts';
import {Screencast} from './screencast.ts';

/** How much of an address is told, in characters: a page can have one of two megabytes, and another at once. */
const MAX_URL = 8_192;

/** How many inputs a page can have before it: a page that hangs would gather them all until memory is used up. */
const MAX_UNDONE = 1_000;

/** How long a page may be too busy to answer. Milliseconds. */
const PATIENCE = 30_000;

const IS_BLANK = "location.href === 'about:blank' && !document.title && !document.body?.firstChild";

/** A tab of a session: outlives the page in it, which a crash of the browser takes away. */
export class Tab implements NavigationListener {
  readonly ssid: number;
  /** The tab that opened it, if one did. */
  readonly opener: number | null;
  readonly screencast: Screencast;
  #listener: PagesListener;
  #setup: PagesSetup;
  #callers: Callers;
  #page: Page | null = null;
  #navigation: Navigation | null = null;
  #url: string;
  #held = new Held();
  #stopPulse = () => {};
  /** How many inputs the page was handed and has not dealt with. */
  #undone = 0;
  /** The address that the page wants another page for. */
  #wanted: string | null = null;
  /** The downloads that its frames begin right now. */
  #downloading = new Set<string>();
  /** Whether it ever showed anything. */
  #arrived = false;
  #told: PageChanges = {title: '', canGoBack: false, canGoForward: false};

  constructor(ssid: number, url: string, listener: PagesListener, setup: PagesSetup, opener: number | null = null) {
    this.ssid = ssid;
    this.opener = opener;
    this.screencast = new Screencast(ssid);
    this.#url = url;
    this.#listener = listener;
    this.#setup = setup;
    this.#callers = new Callers(ssid, listener);
  }

  /** Where it is, or was going to when its page went away. */
  get url(): string {
    return this.#url;
  }

  /** Id of the page in it, or null when there is none. */
  get targetId(): string | null {
    return this.#page?.targetId ?? null;
  }

  /** The address that the page in it last wanted another page for. */
  get wanted(): string | null {
    return this.#wanted;
  }

  /** Gets a process of its page ready to talk with the session. Everything is sent before anything is awaited. */
  prepare = async (process: CDPSession): Promise<void> => {
    process.on('Page.downloadWillBegin', ({guid}) => this.#downloading.add(guid));
    const {dropIn} = this.#setup;
    if (dropIn) await answerDropIn(process, dropIn, this.#callers);
  };

  /** Whether a download that begins is that of one of its frames; each of them is asked about once. */
  isDownloading(guid: string, frameId: string): boolean {
    return this.#downloading.delete(guid) || frameId === this.targetId;
  }

  /** The tab that a download belongs to: a page that was opened for nothing else has none of its own. */
  get downloadsFor(): number {
    return this.#arrived ? this.ssid : (this.opener ?? this.ssid);
  }

  /** Whether its page is the empty one that every page begins as, with nothing written on it. */
  async isBlank(): Promise<boolean> {
    if (!this.#page) return false;
    const {result} = await this.#page.session.send('Runtime.evaluate', {expression: IS_BLANK}, {timeout: 0});
    return result.value === true;
  }

  /** Shows a page from now on; `running` tells that it may have come a long way already. */
  attach(page: Page, {running = false} = {}): void {
    const {session, targetId} = page;
    this.#page = page;
    session.on('Page.windowOpen', ({url}) => {
      this.#wanted = url;
    });
    session.on('Page.frameRequestedNavigation', ({url, disposition}) => {
      if (disposition === 'newTab' || disposition === 'newWindow') this.#wanted = url;
    });
    this.#navigation = new Navigation(session, targetId, this.#setup.refuses ?? (() => null), this);
    runExtensions(session, targetId, this.#setup.extensions ?? [], this.#callers);
    const {patience = PATIENCE} = this.#setup;
    const navigation = this.#navigation;
    this.#stopPulse = feelPulse(session, patience, () => {
      navigation.crash(`The page did not answer for ${patience / 1000} s and was stopped. Reload it to try again.`);
    });
    if (running) {
      // Both fail only when the page goes.
      this.#navigation.catchUp().catch(() => {});
      if (this.#setup.dropIn) askAgain(session, targetId, this.#setup.dropIn).catch(() => {});
    }
    this.screencast.attach(session);
  }

  /** The page is gone, and what it may still say is of no interest. */
  detach(): void {
    this.#page = null;
    this.#navigation = null;
    this.#stopPulse();
    this.#held.release();
    this.screencast.detach();
  }

  /** Begins to load an address. */
  navigate(url: string): void {
    this.#url = url;
    // How it goes is told as it happens; it fails only when the page goes.
    this.#navigation?.go(url).catch(() => {});
  }

  /** Goes back or forward, by one page. Stays where it is when there is none. */
  async step(step: Step): Promise<void> {
    // Fails while another document takes over: there is no telling then what one page back would be.
    if (this.#page) await stepThroughHistory(this.#page.session, step).catch(() => {});
  }

  async reload(): Promise<void> {
    await this.#page?.session.send('Page.reload');
  }

  /** Hands a click, a key or text on. A page that does not keep up misses what comes on top of all it has to do. */
  input(input: Input): void {
    if (!this.#page || this.#undone >= MAX_UNDONE) return;
    this.#held.note(input);
    this.#undone++;
    const done = () => {
      this.#undone--;
    };
    // A page may take as long as it likes to deal with it, or go.
    dispatchInput(this.#page.session, input).then(done, done);
  }

  /** Runs JavaScript in its page, or adds CSS to it. */
  async execute(code: string, type: 'javascript' | 'css'): Promise<Json> {
    if (!this.#page) throw new ExecutionError('execution_failed', 'The tab has no page at the moment.');
    const {session, targetId} = this.#page;
    return type === 'css' ? addStyles(session, targetId, code) : runScript(session, code);
  }

  /** Lets go of all keys and buttons that are held. */
  release(): void {
    for (const input of this.#held.release()) {
      if (this.#page) dispatchInput(this.#page.session, input).catch(() => {});
    }
  }

  relocating(url: string): void {
    if (!this.#page) return;
    this.#url = url.slice(0, MAX_URL);
    this.#listener.relocating(this.ssid, this.#url);
  }

  relocated(url: string): void {
    if (!this.#page) return;
    this.#url = url.slice(0, MAX_URL);
    this.#arrived ||= url !== 'about:blank';
    this.#listener.relocated(this.ssid, this.#url);
  }

  changed(changes: PageChanges): void {
    const fresh = Object.entries(changes).filter(([name, value]) => {
      // `loading` and `error` also change with each `relocating` and `relocated`.
      return name === 'loading' || name === 'error' || this.#told[name as keyof PageChanges] !== value;
    });
    if (!this.#page || !fresh.length) return;
    this.#told = {...this.#told, ...changes};
    this.#listener.changed(this.ssid, Object.fromEntries(fresh));
  }
}
