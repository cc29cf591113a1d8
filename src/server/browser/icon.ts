import type {CDPSession, Protocol} from 'puppeteer-core';
import {follow} from './follow.ts';
import type {Refuses} from './gate.ts';

/** A page that changes its icon all the time is told of once a second. Milliseconds. */
const PAUSE = 1_000;

/** How long a site may take to give one: all that comes until then is in the memory of the browser. Milliseconds. */
const PATIENCE = 2_000;

/** An icon is in the log of its session, so it is not large. Bytes. */
const MAX_ICON = 16_384;

/** How long the address of one may be: a third longer than what is in it, where it holds it all. */
const MAX_ADDRESS = 24_000;

/** Kinds of pictures that every browser shows as an icon; none of them runs anything there. */
const IMAGE = /^image\/(png|gif|jpeg|webp|avif|svg\+xml|x-icon|vnd\.microsoft\.icon)(?=[;,]|$)/;

/** Runs in the page: settles with the address of its icon, when it has been loaded and that is not `known`. */
const NEXT_ICON = `async (known) => {
  const change = (node) => new Promise((resolve) => {
    const observer = new MutationObserver(() => { observer.disconnect(); resolve(); });
    observer.observe(node, {childList: true, subtree: true, attributes: true, attributeFilter: ['rel', 'href']});
    addEventListener('load', resolve, {once: true});
  });
  const address = () => {
    const icons = [...document.querySelectorAll('link[rel~="icon" i][href]')].slice(0, 20);
    const best = icons.find(({sizes}) => sizes.contains('32x32')) ?? icons.at(-1);
    // As browsers do where a page names none.
    const usual = location.protocol.startsWith('http') ? location.origin + '/favicon.ico' : '';
    const {href} = best ?? {href: usual};
    return href.length < ${MAX_ADDRESS} ? href : '';
  };
  while (document.readyState !== 'complete') await change(document);
  while (address() === known) await change(document.head ?? document);
  return address();
}`;

/** Tells each icon that the document in the frame names, as a `data:` address, until it is replaced or the signal is aborted. */
export async function followIcon(
  session: CDPSession,
  frameId: string,
  refuses: Refuses,
  tell: (icon: string) => void,
  signal: AbortSignal,
): Promise<void> {
  for await (const url of follow({session, frameId, next: NEXT_ICON, pause: PAUSE, signal})) {
    const icon = await iconAt(session, frameId, refuses, url, signal);
    if (signal.aborted) return;
    tell(icon);
  }
}

/** What is at an address, fetched as the page itself would; nothing when that is no icon, or does not come. */
async function iconAt(
  session: CDPSession,
  frameId: string,
  refuses: Refuses,
  url: string,
  signal: AbortSignal,
): Promise<string> {
  if (url.startsWith('data:')) return IMAGE.test(url.slice('data:'.length)) ? url : '';
  if (!/^https?:/.test(url) || refuses(url)) return '';
  const target = {targetId: frameId} as Protocol.Target.TargetInfo;
  // Fails only when the page goes.
  const loading = await session.connection()?.createSession(target);
  if (!loading) return '';
  // A request ends with the session that made it, and with nothing else: the browser would keep all that comes.
  const end = () => void loading.detach().catch(() => {});
  signal.addEventListener('abort', end);
  try {
    return signal.aborted ? '' : await load(loading, frameId, url);
  } catch {
    return '';
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}

/** Fails when the site takes too long, and when the page goes. */
async function load(session: CDPSession, frameId: string, url: string): Promise<string> {
  const options = {disableCache: false, includeCredentials: false};
  const asked = {frameId, url, options};
  const {resource} = await session.send('Network.loadNetworkResource', asked, {timeout: PATIENCE});
  if (!resource.stream) return '';
  const bytes = await read(session, resource.stream);
  const headers = Object.entries(resource.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
  const [type = ''] = IMAGE.exec(String(new Map(headers).get('content-type') ?? '')) ?? [];
  return resource.success && type && bytes ? `data:${type};base64,${bytes.toString('base64')}` : '';
}

/** All that is in a stream of the browser, or null when that is too much. */
async function read(session: CDPSession, handle: string): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  try {
    for (let [size, eof] = [0, false]; !eof; ) {
      const part = await session.send('IO.read', {handle, size: MAX_ICON + 1});
      parts.push(Buffer.from(part.data, part.base64Encoded ? 'base64' : 'utf8'));
      size += parts.at(-1)!.length;
      eof = part.eof || size > MAX_ICON;
    }
  } finally {
    // It is kept as long as the page is otherwise. Fails when that goes.
    session.send('IO.close', {handle}).catch(() => {});
  }
  const all = Buffer.concat(parts);
  return all.length > 0 && all.length <= MAX_ICON ? all : null;
}
