import type {CDPSession, Protocol} from 'puppeteer-core';

/** Why no page of a session may show an address, as a sentence, or null when it may. */
export type Refuses = (url: string) => string | null;

/** Who someone is to a site. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Asks whoever is in control of a page who they are to a site, or null when nobody says so. */
export type AskLogin = (frameId: string, origin: string, realm: string) => Promise<Credentials | null>;

/** What the pages of a context may show, and whom sites ask. */
export interface Watched {
  readonly refuses: Refuses;
  /** Whether no frame in its pages may show an address of the web. */
  readonly blocks: (url: string) => boolean;
  readonly askLogin: AskLogin;
  /** Whether a frame is in one of its pages. */
  readonly hasFrame: (frameId: string) => boolean;
}

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
  readonly #shared: boolean;
  readonly #watched = new Map<string, Watched>();
  /** The contexts of pages. A page and its main frame have the same id. */
  readonly #contexts = new Map<string, string>();

  /** Pages that are being closed. */
  readonly #shut = new Set<string>();

  private constructor(root: CDPSession, shared: boolean) {
    this.#root = root;
    this.#shared = shared;
    root.on('Target.targetCreated', ({targetInfo: {targetId, browserContextId}}) => {
      if (browserContextId) this.#contexts.set(targetId, browserContextId);
    });
    root.on('Target.targetDestroyed', ({targetId}) => {
      this.#contexts.delete(targetId);
      this.#shut.delete(targetId);
    });
    root.on('Fetch.requestPaused', (request) => this.#onPaused(request));
    root.on('Fetch.authRequired', (request) => void this.#onLogin(request));
  }

  /** Begins to hold back what the pages of a browser ask for; pages of others in a shared one are none of its business. */
  static async put(root: CDPSession, {shared = false} = {}): Promise<Gate> {
    const gate = new Gate(root, shared);
    const patterns = [{urlPattern: '*', resourceType: 'Document' as const}];
    await root.send('Fetch.enable', {patterns, handleAuthRequests: true});
    return gate;
  }

  /** Has a context's pages ask this. */
  watch(contextId: string, watched: Watched): void {
    this.#watched.set(contextId, watched);
  }

  /** Whether a context is one of those. */
  watches(contextId: string | undefined): boolean {
    return contextId !== undefined && this.#watched.has(contextId);
  }

  /** The context of a frame, or undefined where nobody knows it. */
  contextOf(frameId: string): string | undefined {
    return this.#contexts.get(frameId) ?? [...this.#watched].find(([, {hasFrame}]) => hasFrame(frameId))?.[0];
  }

  /** Shows nothing more in a page. */
  shut(targetId: string): void {
    if (this.#contexts.has(targetId)) this.#shut.add(targetId);
  }

  /** The context is gone. */
  forget(contextId: string): void {
    this.#watched.delete(contextId);
  }

  #onPaused({requestId, frameId, request: {url}}: Protocol.Fetch.RequestPausedEvent): void {
    const answer = this.#mayShow(frameId, url)
      ? this.#root.send('Fetch.continueRequest', {requestId})
      : this.#root.send('Fetch.failRequest', {requestId, errorReason: 'BlockedByClient'});
    // Fails only when whoever asked is gone.
    answer.catch(() => {});
  }

  async #onLogin({requestId, frameId, authChallenge}: Protocol.Fetch.AuthRequiredEvent): Promise<void> {
    const {source, origin, realm} = authChallenge;
    const watched = this.#watched.get(this.contextOf(frameId) ?? '');
    // The only proxy is the server's own.
    const given = source === 'Proxy' ? null : await watched?.askLogin(frameId, origin, realm);
    const refused = watched || !this.#shared ? 'CancelAuth' : 'Default';
    const answer = given ? ({response: 'ProvideCredentials', ...given} as const) : ({response: refused} as const);
    // Fails only when whoever asked is gone.
    await this.#root.send('Fetch.continueWithAuth', {requestId, authChallengeResponse: answer}).catch(() => {});
  }

  #mayShow(frameId: string, url: string): boolean {
    if (this.#shut.has(frameId)) return false;
    const contextId = this.#contexts.get(frameId);
    if (contextId === undefined) return this.#mayFrame(frameId, url);
    const watched = this.#watched.get(contextId);
    return watched ? watched.refuses(url) === null : this.#shared;
  }

  #mayFrame(frameId: string, url: string): boolean {
    if (!isWebScheme(url)) return url.startsWith(PDF_VIEWER);
    const all = [...this.#watched.values()];
    const around = all.filter(({hasFrame}) => hasFrame(frameId));
    // One that nobody has told of yet may be in any page; in a shared browser it may be somebody else's.
    const concerned = around.length || this.#shared ? around : all;
    return !concerned.some(({blocks}) => blocks(url));
  }
}
