import type {CDPSession} from 'puppeteer-core';
import type {MaskReader} from './mask-reader.ts';
import {type Prepare, prepareProcesses} from './processes.ts';
import type {Secrets} from './secrets.ts';
import {stillCaret} from './still-caret.ts';
import {applyViewport, type Viewport} from './viewport.ts';

/** A page of the browser, ready to be shown to people elsewhere. */
export interface Page {
  readonly targetId: string;
  readonly session: CDPSession;
  /** What it was laid out for when it was made. */
  readonly viewport: Viewport;
  /** Reads what is masked in it, where something can be. */
  readonly masked: MaskReader | null;
}

/** What a page is to be before anything runs in it. */
export interface Preparing {
  readonly viewport: Viewport;
  /** Has its say about each process of it. */
  readonly prepare: Prepare;
  /** Keeps what is in masked fields of it. */
  readonly secrets: Secrets;
}

/**
 * Makes a page ready: its size, always visible and focused, and nothing that waits for someone at this machine;
 * `prepare` does the rest, in each process that the page is made of.
 */
export async function preparePage({session, viewport}: Page, prepare: Prepare): Promise<void> {
  await Promise.all([
    prepareProcesses(session, (process) => Promise.all([stillCaret(process), prepare(process)])),
    session.send('Inspector.enable'),
    applyViewport(session, viewport),
    // Pages in the back of a window are hidden otherwise: they paint nothing and their timers are throttled.
    session.send('Emulation.setFocusEmulationEnabled', {enabled: true}),
  ]);
}
