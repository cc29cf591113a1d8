import {setTimeout as delay} from 'node:timers/promises';
import type {CDPSession} from 'puppeteer-core';

/** Which way to go, as `history.go()` takes it. */
export type Step = -1 | 1;

/** Ids of the pages one step away, or null where there is none. */
export interface Ways {
  readonly back: number | null;
  readonly forward: number | null;
}

/** Where a page can go from here: the empty page that a tab began as is no place to go back to. */
export async function waysFrom(session: CDPSession): Promise<Ways> {
  const {currentIndex, entries} = await session.send('Page.getNavigationHistory');
  const [previous, next] = [entries[currentIndex - 1], entries[currentIndex + 1]];
  const isFirstEmpty = currentIndex === 1 && previous?.url === 'about:blank';
  return {back: isFirstEmpty ? null : (previous?.id ?? null), forward: next?.id ?? null};
}

/** How often it is looked for a page to go to, and how long it is until the next look, in milliseconds. */
const LOOKS = 5;
const PAUSE = 50;

/** Goes back or forward. Stays where it is when there is no page to go to. */
export async function stepThroughHistory(session: CDPSession, step: Step): Promise<void> {
  // That a page is there may be told before the browser has it in its history.
  for (let look = 0; look < LOOKS; look++) {
    if (look > 0) await delay(PAUSE);
    const {back, forward} = await waysFrom(session);
    const entryId = step < 0 ? back : forward;
    if (entryId === null) continue;
    await session.send('Page.navigateToHistoryEntry', {entryId});
    return;
  }
}
