import {readFileSync} from 'node:fs';
import path from 'node:path';
import type {Frame} from 'puppeteer-core';
import type {Visitor} from './visitor.ts';

const FOLDER = path.join(import.meta.dirname, '../fixtures/old-pages');

/** A page as it was written for the vendor's widget: all that is changed is the address of the script. */
export function oldPage(name: string, server: string): string {
  return readFileSync(path.join(FOLDER, `${name}.html`), 'utf8')
    .replaceAll('{{WEBFUSE}}', `${server}/webfuse.js`)
    .replaceAll('{{SURFLY}}', `${server}/surfly.js`);
}

/** Waits until such a page has noted something. */
export async function notes(visitor: Visitor, note: string): Promise<void> {
  await visitor.page.waitForFunction((wanted) => (globalThis as unknown as Notes).log.includes(wanted), {}, note);
}

/** All that it noted, in order. */
export function noted(visitor: Visitor): Promise<string[]> {
  return visitor.page.evaluate(() => (globalThis as unknown as Notes).log);
}

interface Notes {
  readonly log: string[];
}

/** The window of the session in a frame of the page, once it is live. */
export async function windowOf(visitor: Visitor, selector = 'iframe'): Promise<Frame> {
  const node = await visitor.page.waitForSelector(selector);
  const frame = await node?.contentFrame();
  if (!frame) throw new Error(`Expected ${selector} to be a frame.`);
  await frame.waitForSelector('wf-session:state(live)');
  return frame;
}

/** How long the first picture may take, in milliseconds: a browser is started for it, on a machine with more to do. */
const FIRST_PICTURE = 45_000;

/** Waits for a picture of a page in the window: in its room, or with nothing around it. */
export async function seesPicture(frame: Frame, view = 'wf-session >>> wf-view'): Promise<void> {
  await frame.waitForSelector(`${view} >>> canvas:not(.blank)`, {timeout: FIRST_PICTURE});
}
