import type {CDPSession} from 'puppeteer-core';
import type {Json} from '../../model/events.ts';
import {Allowance} from '../limits/allowance.ts';
import type {Rate} from '../limits/numbers.ts';
import type {Denied} from '../prompts/picked.ts';
import {Questions, type QuestionsOptions} from '../prompts/questions.ts';
import {Callers} from './callers.ts';
import {answerDropIn} from './drop-in.ts';
import {addStyles, ExecutionError, runScript} from './execute.ts';
import {runExtensions} from './extensions.ts';
import type {Step} from './history.ts';
import type {Trouble} from './load-error.ts';
import {MaskedTexts} from './masked-texts.ts';
import {Navigation, type NavigationListener} from './navigation.ts';
import type {Page} from './page.ts';
import type {OpenQuestion, PagesListener, PagesSetup} from './pages.ts';
import {feelPulse} from './pulse.ts';
import {Screencast} from './screencast.ts';
import {Secrets} from './secrets.ts';
import {TabHands} from './tab-hands.ts';
import {applyViewport, DEFAULT_VIEWPORT, isSameViewport, type Viewport} from './viewport.ts';
import {Whereabouts} from './whereabouts.ts';

/** How long a page may be too busy to answer. Milliseconds. */
const PATIENCE = 30_000;

/** A page that wants what it cannot have all the time is told of that as often. Milliseconds. */
const COMPLAINT_PAUSE = 1_000;

/** How long a page that waited for someone may be too busy to be left. Milliseconds. */
const LEAVING = 2_000;

/** How many pages that are not shown a page may open before it is stopped: each keeps it, and the browser, for a while. */
const SURPLUS: Rate = {atOnce: 20, aMinute: 60};

const ENDLESS = 'The page opened one dialog after the other and was stopped. Reload it to try again.';
const ENDLESS_PAGES = 'The page opened one page after the other and was stopped. Reload it to try again.';

const DENIED: Readonly<Record<Denied, string>> = {
  camera: 'The page wants a camera, and pages of a session have none.',
  microphone: 'The page wants a microphone, and pages of a session have none.',
  screen: 'The page wants to see a screen, which pages of a session cannot.',
  clipboard: 'The page wants to read the clipboard, which pages of a session cannot. Paste into it with the keyboard.',
};

const IS_BLANK = "location.href === 'about:blank' && !document.title && !document.body?.firstChild";

/** What a tab is given of its session. */
export interface TabSetup extends PagesSetup, Pick<QuestionsOptions, 'hand' | 'permit'> {
  /** Whether pages may wait for someone to answer a dialog, and say nothing meanwhile. */
  readonly standsStill: () => boolean;
}

/** A tab of a session: outlives the page in it, which a crash of the browser takes away. */
export class Tab {
  readonly ssid: number;
  /** The tab that opened it, if one did. */
  readonly opener: number | null;
  readonly screencast: Screencast;
  /** What its page asks of people. */
  readonly questions: Questions;
  /** What its owner alone may read. */
  readonly masked: MaskedTexts;
  /** What people do to it. */
  readonly hands: TabHands;
  /** What nobody is told of its pages; one that it opens goes on with the same. */
  readonly secrets: Secrets;
  /** Where it is, and what is told of that. */
  readonly whereabouts: Whereabouts;
  #setup: TabSetup;
  #callers: Callers;
  #page: Page | null = null;
  #navigation: Navigation | null = null;
  #viewport: Viewport;
  /** The page that is being given another size. */
  #layingOut: CDPSession | null = null;
  #stopPulse = () => {};
  /** The address that the page wants another page for. */
  #wanted: string | null = null;
  /** When it was last told that something was refused, on the clock of `performance`. */
  readonly #complained = new Map<string, number>();
  #surplus = new Allowance(SURPLUS, 'pages that are not shown');
  /** The downloads that its frames begin right now. */
  #downloading = new Set<string>();
  /** All that its page is made of. */
  #processes: readonly CDPSession[] = [];
  /** The frames in its page, of whatever site. */
  readonly #frames = new Set<string>();

