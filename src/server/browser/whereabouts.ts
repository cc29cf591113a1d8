import {maskParameters} from '../mask-address.ts';
import type {NavigationListener, PageChanges} from './navigation.ts';
import {Reports} from './reports.ts';

/** How much of an address is told, in characters: a page can have one of two megabytes, and another at once. */
const MAX_URL = 8_192;

/** How many names of masked fields are kept. */
const MAX_SECRETS = 1_000;

/** Where the pages of a tab are, and what is told of that: of an address, not what was in masked fields. */
export class Whereabouts implements NavigationListener {
  readonly #reports: Reports;
  /** Names of masked fields that the tab or one that it opened has sent. */
  readonly #secrets: Set<string>;
  #url: string;
  #arrived = false;
  #told: PageChanges = {};

  /** @param opener - those of the tab that opened it, whose pages send the same forms */
  constructor(url: string, listener: NavigationListener, opener?: Whereabouts) {
    this.#url = url;
    this.#reports = new Reports(listener);
    this.#secrets = opener ? opener.#secrets : new Set();
  }

  /** Where it is, or was going to when its page went away. */
  get url(): string {
    return this.#url;
  }

  /** Whether it ever showed anything. */
  get arrived(): boolean {
    return this.#arrived;
  }

  /** Pages of the tab send masked fields of such names. */
  keepSecret(names: readonly string[]): void {
    for (const name of names) if (this.#secrets.size < MAX_SECRETS) this.#secrets.add(name);
  }

  /** An address that it is or was at, as everyone may know it. */
  told(url: string): string {
    return maskParameters(url, (name) => this.#secrets.has(name));
  }

  /** It is sent to an address, which is told once a page goes there. */
  sent(url: string): void {
    this.#url = url;
  }

  relocating(url: string): void {
    this.#url = url.slice(0, MAX_URL);
    this.#reports.relocating(this.told(this.#url));
  }

  relocated(url: string): void {
    this.#url = url.slice(0, MAX_URL);
    this.#arrived ||= url !== 'about:blank';
    this.#reports.relocated(this.told(this.#url));
  }

  changed(changes: PageChanges): void {
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
