import type {CDPSession} from 'puppeteer-core';
import {type Prepare, prepareProcesses} from './processes.ts';
import {stillCaret} from './still-caret.ts';
import {VIEWPORT} from './viewport.ts';

/** A page of the browser, ready to be shown to people elsewhere. */
export interface Page {
  readonly targetId: string;
  readonly session: CDPSession;
}

/**
 * Makes a page ready: its size, always visible and focused, and nothing that waits for someone at this machine;
 * `prepare` does the rest, in each process that the page is made of.
 */
export async function preparePage({session}: Page, prepare: Prepare): Promise<void> {
  session.on('Page.javascriptDialogOpening', ({type}) => {
    // A page stands still while a dialog is open, and nobody can see it: leaving is allowed, all else is declined.
    session.send('Page.handleJavaScriptDialog', {accept: type === 'beforeunload'}).catch(() => {});
  });
  await Promise.all([
    prepareProcesses(session, (process) => Promise.all([stillCaret(process), prepare(process)])),
    session.send('Inspector.enable'),
    session.send('Emulation.setDeviceMetricsOverride', VIEWPORT),
    // Pages in the back of a window are hidden otherwise: they paint nothing and their timers are throttled.
    session.send('Emulation.setFocusEmulationEnabled', {enabled: true}),
  ]);
}
