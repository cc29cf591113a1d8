import type {CDPSession} from 'puppeteer-core';
import type {Callers} from './callers.ts';

/** A script of its own world that runs in every page, before the page's own. */
export interface PageExtension {
  readonly name: string;
  readonly source: string;
}

/** Tells whether the extension has anything to do in a document; it has a way to the server from then on. */
const OPEN = 'globalThis.webfuseLine?.open() ?? null';

/** Has extensions run in each document of a page, and talk with the session. Frames are left alone. */
export function runExtensions(
  session: CDPSession,
  mainFrame: string,
  extensions: readonly PageExtension[],
  callers: Callers,
): void {
  for (const [index, {name, source}] of extensions.entries()) {
    const worldName = `extension ${index}: ${name}`;
    const join = () => {
      const world = {frameId: mainFrame, worldName, kind: 'extension' as const, open: OPEN};
      // Fails only when the document goes.
      callers.join(session, world).catch(() => {});
    };
    session.on('Page.frameNavigated', ({frame}) => {
      if (frame.id === mainFrame) join();
    });
    // A page that another one opened may have come a long way already.
    session
      .send('Page.addScriptToEvaluateOnNewDocument', {source, worldName, runImmediately: true})
      .then(join, () => {});
  }
}
