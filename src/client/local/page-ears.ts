/** Someone who is active is told of once in this time, in milliseconds. */
const ACTIVITY_PAUSE = 1000;

/** What is heard of a page. */
export interface Heard {
  /** It goes to another page. */
  leaves(url: string): void;
  /** Its address is another one, and it is the same page. */
  moved(): void;
  retitled(): void;
  /** Someone clicks, moves or types in it. */
  used(): void;
}

/** Listens to a page of this origin until it is another one. */
export class PageEars {
  readonly #stop = new AbortController();
  readonly #title: MutationObserver;
  #usedAt = Number.NEGATIVE_INFINITY;

  constructor(page: Window, heard: Heard) {
    const {signal} = this.#stop;
    const {navigation} = page as Partial<Window>;
    navigation?.addEventListener(
      'navigate',
      ({destination, downloadRequest}) => {
        const {url, sameDocument} = destination;
        if (!sameDocument && downloadRequest === null && /^https?:/.test(url)) heard.leaves(url);
      },
      {signal},
    );
    navigation?.addEventListener('currententrychange', () => heard.moved(), {signal});
    if (!navigation) this.#hearHistory(page.history, heard);
    for (const type of ['hashchange', 'popstate']) page.addEventListener(type, () => heard.moved(), {signal});
    for (const type of ['pointermove', 'pointerdown', 'keydown']) {
      page.addEventListener(type, () => this.#use(heard), {signal, passive: true});
    }
    this.#title = new MutationObserver(() => heard.retitled());
    this.#title.observe(page.document.head ?? page.document, {subtree: true, childList: true, characterData: true});
  }

  /** Without the Navigation API, which Safari has since 26.2, nothing tells what scripts make of the address. */
  #hearHistory(history: History, heard: Heard): void {
    for (const method of ['pushState', 'replaceState'] as const) {
      const change = history[method];
      history[method] = (...args) => {
        change.apply(history, args);
        if (!this.#stop.signal.aborted) heard.moved();
      };
    }
  }

  close(): void {
    this.#stop.abort();
    this.#title.disconnect();
  }

  #use(heard: Heard): void {
    const now = performance.now();
    if (now - this.#usedAt < ACTIVITY_PAUSE) return;
    this.#usedAt = now;
    heard.used();
  }
}
