import type {CDPSession} from 'puppeteer-core';

/** Gets a page, or a frame of another site in it, ready before its first document. */
export type Prepare = (session: CDPSession) => Promise<unknown>;

/** Does something to a page, and to each frame of another site in it: that is a process of its own. */
export async function prepareProcesses(session: CDPSession, prepare: Prepare): Promise<void> {
  session.on('Target.attachedToTarget', ({sessionId, targetInfo}) => {
    const child = session.connection()?.session(sessionId);
    if (!child) return;
    // It waits until it is let go, and may be gone by then.
    if (targetInfo.type === 'iframe') prepareProcesses(child, prepare).catch(() => {});
    child.send('Runtime.runIfWaitingForDebugger').catch(() => {});
  });
  await Promise.all([
    session.send('Page.enable'),
    prepare(session),
    session.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
      // Chromium has workers wait too, also where it tells nobody of them.
      filter: [{type: 'iframe'}, {type: 'worker'}, {exclude: true}],
    }),
  ]);
}
