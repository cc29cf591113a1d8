import type {NavigationListener, PageChanges} from './navigation.ts';
import {Reports} from './reports.ts';
import type {Secrets} from './secrets.ts';
import {MAX_TITLE} from './title.ts';

/** How much of an address is told, in characters: a page can have one of two megabytes, and another at once. */
const MAX_URL = 8_192;

/** How much of one is looked at: a cut would leave a piece of what is masked. */
const LOOKED_AT = 2 * MAX_URL;

/** Where the pages of a tab are, and what is told of that: nothing that was in masked fields. */
export class Whereabouts implements NavigationListener {
  readonly #reports: Reports;
  readonly #secrets: Secrets;
  #url: string;
  #arrived = false;
  #told: PageChanges = {};

  constructor(url: string, listener: NavigationListener, secrets: Secrets) {
    this.#url = url;
    this.#secrets = secrets;
    this.#reports = new Reports({
      relocating: (to) => listener.relocating(this.told(to)),
      relocated: (to) => listener.relocated(this.told(to)),
      changed: (changes) => listener.changed(changes),
    });
  }

  /** Where it is, or was going to when its page went away. */
  get url(): string {
    return this.#url;
  }

  /** Whether it ever showed anything. */
  get arrived(): boolean {
    return this.#arrived;
  }

  /** An address that it is or was at, as everyone may know it. */
  told(url: string): string {
    return this.#secrets.inAddress(url.slice(0, LOOKED_AT)).slice(0, MAX_URL);
  }

  /** It is sent to an address, which is told once a page goes there. */
  sent(url: string): void {
    this.#url = url;
  }

  relocating(url: string): void {
    this.#url = url.slice(0, MAX_URL);
    this.#reports.relocating(url.slice(0, LOOKED_AT));
  }

  relocated(url: string): void {
    this.#url = url.slice(0, MAX_URL);
    this.#arrived ||= url !== 'about:blank';
    this.#reports.relocated(url.slice(0, LOOKED_AT));
  }

  changed({title, error, ...more}: PageChanges): void {
    const changes = {
      ...(title !== undefined && {title: this.#secrets.inText(title).slice(0, MAX_TITLE)}),
      ...(error !== undefined && {error: error && this.#secrets.inText(error)}),
      ...more,
    };
    const fresh = Object.entries(changes).filter(([name, value]) => {
      // What comes with a page also changes with each `relocating` and `relocated`.
      return ['loading', 'error', 'errorCode'].includes(name) || this.#told[name as keyof PageChanges] !== value;
    });
    if (!fresh.length) return;
    this.#told = {...this.#told, ...changes};
    this.#reports.changed(Object.fromEntries(fresh));
  }

  /** Its page is gone: what is not told yet never is. */
  drop(): void {
    this.#reports.drop();
    this.#told = {};
  }
}
