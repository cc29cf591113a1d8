import type {CDPSession} from 'puppeteer-core';

/** What went wrong, by the start of Chromium's name for it. */
const SENTENCES: readonly (readonly [name: string, sentence: (host: string) => string])[] = [
  ['ERR_TUNNEL_', unreachable],
  ['ERR_CONNECTION_', unreachable],
  ['ERR_EMPTY_RESPONSE', unreachable],
  ['HTTP ERROR ', (host) => `${host} has no page to show at this address.`],
  ['ERR_CERT_', (host) => `${host} has a certificate that is not valid.`],
  ['ERR_SSL_', (host) => `${host} does not offer a secure connection that this browser understands.`],
  ['ERR_TOO_MANY_REDIRECTS', (host) => `${host} sends visitors round in circles.`],
];

/** Runs in Chromium's own error page, which knows the name of what went wrong. */
const ERROR_CODE = `new Promise((resolve) => {
  const tell = () => resolve(globalThis.loadTimeDataRaw?.errorCode ?? '');
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', tell);
  else tell();
})`;

/** Why an address shows no page, as a sentence. The page in the session is Chromium's error page for it. */
export async function explainLoadError(session: CDPSession, url: string): Promise<string> {
  const {result} = await session.send('Runtime.evaluate', {expression: ERROR_CODE, awaitPromise: true});
  const code = String(result.value ?? '');
  const host = URL.parse(url)?.host || 'This address';
  const [, sentence] = SENTENCES.find(([name]) => code.startsWith(name)) ?? [];
  return sentence?.(host) ?? `${host} cannot be shown${code && ` (${code})`}.`;
}

function unreachable(host: string): string {
  return `${host} cannot be reached from this session.`;
}
