import type {CDPSession, Protocol} from 'puppeteer-core';
import type {Chromium} from '../../../src/server/browser/chromium.ts';
import {findBrowser} from '../../../src/server/browser/find.ts';
import type {Guard} from '../../../src/server/browser/guard.ts';
import {launch} from '../../../src/server/browser/launch.ts';
import {Canary} from './canary.ts';
import {TRUSTED} from './certificate.ts';
import {NameCanary} from './name-canary.ts';

/** Where no session has pages: the context that a browser begins with, and one that was given no proxy. */
export type Outside = 'the default context' | 'a context without a proxy';

/** What came of a page that belongs to no session. */
export interface Asked {
  /** The status of each answer, or the error in place of one, by the host that was asked. */
  readonly answers: Readonly<Record<string, number | string>>;
  /** What the canary saw. */
  readonly seen: readonly string[];
}

/** Goes to the canary, under each of these names, from a page of no session. */
export async function askFrom(outside: Outside, guard: Guard, hosts: readonly string[]): Promise<Asked> {
  const canary = await Canary.listen();
  const chromium = await launch({executablePath: findBrowser(process.env), guard: await guard.flags()});
  try {
    const page = await openPage(chromium, outside);
    const answers: Record<string, number | string> = {};
    for (const host of hosts) answers[host] = await comesOf(page, `http://${host}:${canary.port}/`);
    return {answers, seen: canary.seen};
  } finally {
    await chromium.close();
    await guard.close();
    canary.close();
  }
}

/**
 * Has a page say where it may want to go, in the context that a browser begins with, which is the only one that is not off
 * the record. Settles when the browser has connected there, and has looked up the name, ahead of that.
 */
export async function goAhead(guard: Guard): Promise<void> {
  const canary = await Canary.listen();
  const name = 'ahead.asked.example';
  const lookedUp = Promise.withResolvers<void>();
  const names = await NameCanary.listen(findBrowser(process.env), (heard) => heard === name && lookedUp.resolve());
  const flags = [...(await guard.flags()), TRUSTED];
  const chromium = await launch({executablePath: names.executablePath, guard: flags});
  try {
    const page = await openPage(chromium, 'the default context');
    const html = `<link rel="preconnect" href="http://127.0.0.1:${canary.port}/"><link rel="dns-prefetch" href="http://${name}/">`;
    await page.send('Page.navigate', {url: `data:text/html,${encodeURIComponent(html)}`});
    await Promise.all([canary.hit, lookedUp.promise]);
  } finally {
    await chromium.close();
    await guard.close();
    await names.close();
    canary.close();
  }
}

async function openPage({root, gate}: Chromium, outside: Outside): Promise<CDPSession> {
  const {defaultBrowserContextId} = await root.send('Target.getBrowserContexts');
  const own = outside === 'the default context';
  const browserContextId = own
    ? (defaultBrowserContextId as string)
    : (await root.send('Target.createBrowserContext')).browserContextId;
  // The gate lets no such page have a document, and then nobody would know what the proxy does.
  gate.watch(browserContextId, {
    refuses: () => null,
    blocks: () => false,
    askLogin: async () => null,
    hasFrame: () => false,
  });
  const attached = new Promise<Protocol.Target.AttachedToTargetEvent>((resolve) => {
    root.once('Target.attachedToTarget', resolve);
  });
  await root.send('Target.createTarget', {url: 'about:blank', browserContextId});
  const session = root.connection()?.session((await attached).sessionId) as CDPSession;
  const listening = session.send('Network.enable');
  await session.send('Runtime.runIfWaitingForDebugger');
  await listening;
  return session;
}

async function comesOf(page: CDPSession, url: string): Promise<number | string> {
  const answered = new Promise<number>((resolve) => {
    const look = ({type, response}: Protocol.Network.ResponseReceivedEvent) => {
      if (type !== 'Document') return;
      page.off('Network.responseReceived', look);
      resolve(response.status);
    };
    page.on('Network.responseReceived', look);
  });
  const {errorText} = await page.send('Page.navigate', {url});
  return errorText ?? answered;
}