  /** @param opener - the tab that opened it, whose size it has until it is given another */
  constructor(ssid: number, url: string, listener: PagesListener, setup: TabSetup, opener: Tab | null = null) {
    this.ssid = ssid;
    this.opener = opener?.ssid ?? null;
    this.#viewport = opener?.viewport ?? DEFAULT_VIEWPORT;
    this.screencast = new Screencast(ssid, {viewport: () => this.#viewport, onScaled: () => this.masked.scaled()});
    const scale = () => this.screencast.scale;
    this.masked = new MaskedTexts(ssid, () => this.#viewport, scale);
    const toSession: NavigationListener = {
      relocating: (to) => listener.relocating(ssid, to),
      relocated: (to) => listener.relocated(ssid, to),
      changed: (changes) => listener.changed(ssid, changes),
    };
    this.secrets = opener?.secrets ?? new Secrets();
    this.whereabouts = new Whereabouts(url, toSession, this.secrets);
    this.#setup = setup;
    this.#callers = new Callers(ssid, listener);
    this.hands = new TabHands({
      viewport: () => this.#viewport,
      scale,
      standsStill: () => this.standsStill,
      hand: setup.hand,
      clipboard: setup.clipboard,
      sensed: (aside) => listener.sensed(ssid, aside),
    });
    this.questions = new Questions({
      ...setup,
      scale,
      onChanged: (open) => listener.asked(ssid, open.map(this.#told)),
      onDenied: (wanted) => {
        if (!this.mayComplain(wanted)) return;
        listener.sensed(ssid, {kind: 'refused', code: 'not_allowed', about: wanted, message: DENIED[wanted]});
      },
      onEndless: () => this.#navigation?.crash(ENDLESS),
    });
  }

  /** What its page is laid out for. */
  get viewport(): Viewport {
    return this.#viewport;
  }

  /** Id of the page in it, or null when there is none. */
  get targetId(): string | null {
    return this.#page?.targetId ?? null;
  }

  /** The address that the page in it last wanted another page for. */
  get wanted(): string | null {
    return this.#wanted;
  }

  /** Whether it is to be told that something was refused: not when it was told of the same a moment ago. */
  mayComplain(what: string): boolean {
    const now = performance.now();
    if (now - (this.#complained.get(what) ?? Number.NEGATIVE_INFINITY) < COMPLAINT_PAUSE) return false;
    this.#complained.set(what, now);
    return true;
  }

  /** Its page opened one that is not shown. */
  openedSurplus(): void {
    if (this.#surplus.tryTake('')) return;
    // What it opened until it was stopped is told of afterwards, and must not stop it again.
    this.#surplus = new Allowance(SURPLUS, 'pages that are not shown');
    this.#navigation?.crash(ENDLESS_PAGES);
  }

  /** Whether its page stands still until someone answers a dialog. */
  get standsStill(): boolean {
    return this.questions.dialogs.isOpen;
  }

  /** Gets a process of its page ready to talk with the session and with people. Everything is sent before anything is awaited. */
  prepare = async (process: CDPSession): Promise<void> => {
    this.#processes = [...this.#processes.filter(({detached}) => !detached), process];
    process.on('Page.downloadWillBegin', ({guid}) => this.#downloading.add(guid));
    process.on('Page.frameAttached', ({frameId}) => this.#frames.add(frameId));
    // One that is swapped goes on in another process.
    process.on('Page.frameDetached', ({frameId, reason}) => reason === 'remove' && this.#frames.delete(frameId));
    const {dropIn} = this.#setup;
    await Promise.all([
      this.hands.prepare(process),
      this.questions.follow(process),
      dropIn && answerDropIn(process, dropIn, this.#callers),
    ]);
  };

  /** Whether a frame is its page, or is in it. */
  hasFrame(frameId: string): boolean {
    return frameId === this.targetId || this.#frames.has(frameId);
  }

  /** Whether a download that begins is that of one of its frames; each of them is asked about once. */
  isDownloading(guid: string, frameId: string): boolean {
    return this.#downloading.delete(guid) || frameId === this.targetId;
  }

  /** The tab that a download belongs to: a page that was opened for nothing else has none of its own. */
  get downloadsFor(): number {
    return this.whereabouts.arrived ? this.ssid : (this.opener ?? this.ssid);
  }

  /** Whether its page is the empty one that every page begins as, with nothing written on it. */
  async isBlank(): Promise<boolean> {
    if (!this.#page) return false;
    const {result} = await this.#page.session.send('Runtime.evaluate', {expression: IS_BLANK}, {timeout: 0});
    return result.value === true;
  }

  /** Shows a page from now on that another one opened. It comes with a document. */
  adopt = (page: Page): void => {
    this.attach(page);
    // Fails where the page goes, or gives way to another one, which is told of as it comes.
    this.#navigation?.catchUp().catch(() => {});
  };

  /** Shows a page from now on. */
  attach(page: Page): void {
    const {session, targetId} = page;
    this.#page = page;
    this.hands.attach(session, () => this.#processes);
    session.on('Page.windowOpen', ({url}) => {
      this.#wanted = url;
    });
    session.on('Page.frameRequestedNavigation', ({url, disposition}) => {
      if (disposition === 'newTab' || disposition === 'newWindow') this.#wanted = url;
    });
    this.#navigation = new Navigation(session, targetId, this.#setup.refuses ?? (() => null), this.whereabouts);
    runExtensions(session, targetId, this.#setup.extensions ?? [], this.#callers);
    session.on('Page.frameNavigated', ({frame}) => {
      if (!frame.parentId) this.questions.arrived();
    });
    const {patience = PATIENCE} = this.#setup;
    const navigation = this.#navigation;
    const onSilent = () => {
      navigation.crash(`The page did not answer for ${patience / 1000} s and was stopped. Reload it to try again.`);
    };
    this.#stopPulse = feelPulse(session, patience, onSilent, this.#setup.standsStill);
    this.questions.attach();
    this.screencast.attach(page);
    // It may have been given another size while the page was made.
    if (!isSameViewport(page.viewport, this.#viewport)) void this.#layOut(session);
    this.masked.attach(page.masked);
  }

  /** Lays its page out anew. Those who watch see the last picture until there is one of that size. */
  resize(viewport: Viewport): void {
    if (isSameViewport(viewport, this.#viewport)) return;
    this.#viewport = viewport;
    if (this.#page) void this.#layOut(this.#page.session);
  }

  /** The page is gone, and what it may still say is of no interest. */
  detach(): void {
    this.#page = null;
    this.#frames.clear();
    this.whereabouts.drop();
    this.#navigation?.detach();
    this.#navigation = null;
    this.#stopPulse();
    this.hands.detach();
    this.questions.detach();
    this.screencast.detach();
    this.masked.detach();
  }

  /** Its page crashed; `why` where someone had its process end. */
  crashed(why: Trouble | null): void {
    this.#navigation?.crashed(why);
  }

  /** Begins to load an address. */
  navigate(url: string): void {
    this.whereabouts.sent(url);
    // How it goes is told as it happens; it fails where the page goes, or gives way to another one.
    void this.#leave(() => this.#navigation?.go(url).catch(() => {}));
  }

  /** Goes back or forward, by one page. Stays where it is when there is none. */
  async step(step: Step): Promise<void> {
    // Fails where the page goes, or gives way to another one.
    await this.#leave(() => this.#navigation?.step(step).catch(() => {}));
  }

  async reload(): Promise<void> {
    const {session} = this.#page ?? {};
    // Fails where the page goes, or gives way to another one, which comes anew anyway.
    await this.#leave(() => session?.send('Page.reload').catch(() => {}));
  }

  /** Has the page go, whether or not it waits for someone. */
  #leave<Result>(go: () => Result): Result | Promise<Result> {
    this.questions.login.withdraw();
    return this.standsStill ? this.#free().then(go) : go();
  }

  /** Has a page that waits for someone go on, or stops it when it goes on to ask: it could not be left meanwhile. */
  async #free(): Promise<void> {
    const {session} = this.#page ?? {};
    if (!session) return;
    const {promise: crashed, resolve} = Promise.withResolvers<void>();
    session.once('Inspector.targetCrashed', () => resolve());
    this.questions.dialogs.leave();
    const answered = session.send('Runtime.evaluate', {expression: '0'}, {timeout: 0}).then(
      () => {},
      () => crashed,
    );
    const late = setTimeout(() => this.#navigation?.crash(ENDLESS), LEAVING).unref();
    await Promise.race([answered, crashed]);
    clearTimeout(late);
    this.questions.dialogs.arrived();
  }

  /** Runs JavaScript in its page, or adds CSS to it. */
  async execute(code: string, type: 'javascript' | 'css'): Promise<Json> {
    if (!this.#page) throw new ExecutionError('execution_failed', 'The tab has no page at the moment.');
    const {session, targetId} = this.#page;
    return type === 'css' ? addStyles(session, targetId, code) : runScript(session, code);
  }

  /** A question as those may know it whom it is told: what a field begins with is for the owner, where it is a secret. */
  #told = (open: OpenQuestion): OpenQuestion => {
    const {question, hidden} = open;
    if (!('message' in question)) return open;
    const {value = ''} = question;
    const message = this.secrets.inText(question.message);
    return {...open, question: {...question, message}, hidden: hidden || this.secrets.inText(value) !== value};
  };

  /** One size after the other; of those that come meanwhile, the newest counts. */
  async #layOut(session: CDPSession): Promise<void> {
    if (this.#layingOut === session) return;
    this.#layingOut = session;
    let done: Viewport | null = null;
    while (this.#page?.session === session && done !== this.#viewport) {
      done = this.#viewport;
      // A page that takes the place of this one gets it as well. Fails only when the page goes.
      await applyViewport(session, done).catch(() => {});
    }
    if (this.#layingOut !== session) return;
    this.#layingOut = null;
    // A page that stands still is in no picture by itself when nothing but its size is another.
    this.screencast.refresh();
    this.screencast.sharpen();
  }
}
