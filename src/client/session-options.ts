import type {Ssid} from '../model/events.ts';
import type {SessionSettings} from '../model/settings.ts';

/** What a session is made with. */
export interface SessionOptions extends Partial<SessionSettings> {
  /** Opened in the first tab when this client starts the session. */
  readonly url?: string;
  /** Page of the author's that invite links lead to; its own script then joins. */
  readonly invitePage?: string;
  /** Keeps the seat under this key of `sessionStorage`, so that a page that is loaded again takes it again. */
  readonly storageKey?: string;
}

/** How code is run in a tab. */
export interface ExecuteOptions {
  /** `javascript` if left out. */
  readonly type?: 'javascript' | 'css';
  /** The tab; the one that this client sees if left out. */
  readonly ssid?: Ssid;
}

/** What a session takes besides its provider. */
export interface SessionMaking {
  /** Opened in the first tab when this client starts the session. */
  readonly url?: string | undefined;
  /** Whose messages this page takes besides its own: the origin of the page that shows it in a window. */
  readonly origins?: readonly string[];
}
