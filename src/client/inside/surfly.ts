import type {SessionError} from '../errors.ts';
import type {InsideSession} from './inside-session.ts';
import {InsideSpace} from './inside-space.ts';
import type {InsideWebfuse} from './inside-webfuse.ts';

/** What callbacks of old get: whether it went well, and if not why. */
type Initialized = (result: {readonly success: boolean; readonly errorMsg?: string}) => void;

interface OldSettings {
  readonly widget_key?: string;
}

/** The global of old, as far as it is there inside a session. */
export class InsideSurfly {
  readonly #webfuse: InsideWebfuse;

  constructor(webfuse: InsideWebfuse) {
    this.#webfuse = webfuse;
  }

  /** Whether this page is shown in a session and was let in. */
  get isInsideSession(): boolean {
    return this.#webfuse.isInsideSession;
  }

  /** The session that this page is shown in, or null before it was let in. */
  get currentSession(): InsideSession | null {
    return this.#webfuse.currentSession;
  }

  /** Lets this page into the session that it is shown in, then calls back. */
  init(settings: OldSettings = {}, ready: Initialized = () => {}): void {
    this.#webfuse.initSpace(settings.widget_key as string).then(
      () => ready({success: true}),
      ({message}: SessionError) => ready({success: false, errorMsg: message}),
    );
  }

  /** The session that this page is shown in, if it was let in. */
  listSessions(): InsideSession[] {
    return this.#webfuse.listSessions();
  }

  /** Calls back when something happens in the session. */
  on(...args: Parameters<InsideWebfuse['on']>): this {
    this.#webfuse.on(...args);
    return this;
  }

  /** Stops calling back. */
  off(...args: Parameters<InsideWebfuse['off']>): this {
    this.#webfuse.off(...args);
    return this;
  }

  /**
   * Not for pages inside a session.
   * @throws {SessionError} `inside_session`, always
   */
  session(): never {
    return new InsideSpace('', '').session();
  }

  /** Draws nothing, since the session is there already. */
  button(): null {
    return null;
  }
}
