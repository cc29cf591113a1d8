import {setTimeout as delay} from 'node:timers/promises';
import {BrowserPages} from './browser-pages.ts';
import type {Chromium} from './chromium.ts';
import {endGreedy, type GreedyOptions, type PageLimits} from './greedy.ts';
import {type Guard, NetworkGuard} from './guard.ts';
import {launch} from './launch.ts';
import {NoPageError} from './load-error.ts';
import type {PagesListener, PagesSetup, SessionPages} from './pages.ts';
import {join} from './pool.ts';
import type {ProxyOptions} from './proxy.ts';

/** A browser that lived for less than this died young, and the next one has to wait. Milliseconds. */
const YOUNG = 30_000;

/** How long the one after the first that died young has to wait, and the longest wait. Milliseconds. */
const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;

/** What a large web application needs, several times over; a page that computes without end takes all 60 seconds. */
const PAGE_LIMITS: PageLimits = {memory: 2 ** 30, processor: 57};

/** Where the browser writes what happens to it. */
export interface BrowserLog {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

const UNMASKED =
  'Nothing is masked in this browser, which someone else has started without the extension: passwords and cards are seen by ' +
  'everyone, as "browser.unmasked" allows. See "masking --help".';

export interface BrowserOptions extends Omit<ProxyOptions, 'findFile'> {
  readonly executablePath: string;
  /** A browser that someone else has started and that is used in place of one of its own; `pool.ts` says what it needs. */
  readonly browserWSEndpoint?: string | undefined;
  /** Whether that may be one that masks nothing: it is refused otherwise. */
  readonly unmasked?: boolean;
  /** Switches the sandbox off: for machines where it cannot work, never where strangers browse. */
  readonly noSandbox?: boolean;
  readonly log?: BrowserLog;
  /** What the process of a page may take, where that is not as usual. */
  readonly pageLimits?: Partial<PageLimits>;
  /** What all pages of a session may take together, if that is limited. */
  readonly sessionLimits?: PageLimits | undefined;
  /** What it is kept by; tests alone take that away. */
  readonly guard?: Guard;
  /** Told when the last session has left it. */
  readonly onEmpty?: () => void;
}

/** A Chromium for sessions: started when the first page needs it, and again when it crashes. */
export class Browser {
  #options: BrowserOptions;
  #guard: Guard;
  #sessions = new Set<BrowserPages>();
  #running: Promise<Chromium> | null = null;
  /** How many in a row could not be started or died young. */
  #failures = 0;
  #crashes = 0;
  #closing: Promise<void> | null = null;
  #closed = new AbortController();

  constructor(options: BrowserOptions) {
    this.#options = options;
    this.#guard =
      options.guard ??
      new NetworkGuard({...options, onDenied: (host) => options.log?.debug(`A page was kept from ${host}.`)});
  }

  /** The pages of one session. No browser is started before the first of them. */
  readonly openPages = (listener: PagesListener, setup: PagesSetup = {}): SessionPages => {
    const pages = new BrowserPages(
      () => this.#chromium(),
      this.#guard,
      listener,
      setup,
      (done) => {
        this.#sessions.delete(done);
        if (!this.#sessions.size) this.#options.onEmpty?.();
      },
    );
    this.#sessions.add(pages);
    return pages;
  };

  /** Rejects when there is no browser and none can be started; else one runs afterwards. */
  readonly check = async (): Promise<void> => void (await this.#chromium());

  /** How often it ended when nobody wanted it to. */
  get crashes(): number {
    return this.#crashes;
  }

  /** Id of the process, or null while none runs. */
  async pid(): Promise<number | null> {
    return (await this.#running)?.pid ?? null;
  }

  /** Ends the browser with all pages, and the proxy. Two callers wait for the same end. */
  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  #chromium(): Promise<Chromium> {
    if (this.#running) return this.#running;
    const running = this.#launch();
    this.#running = running;
    running.then(
      (chromium) => this.#mind(chromium),
      () => {
        this.#running = null;
      },
    );
    return running;
  }

  async #launch(): Promise<Chromium> {
    const {executablePath, browserWSEndpoint, unmasked = false, noSandbox, log} = this.#options;
    try {
      if (this.#failures) await this.#wait();
      if (browserWSEndpoint) {
        const joined = await join({endpoint: browserWSEndpoint, guard: this.#guard.required, unmasked});
        if (!joined.masking) log?.warn(UNMASKED);
        return joined;
      }
      const guard = await this.#guard.flags();
      this.#closed.signal.throwIfAborted();
      return await launch({executablePath, noSandbox, guard, onStderr: (text) => log?.debug(text)});
    } catch (error) {
      this.#failures++;
      log?.error((error as Error).message);
      throw new NoPageError('There is no browser to show pages in at the moment.', {cause: error});
    }
  }

  async #wait(): Promise<void> {
    const time = Math.min(FIRST_WAIT * 2 ** (this.#failures - 1), LONGEST_WAIT);
    await delay(time, undefined, {signal: this.#closed.signal});
  }

  /** Starts another browser when this one dies, as long as there are pages to show. */
  async #mind({exited, close, pid, drawers}: Chromium): Promise<void> {
    const start = performance.now();
    const {log, pageLimits, sessionLimits: together} = this.#options;
    const limits = {...PAGE_LIMITS, ...pageLimits};
    const onEnded: GreedyOptions['onEnded'] = (_, by, owner) => {
      const had = `had ${much(owner === null ? limits : together!)[by]}`;
      log?.warn(`A page was stopped: ${owner === null ? 'its process' : 'all of its session together'} ${had}.`);
      const error =
        owner === null
          ? `The page ${had} and was stopped. Reload it to try again.`
          : `All pages of this session together ${had}, so this one was stopped. Reload it to try again.`;
      for (const pages of this.#sessions) void pages.ends({error, errorCode: 'too_much'}, owner);
    };
    const onFailed = ({message}: Error) => log?.error(`What pages take cannot be looked at: ${message}`);
    const ownerOf = (drawer: number) => drawers.contextOf(drawer);
    const stopLooking = pid === null ? () => {} : endGreedy(pid, {limits, together, ownerOf, onEnded, onFailed});
    await exited;
    stopLooking();
    if (this.#closing) return;
    this.#crashes++;
    const which = pid === null ? 'of the pool' : `(process ${pid})`;
    log?.warn(`The browser ${which} ended unexpectedly.`);
    this.#failures = performance.now() - start < YOUNG ? this.#failures + 1 : 0;
    this.#running = null;
    for (const pages of this.#sessions) pages.lose();
    close().catch(({message}: Error) => log?.error(`What a browser left behind cannot be removed: ${message}`));
    await this.#restore();
  }

  async #restore(): Promise<void> {
    const inUse = () => [...this.#sessions].filter((pages) => pages.inUse);
    let chromium: Chromium | null = null;
    while (!chromium && !this.#closing && inUse().length) chromium = await this.#chromium().catch(() => null);
    await Promise.allSettled(inUse().map((pages) => pages.restore()));
  }

  async #end(): Promise<void> {
    this.#closed.abort();
    for (const pages of this.#sessions) pages.lose();
    const chromium = await this.#running?.catch(() => null);
    await chromium?.close();
    await this.#guard.close();
  }
}

function much({memory, processor}: PageLimits): Record<keyof PageLimits, string> {
  return {
    memory: `more than ${Math.round(memory / 2 ** 20)} MB of memory`,
    processor: `more than ${processor} s of a processor in a minute`,
  };
}
