import {setTimeout as delay} from 'node:timers/promises';
import type {CDPSession} from 'puppeteer-core';

/** Which way to go, as `history.go()` takes it. */
export type Step = -1 | 1;

/** Ids of the pages one step away, or null where there is none. */
export interface Ways {
  /** Where they lead from. */
  readonly url: string;
  readonly back: number | null;
  readonly forward: number | null;
}

/** Where a page can go from here: the empty page that a tab began as is no place to go back to. */
export async function waysFrom(session: CDPSession): Promise<Ways> {
  const {currentIndex, entries} = await session.send('Page.getNavigationHistory');
  const [previous, next] = [entries[currentIndex - 1], entries[currentIndex + 1]];
  const isFirstEmpty = currentIndex === 1 && previous?.url === 'about:blank';
  const url = entries[currentIndex]?.url ?? '';
  return {url, back: isFirstEmpty ? null : (previous?.id ?? null), forward: next?.id ?? null};
}

/** How often it is looked whether the history has come to the page, and how long it is until the next look, in ms. */
const LOOKS = 20;
const PAUSE = 50;

/**
 * Goes back or forward from a page. Stays there when there is no page to go to. That a page is there is told by its own
 * process, and the browser has it in the history a moment later: until then it knows the one before, or answers nothing.
 */
export async function stepThroughHistory(session: CDPSession, step: Step, from: string): Promise<void> {
  for (let look = 0; look < LOOKS; look++) {
    if (look > 0) await delay(PAUSE);
    const ways = await waysFrom(session).catch(() => null);
    if (!ways || (ways.url !== from && look < LOOKS - 1)) continue;
    const entryId = step < 0 ? ways.back : ways.forward;
    if (entryId !== null) await session.send('Page.navigateToHistoryEntry', {entryId});
    return;
  }
}
