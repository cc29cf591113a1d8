import {randomBytes} from 'node:crypto';
import type {CDPSession, Protocol} from 'puppeteer-core';
import type {Callers} from './callers.ts';
import {OWN_WORLD} from './still-caret.ts';

/** The script that pages load from the server's address. */
export interface DropIn {
  /** The addresses it is answered at, although no page can reach the server. */
  readonly urls: readonly string[];
  /** The text of it, with `CHANNEL` in the place of the name that each document gets. */
  readonly source: () => Promise<string>;
}

/** Stands in the script where the name of its channel goes. */
export const CHANNEL = '__webfuse_channel__';

/** Longest message of a page, in characters; the script itself refuses to send longer ones. */
const MAX_MESSAGE = 65_536;

/** How many messages of a page are passed on at once, and then in a millisecond: twice what the server answers. */
const AT_ONCE = 2_000;
const PER_MILLISECOND = 1;

/**
 * Runs in the isolated world of a document that asked for the script: passes texts on between the page and the server.
 * What crosses are events on the document whose name only that script knows.
 */
const OPEN = `(channel) => {
  globalThis.webfuseLine ??= (() => {
    let left = ${AT_ONCE};
    let counted = performance.now();
    document.addEventListener(channel + '-up', ({detail}) => {
      const now = performance.now();
      left = Math.min(${AT_ONCE}, left + (now - counted) * ${PER_MILLISECOND});
      counted = now;
      if (typeof detail !== 'string' || detail.length > ${MAX_MESSAGE} || left < 1) return;
      left--;
      webfuseCall(detail);
    });
    const receive = (detail) => document.dispatchEvent(new CustomEvent(channel + '-down', {detail}));
    return {channel, receive};
  })();
  return {channel: webfuseLine.channel, origin: self.origin};
}`;

const HEADERS = Object.entries({
  'content-type': 'text/javascript; charset=utf-8',
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  // Each document needs one of its own.
  'cache-control': 'no-store',
}).map(([name, value]) => ({name, value}));

/** Answers the requests of a process for the script, and for nothing else. */
export async function answerDropIn(session: CDPSession, {urls, source}: DropIn, callers: Callers): Promise<void> {
  if (!urls.length) return;
  const answer = async ({requestId, frameId}: Protocol.Fetch.RequestPausedEvent) => {
    const open = `(${OPEN})("${randomBytes(16).toString('hex')}")`;
    const caller = await callers.join(session, {frameId, worldName: OWN_WORLD, kind: 'page', open});
    if (!caller?.channel) throw new Error('Expected the world of the document to name its channel.');
    const script = (await source()).replaceAll(CHANNEL, caller.channel);
    const body = Buffer.from(script).toString('base64');
    await session.send('Fetch.fulfillRequest', {requestId, responseCode: 200, responseHeaders: HEADERS, body});
  };
  session.on('Fetch.requestPaused', (request) => {
    answer(request).catch(() => {
      // The document is gone, most likely, and its requests with it.
      session.send('Fetch.continueRequest', {requestId: request.requestId}).catch(() => {});
    });
  });
  const addresses = urls.flatMap((url) => [url, `${url}\\?*`]);
  const patterns = addresses.map((urlPattern) => ({urlPattern, resourceType: 'Script' as const}));
  await session.send('Fetch.enable', {patterns});
}
