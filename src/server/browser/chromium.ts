import puppeteer, {type CDPSession, type ConnectOptions, type Browser as Driver} from 'puppeteer-core';
import type {Drawers} from './drawers.ts';
import {Gate} from './gate.ts';
import type {Masking} from './masking.ts';

/** A Chromium that runs. */
export interface Chromium {
  /** Id of its process, or null where someone else has started it. */
  readonly pid: number | null;
  /** The DevTools protocol of the browser as a whole, told of all its pages. */
  readonly root: CDPSession;
  /** What each document has to pass before it is shown. */
  readonly gate: Gate;
  /** What hides the private parts of its pages, or null where someone else has started it. */
  readonly masking: Masking | null;
  /** Which of its processes draws the pages of which context. */
  readonly drawers: Drawers;
  /** Resolves when it is gone, for whatever reason. */
  readonly exited: Promise<void>;
  /** Makes a folder that the browser may write to; it goes with the browser. */
  makeFolder(): Promise<string>;
  /** Ends the browser, or leaves it to others, and removes what it was given. */
  close(): Promise<void>;
}

/** Takes hold of a browser; pages of others in a shared one are left alone. */
export async function drive(
  options: ConnectOptions,
  {shared = false} = {},
): Promise<Pick<Chromium, 'root' | 'gate'> & {readonly driver: Driver}> {
  const driver = await puppeteer.connect({...options, defaultViewport: null});
  const root = await driver.target().createCDPSession();
  // Puppeteer attaches to every page and frame, and each would have two sessions.
  await root
    .connection()
    ?.send('Target.setAutoAttach', {autoAttach: false, waitForDebuggerOnStart: false, flatten: true});
  const gate = await Gate.put(root, {shared});
  const filter = [{type: 'page'}, {exclude: true}];
  await root.send('Target.setDiscoverTargets', {discover: true, filter});
  root.on('Target.attachedToTarget', ({sessionId, targetInfo}) => {
    if (!gate.watches(targetInfo.browserContextId)) letGo(root, sessionId);
  });
  // Each page waits, before the first script in it runs, until someone took hold of it.
  await root.send('Target.setAutoAttach', {autoAttach: true, waitForDebuggerOnStart: true, flatten: true, filter});
  return {driver, root, gate};
}

/** Has a page go on that is none of ours. Fails only when it is gone already. */
function letGo(root: CDPSession, sessionId: string): void {
  root
    .connection()
    ?.session(sessionId)
    ?.send('Runtime.runIfWaitingForDebugger')
    .catch(() => {});
  root.send('Target.detachFromTarget', {sessionId}).catch(() => {});
}
