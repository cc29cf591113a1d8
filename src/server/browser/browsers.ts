import {Browser, type BrowserOptions} from './browser.ts';
import type {PagesListener, PagesSetup, SessionPages} from './pages.ts';

/** Which sessions have a browser process in common: all of the server, those of a space, or none. */
export type Processes = 'server' | 'space' | 'session';

export interface BrowsersOptions extends Omit<BrowserOptions, 'onEmpty'> {
  readonly processes?: Processes;
}

/** All browsers of a server: one that stays, or one for each space or session, for as long as it is needed. */
export class Browsers {
  readonly #options: BrowserOptions;
  readonly #processes: Processes;
  /** By what its sessions have in common. */
  readonly #browsers = new Map<string, Browser>();
  /** One that nobody has yet, started to see whether that can be done: whoever needs the next one has it. */
  #spare: Browser | null = null;
  readonly #leaving = new Set<Promise<void>>();
  #sessions = 0;
  /** Of those that are gone. */
  #crashes = 0;

  constructor({processes = 'server', ...options}: BrowsersOptions) {
    this.#options = options;
    this.#processes = processes;
  }

  /** The pages of one session, in the browser that it shares with others, or with none. */
  readonly openPages = (listener: PagesListener, setup: PagesSetup = {}): SessionPages => {
    const key = this.#keyOf(setup);
    const browser = this.#browsers.get(key) ?? this.#spare ?? this.#make();
    if (browser === this.#spare) this.#spare = null;
    this.#browsers.set(key, browser);
    return browser.openPages(listener, setup);
  };

  /** Rejects when there is no browser and none can be started; else one runs afterwards. */
  readonly check = async (): Promise<void> => {
    if (!this.#all.length) this.#spare = this.#make();
    await this.#all[0]?.check();
  };

  /** How often one of them ended when nobody wanted it to. */
  get crashes(): number {
    return this.#all.reduce((sum, {crashes}) => sum + crashes, this.#crashes);
  }

  /** Ends all of them. Two callers wait for the same end. */
  async close(): Promise<void> {
    await Promise.all([...this.#all.map((browser) => browser.close()), ...this.#leaving]);
  }

  get #all(): Browser[] {
    return [...this.#browsers.values(), ...(this.#spare ? [this.#spare] : [])];
  }

  #keyOf({space = ''}: PagesSetup): string {
    if (this.#processes === 'session') return String(++this.#sessions);
    return this.#processes === 'space' ? space : '';
  }

  #make(): Browser {
    const browser: Browser = new Browser({...this.#options, onEmpty: () => this.#onEmpty(browser)});
    return browser;
  }

  #onEmpty(browser: Browser): void {
    const [key] = [...this.#browsers].find(([, one]) => one === browser) ?? [];
    if (key === undefined || this.#processes === 'server') return;
    this.#browsers.delete(key);
    this.#crashes += browser.crashes;
    const leaving = browser
      .close()
      .catch(({message}: Error) => this.#options.log?.error(`A browser cannot be ended in order: ${message}`))
      .finally(() => this.#leaving.delete(leaving));
    this.#leaving.add(leaving);
  }
}
