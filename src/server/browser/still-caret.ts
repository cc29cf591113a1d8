import type {CDPSession} from 'puppeteer-core';

/** Name of the script world that pages cannot see into. */
export const OWN_WORLD = 'webfuse';

/**
 * A blinking caret in a page of text costs 364 KB/s of pictures in which nothing happens. The first document of a window
 * may give way to another one, and the window stays: this does not run again then, but nothing has focus there yet.
 */
const SOURCE = `{
  let stilled;
  const still = () => {
    if (stilled === document) return;
    stilled = document;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(':root { caret-animation: manual; }');
    document.adoptedStyleSheets.push(sheet);
  };
  addEventListener('focus', still, true);
  still();
}`;

/** Stops the caret from blinking, in every document of a process. */
export async function stillCaret(session: CDPSession): Promise<void> {
  // One that is opened to be written anew has lost it. Fails only when the document goes.
  session.on('Page.documentOpened', ({frame}) => void runIn(session, frame.id).catch(() => {}));
  await session.send('Page.addScriptToEvaluateOnNewDocument', {
    source: SOURCE,
    worldName: OWN_WORLD,
    runImmediately: true,
  });
}

async function runIn(session: CDPSession, frameId: string): Promise<void> {
  const world = await session.send('Page.createIsolatedWorld', {frameId, worldName: OWN_WORLD});
  const contextId = world.executionContextId;
  await session.send('Runtime.evaluate', {expression: SOURCE, contextId}, {timeout: 0});
}
