import type {CDPSession, Protocol} from 'puppeteer-core';

/** Why no page of a session may show an address, as a sentence, or null when it may. */
export type Refuses = (url: string) => string | null;

/** What a frame may show: the web, and what has its content in itself. */
const FRAME_SCHEMES = new Set(['http:', 'https:', 'about:', 'data:', 'blob:']);

/** Chromium's own viewer for PDF is a frame in the page. */
const PDF_VIEWER = 'chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/';

/** Whether what an address leads to is in the public web or in the address itself, and not of this machine. */
export function isWebScheme(url: string): boolean {
  return FRAME_SCHEMES.has(URL.parse(url)?.protocol ?? '');
}

/**
 * Holds back each document that is asked for, by a person, a link, a script or a redirect, until it is known that it may
 * be shown. Pages that open by themselves are held back too: the browser as a whole is asked, not one page after another.
 */
export class Gate {
  readonly #root: CDPSession;
  /** What the pages of each context may not show. */
  readonly #refusing = new Map<string, Refuses>();
  /** The contexts of pages. A page and its main frame have the same id. */
  readonly #contexts = new Map<string, string>();

  private constructor(root: CDPSession) {
    this.#root = root;
    root.on('Target.targetCreated', ({targetInfo: {targetId, browserContextId}}) => {
      if (browserContextId) this.#contexts.set(targetId, browserContextId);
    });
    root.on('Target.targetDestroyed', ({targetId}) => this.#contexts.delete(targetId));
    root.on('Fetch.requestPaused', (request) => this.#onPaused(request));
  }

  /** Begins to hold back what the pages of a browser ask for. */
  static async put(root: CDPSession): Promise<Gate> {
    const gate = new Gate(root);
    await root.send('Fetch.enable', {patterns: [{urlPattern: '*', resourceType: 'Document'}]});
    return gate;
  }

  /** Has a context's pages ask this. */
  watch(contextId: string, refuses: Refuses): void {
    this.#refusing.set(contextId, refuses);
  }

  /** The context is gone. */
  forget(contextId: string): void {
    this.#refusing.delete(contextId);
  }

  #onPaused({requestId, frameId, request: {url}}: Protocol.Fetch.RequestPausedEvent): void {
    const answer = this.#mayShow(frameId, url)
      ? this.#root.send('Fetch.continueRequest', {requestId})
      : this.#root.send('Fetch.failRequest', {requestId, errorReason: 'BlockedByClient'});
    // Fails only when whoever asked is gone.
    answer.catch(() => {});
  }

  #mayShow(frameId: string, url: string): boolean {
    const contextId = this.#contexts.get(frameId);
    if (contextId === undefined) return isWebScheme(url) || url.startsWith(PDF_VIEWER);
    const refuses = this.#refusing.get(contextId);
    return refuses !== undefined && refuses(url) === null;
  }
}
