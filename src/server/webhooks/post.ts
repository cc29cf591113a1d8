import {promisify} from 'node:util';
import {gzip} from 'node:zlib';
import {type Agent, type Dispatcher, errors} from 'undici';
import {readVersion} from '../docs/version.ts';
import type {WebhookRecord} from '../storage/webhook-store.ts';
import {type Clock, SYSTEM_CLOCK} from './clock.ts';
import {type Egress, EgressError} from './egress.ts';

/** How long a receiver has for all of it, in milliseconds. */
export const TIMEOUT = 15_000;

/** How much of what a receiver says is read, in bytes: it is read for the connection to be used again, and thrown away. */
const MAX_ANSWER = 64 * 1024;

const USER_AGENT = `webfuse-elements-webhooks/${readVersion()}`;

/** What came of sending something. */
export interface Answer {
  /** HTTP status, or null when none came. */
  readonly status: number | null;
  /** Why it failed, as a sentence, or null. */
  readonly error: string | null;
  readonly retryAfter: string | undefined;
}

/** Where something is sent, and how. */
export type Receiver = Pick<WebhookRecord, 'url' | 'gzip' | 'sslVerification'>;

/** Sends a body with its signature. What goes wrong is part of the answer; only what is broken off rejects. */
export type Post = (
  receiver: Receiver,
  body: string,
  signature: Readonly<Record<string, string>>,
  signal?: AbortSignal,
) => Promise<Answer>;

/** What sends bodies. */
export function poster(egress: Egress, clock: Pick<Clock, 'after'> = SYSTEM_CLOCK): Post {
  return async ({url, gzip: compressed, sslVerification}, body, signature, signal) => {
    const headers = {
      'content-type': 'application/json',
      'user-agent': USER_AGENT,
      ...(compressed && {'content-encoding': 'gzip'}),
      ...signature,
    };
    try {
      const {origin, pathname, search} = egress.checkUrl(url);
      const sent = compressed ? await promisify(gzip)(body) : body;
      signal?.throwIfAborted();
      const request = {origin, path: `${pathname}${search}`, method: 'POST', headers, body: sent} as const;
      const {status, retryAfter} = await exchange(egress.agent(sslVerification), request, clock, signal);
      return {status, error: refusalIn(status), retryAfter};
    } catch (error) {
      signal?.throwIfAborted();
      return {status: null, error: reasonOf(error), retryAfter: undefined};
    }
  };
}

/** The receiver took more time than it has. */
class LateError extends Error {
  override readonly name = 'LateError';
}

/**
 * Sends a request and settles with the head of the answer once that is read to its end, or given up: the status is
 * what counts, and a receiver that goes on talking is hung up on. It is made of undici's lowest layer: one that makes
 * streams costs a third more, thousands of times a second.
 */
function exchange(
  agent: Agent,
  request: Dispatcher.DispatchOptions,
  clock: Pick<Clock, 'after'>,
  signal?: AbortSignal,
): Promise<Pick<Answer, 'retryAfter'> & {readonly status: number}> {
  const {promise, resolve, reject} = Promise.withResolvers<Awaited<ReturnType<typeof exchange>>>();
  let controller: Dispatcher.DispatchController | undefined;
  let head: Awaited<ReturnType<typeof exchange>> | undefined;
  let read = 0;
  let isOver = false;
  const end = (error?: Error) => {
    isOver = true;
    inTime();
    signal?.removeEventListener('abort', breakOff);
    if (head) resolve(head);
    else reject(error);
  };
  const hangUp = (error: Error) => {
    end(error);
    controller?.abort(error);
  };
  const inTime = clock.after(TIMEOUT, () => hangUp(new LateError()));
  const breakOff = () => hangUp(signal?.reason);
  signal?.addEventListener('abort', breakOff);
  agent.dispatch(request, {
    onRequestStart: (begun) => {
      controller = begun;
      // It waited for its turn until it was too late.
      if (isOver) begun.abort(new LateError());
    },
    onResponseStart: (_, status, headers) => {
      if (status >= 200) head = {status, retryAfter: headerIn(headers['retry-after'])};
    },
    onResponseData: (_, chunk) => {
      read += chunk.length;
      if (read > MAX_ANSWER) hangUp(new Error('The answer is longer than anyone reads.'));
    },
    onResponseEnd: () => end(),
    onResponseError: (_, error) => end(error),
  });
  return promise;
}

function refusalIn(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return `The receiver answered ${status}: redirects are not followed.`;
  return `The receiver answered ${status}.`;
}

function headerIn(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function reasonOf(error: unknown): string {
  if (error instanceof LateError) return `The receiver did not answer within ${TIMEOUT / 1000} s.`;
  if (error instanceof EgressError) return error.message;
  if (error instanceof errors.ConnectTimeoutError) return 'No connection came about in time.';
  const {code = '', message} = error as NodeJS.ErrnoException;
  if (code === 'ECONNREFUSED') return 'The receiver refused the connection.';
  if (/CERT|SELF_SIGNED|ISSUER|ALTNAME/.test(code)) return `The receiver’s certificate is not valid: ${message}.`;
  return `The connection to the receiver failed: ${code || message}.`;
}
