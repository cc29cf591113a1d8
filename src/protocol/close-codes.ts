/** Why a socket was hung up on. Both ends import these, so that a client knows whether to come back. */
export interface CloseReason {
  readonly code: number;
  readonly reason: string;
  /** Whether the client may try to retake its seat. */
  readonly retry: boolean;
}

/** The host ended the session for everyone, or nobody was there any more. */
export const SESSION_ENDED = {code: 4000, reason: 'session ended', retry: false} as const satisfies CloseReason;

/** The same seat was taken from another window. */
export const OTHER_CONNECTION = {code: 4001, reason: 'other connection', retry: false} as const satisfies CloseReason;

/** The host did not let this client in. */
export const NOT_ADMITTED = {code: 4002, reason: 'not admitted', retry: false} as const satisfies CloseReason;

/** The host had this participant leave. */
export const REMOVED = {code: 4003, reason: 'removed', retry: false} as const satisfies CloseReason;

/** The server goes down and will be back. */
export const GOING_AWAY = {code: 1001, reason: 'server is going down', retry: true} as const satisfies CloseReason;

/** Whether a client that was hung up on with this code may come back. Unknown codes are accidents, so it may. */
export function mayRetry(code: number): boolean {
  return code < SESSION_ENDED.code || code > REMOVED.code;
}
