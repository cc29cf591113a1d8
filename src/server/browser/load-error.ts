import type {CDPSession} from 'puppeteer-core';
import type {TabErrorCode} from '../../model/state.ts';

/** Why no page is shown: a sentence, and what it is for programs. */
export interface Trouble {
  readonly error: string;
  readonly errorCode: TabErrorCode;
}

/** Where nobody knows. */
export const UNKNOWN: Trouble = {error: 'This page cannot be shown.', errorCode: 'failed'};

/** Thrown where no page can be shown, with the reason as everyone may know it. */
export class NoPageError extends Error {
  override readonly name = 'NoPageError';
}

/** What went wrong, by the start of Chromium's name for it. */
const NAMES: readonly (readonly [name: string, errorCode: TabErrorCode])[] = [
  ['ERR_TUNNEL_', 'unreachable'],
  ['ERR_CONNECTION_', 'unreachable'],
  ['ERR_EMPTY_RESPONSE', 'unreachable'],
  ['HTTP ERROR ', 'no_page'],
  ['ERR_CERT_', 'bad_certificate'],
  ['ERR_SSL_', 'no_secure_connection'],
  ['ERR_TOO_MANY_REDIRECTS', 'redirects'],
];

/** What the site does. */
const SENTENCES: {readonly [Code in TabErrorCode]?: string} = {
  unreachable: 'cannot be reached from this session.',
  no_page: 'has no page to show at this address.',
  bad_certificate: 'has a certificate that is not valid.',
  no_secure_connection: 'does not offer a secure connection that this browser understands.',
  redirects: 'sends visitors round in circles.',
};

/** Runs in Chromium's own error page, which knows the name of what went wrong. */
const ERROR_CODE = `new Promise((resolve) => {
  const tell = () => resolve(globalThis.loadTimeDataRaw?.errorCode ?? '');
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', tell);
  else tell();
})`;

/** Why an address shows no page. The page in the session is Chromium's error page for it. */
export async function explainLoadError(session: CDPSession, url: string): Promise<Trouble> {
  const {result} = await session.send('Runtime.evaluate', {expression: ERROR_CODE, awaitPromise: true});
  const code = String(result.value ?? '');
  const host = URL.parse(url)?.host || 'This address';
  const [, errorCode = 'failed'] = NAMES.find(([name]) => code.startsWith(name)) ?? [];
  const sentence = SENTENCES[errorCode] ?? `cannot be shown${code && ` (${code})`}.`;
  return {error: `${host} ${sentence}`, errorCode};
}
