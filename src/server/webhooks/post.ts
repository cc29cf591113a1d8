import {promisify} from 'node:util';
import {gzip} from 'node:zlib';
import {errors} from 'undici';
import {readVersion} from '../docs/version.ts';
import type {WebhookRecord} from '../storage/store.ts';
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

/** Sends a body with its signature. What goes wrong is part of the answer. */
export type Post = (receiver: Receiver, body: string, signature: Readonly<Record<string, string>>) => Promise<Answer>;

/**
 * What sends bodies.
 *
 * @param deadline - aborts when the time for an exchange that begins now is over
 */
export function poster(egress: Egress, deadline = () => AbortSignal.timeout(TIMEOUT)): Post {
  return (receiver, body, signature) => post(receiver, body, signature, egress, deadline());
}

async function post(
  {url, gzip: compressed, sslVerification}: Receiver,
  body: string,
  signature: Readonly<Record<string, string>>,
  egress: Egress,
  signal: AbortSignal,
): Promise<Answer> {
  const headers = {
    'content-type': 'application/json',
    'user-agent': USER_AGENT,
    ...(compressed && {'content-encoding': 'gzip'}),
    ...signature,
  };
  try {
    const {origin, pathname, search} = egress.checkUrl(url);
    const sent = compressed ? await promisify(gzip)(body) : body;
    const response = await egress
      .agent(sslVerification)
      .request({origin, path: `${pathname}${search}`, method: 'POST', headers, body: sent, signal});
    // The status is what counts: a receiver that goes on talking is hung up on.
    await response.body.dump({limit: MAX_ANSWER}).catch(() => {});
    const {statusCode: status} = response;
    return {status, error: refusalIn(status), retryAfter: headerIn(response.headers['retry-after'])};
  } catch (error) {
    return {status: null, error: reasonOf(error, signal), retryAfter: undefined};
  }
}

function refusalIn(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return `The receiver answered ${status}: redirects are not followed.`;
  return `The receiver answered ${status}.`;
}

function headerIn(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function reasonOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return `The receiver did not answer within ${TIMEOUT / 1000} s.`;
  if (error instanceof EgressError) return error.message;
  if (error instanceof errors.ConnectTimeoutError) return 'No connection came about in time.';
  const {code = '', message} = error as NodeJS.ErrnoException;
  if (code === 'ECONNREFUSED') return 'The receiver refused the connection.';
  if (/CERT|SELF_SIGNED|ISSUER|ALTNAME/.test(code)) return `The receiver’s certificate is not valid: ${message}.`;
  return `The connection to the receiver failed: ${code || message}.`;
}
