import type {CDPSession} from 'puppeteer-core';
import {Context} from '../../../src/server/browser/context.ts';
import {findBrowser} from '../../../src/server/browser/find.ts';
import {type Guard, NetworkGuard} from '../../../src/server/browser/guard.ts';
import {NOWHERE} from '../../../src/server/browser/internet.ts';
import {launch} from '../../../src/server/browser/launch.ts';
import type {PagesSetup} from '../../../src/server/browser/pages.ts';
import {Tab} from '../../../src/server/browser/tab.ts';
import {Told} from './harness.ts';

/**
 * Opens tab 1 on a page, of https as well, which is played over the DevTools protocol: no test has a certificate. More is
 * asked of it through `session`.
 */
export async function openSecure(
  url: string,
  html: string,
  setup: PagesSetup,
  guard: Guard = new NetworkGuard({internet: NOWHERE}),
): Promise<{told: Told; session: CDPSession; close(): Promise<void>}> {
  const chromium = await launch({executablePath: findBrowser(process.env), guard: await guard.flags()});
  const setupOfContext = {
    wayOut: await guard.wayOut(undefined),
    refuses: () => null,
    blocks: () => false,
    masked: setup.masked ?? [],
  };
  const listener = {
    opened() {},
    closed() {},
    crashed() {},
    blinded() {},
    downloading: () => null,
    downloaded: async () => {},
    named: (_ssid: number, filename: string) => filename,
    refusesFile: () => null,
    refused() {},
    failed() {},
    progressed() {},
    askLogin: async () => null,
    hasFrame: () => false,
  };
  const context = await Context.create(chromium, setupOfContext, listener);
  const told = new Told();
  const tab = new Tab(1, 'about:blank', told, {
    ...setup,
    standsStill: () => false,
    hand: async () => [],
    permit: async () => {},
  });
  const page = await context.newPage(tab);
  tab.attach(page);

  const {root} = chromium;
  const {sessionId} = await root.send('Target.attachToTarget', {targetId: page.targetId, flatten: true});
  const session = root.connection()?.session(sessionId);
  session?.on('Fetch.requestPaused', ({requestId}) => {
    const responseHeaders = [{name: 'content-type', value: 'text/html'}];
    const body = Buffer.from(`<!doctype html>${html}`).toString('base64');
    void session.send('Fetch.fulfillRequest', {requestId, responseCode: 200, responseHeaders, body});
  });
  await session?.send('Fetch.enable', {patterns: [{urlPattern: url}]});
  tab.navigate(url);

  const close = async () => {
    await context.dispose();
    await chromium.close();
    await guard.close();
  };
  return {told, session: page.session, close};
}
