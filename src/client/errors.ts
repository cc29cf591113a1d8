import type {WireErrorCode} from '../protocol/rpc.ts';

/** Stable names of all the reasons for which a command or a start can fail. */
export type SessionErrorCode =
  | WireErrorCode
  /** The line to the session was lost before an answer came. */
  | 'connection_closed'
  /** No line could be had. */
  | 'connect_failed'
  /** The file of a provider or the script of the vendor's client could not be loaded, or the latter is something else. */
  | 'load_failed'
  /** No answer came in time. */
  | 'timeout'
  /** The session was not started yet. */
  | 'not_started'
  /** The page is itself shown in a session, and starts no other inside it. */
  | 'inside_session'
  /** The browser did not let the page open a tab for the session. */
  | 'popup_blocked'
  /** An argument is missing or of the wrong type. */
  | 'invalid_argument'
  /** This version or provider cannot do it. */
  | 'unsupported';

/** A command or a start that failed: `code` for programs, `message` for people. */
export class SessionError extends Error {
  override readonly name = 'SessionError';
  readonly code: SessionErrorCode;
  /** With `too_many`: in how many seconds it may go better. */
  readonly retryAfter: number | undefined;

  constructor(code: SessionErrorCode, message: string, options?: ErrorOptions & {retryAfter?: number | undefined}) {
    super(message, options);
    this.code = code;
    this.retryAfter = options?.retryAfter;
  }
}
