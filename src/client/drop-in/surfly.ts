import type {SessionError} from '../errors.ts';
import type {ListenName, Session, SessionCallback} from '../session.ts';
import type {Space} from '../space.ts';
import {scriptOrigin, type Webfuse} from '../webfuse.ts';
import type {ButtonSettings} from '../window/button.ts';
import {SurflySession} from './surfly-session.ts';
import {testConnection} from './test-connection.ts';

/** What callbacks of old get: whether it went well, and if not why. */
export interface OldResult {
  readonly success: boolean;
  readonly errorMsg?: string;
}

/** What the page was set up with: the key of its space, and what its sessions allow. */
export interface OldSettings {
  readonly widget_key?: string;
  readonly [setting: string]: unknown;
}

type OldReady = (result: OldResult) => void;
type OldCallback = (this: SurflySession, session: SurflySession, payload: never) => void;

/** The global of old, for pages that were written before it had another name. */
export class Surfly {
  /** What the page was set up with. */
  settings: OldSettings = {};

  readonly #webfuse: Webfuse;
  readonly #wrapped = new WeakMap<OldCallback, SessionCallback<ListenName>>();
  readonly #sessions = new WeakMap<Session, SurflySession>();
  #space: Space | null = null;

  constructor(webfuse: Webfuse) {
    this.#webfuse = webfuse;
  }

  /** Whether this page is shown in a session. */
  get isInsideSession(): boolean {
    return this.#webfuse.isInsideSession;
  }

  /** The session that this page is shown in, or null. */
  get currentSession(): SurflySession | null {
    return null;
  }

  /** Sets up the page, then calls back. */
  init(settings: OldSettings | OldReady = {}, ready: OldReady = () => {}): void {
    if (typeof settings === 'function') {
      this.init({}, settings);
      return;
    }
    this.settings = settings;
    const {widget_key: key, ...others} = settings;
    this.#webfuse.initSpace(key as string, undefined, others).then(
      (space) => {
        this.#space = space;
        ready({success: true});
      },
      ({message}: SessionError) => ready({success: false, errorMsg: message}),
    );
  }

  /** A session; one that is there already, when a link leads to it. */
  session(settings: OldSettings = {}, link?: string): SurflySession {
    const {widget_key: _, ...options} = settings;
    return this.#old(this.#ready.session(options, link));
  }

  /** Puts a button into the page that starts a session. */
  button(settings: ButtonSettings = {}): HTMLButtonElement {
    return this.#ready.button(settings);
  }

  /** Calls back when something happens in any session. */
  on(name: ListenName, callback: OldCallback): this {
    this.#webfuse.on(name, this.#wrap(callback));
    return this;
  }

  /** Stops calling back. */
  off(name: ListenName, callback: OldCallback): this {
    this.#webfuse.off(name, this.#wrap(callback));
    return this;
  }

  /** The sessions of this page. */
  listSessions(): SurflySession[] {
    return this.#webfuse.listSessions().map((session) => this.#old(session));
  }

  /** Calls back with whether the server can be reached. */
  testConnection(callback: OldReady): void {
    const {server = scriptOrigin()} = this.settings;
    void testConnection(String(server)).then(callback);
  }

  get #ready(): Space {
    if (this.#space) return this.#space;
    throw new Error('Expected Surfly.init() to have called back with success before anything else is called.');
  }

  #old(session: Session): SurflySession {
    const old = this.#sessions.get(session) ?? new SurflySession(session);
    this.#sessions.set(session, old);
    return old;
  }

  #wrap(callback: OldCallback): SessionCallback<ListenName> {
    // What is no function is refused by whoever gets it.
    if (typeof callback !== 'function') return callback;
    const known = this.#wrapped.get(callback);
    if (known) return known;
    const wrapped: SessionCallback<ListenName> = (session, payload) => {
      const old = this.#old(session);
      callback.call(old, old, payload as never);
    };
    this.#wrapped.set(callback, wrapped);
    return wrapped;
  }
}
