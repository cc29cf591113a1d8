import type {CDPSession} from 'puppeteer-core';

/** Name of the script world that pages cannot see into. */
export const OWN_WORLD = 'webfuse';

/** A blinking caret in a page of text costs 364 KB/s of pictures in which nothing happens. */
const SOURCE = `{
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(':root { caret-animation: manual; }');
  document.adoptedStyleSheets.push(sheet);
}`;

/** Stops the caret from blinking, in every document of a page and of the frames in it. */
export async function stillCaret(session: CDPSession): Promise<void> {
  session.on('Target.attachedToTarget', ({sessionId}) => {
    const frame = session.connection()?.session(sessionId);
    if (!frame) return;
    // A frame of another site is a process of its own. It waits until it is let go, and may be gone by then.
    stillCaret(frame).catch(() => {});
    frame.send('Runtime.runIfWaitingForDebugger').catch(() => {});
  });
  await Promise.all([
    session.send('Page.enable'),
    session.send('Page.addScriptToEvaluateOnNewDocument', {
      source: SOURCE,
      worldName: OWN_WORLD,
      runImmediately: true,
    }),
    session.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
      filter: [{type: 'iframe'}, {exclude: true}],
    }),
  ]);
}
