/** Why a socket was hung up on. Both ends import these, so that a client knows what to do. */
export interface CloseReason {
  readonly code: number;
  /** As people are told it. */
  readonly reason: string;
}

/** The host ended the session for everyone, or nobody was there any more. */
export const SESSION_ENDED = {code: 4000, reason: 'The session is over.'} as const satisfies CloseReason;

/** The same seat was taken from another window. */
export const OTHER_CONNECTION = {
  code: 4001,
  reason: 'The session was opened in another window with the same seat.',
} as const satisfies CloseReason;

/** The host did not let this client in. */
export const NOT_ADMITTED = {code: 4002, reason: 'The host did not let this client in.'} as const satisfies CloseReason;

/** The host had this participant leave. */
export const REMOVED = {code: 4003, reason: 'The host had this participant leave.'} as const satisfies CloseReason;

/** The server goes down and will be back. */
export const GOING_AWAY = {code: 1001, reason: 'The server is going down.'} as const satisfies CloseReason;

/** The session is on another server now: whoever comes back is led there. */
export const ELSEWHERE = {code: 1013, reason: 'The session is on another server now.'} as const satisfies CloseReason;

/** Whether a client that was hung up on with this code may come back. Unknown codes are accidents, so it may. */
export function mayRetry(code: number): boolean {
  return code < SESSION_ENDED.code || code > REMOVED.code;
}
