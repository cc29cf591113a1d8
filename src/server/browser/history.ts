import {setTimeout as delay} from 'node:timers/promises';
import type {CDPSession} from 'puppeteer-core';

/** Which way to go, as `history.go()` takes it. */
export type Step = -1 | 1;

/** How much of a history is read in a millisecond, in characters: nobody else is served meanwhile. */
const READING = 5_000;

/** Ids of the pages one step away, or null where there is none. */
export interface Ways {
  /** Where they lead from. */
  readonly url: string;
  readonly back: number | null;
  readonly forward: number | null;
  /** How long not to ask again: a page can fill its history with megabytes of addresses. Milliseconds. */
  readonly rest: number;
}

/** Where a page can go from here: the empty page that a tab began as is no place to go back to. */
export async function waysFrom(session: CDPSession): Promise<Ways> {
  const {currentIndex, entries} = await session.send('Page.getNavigationHistory');
  const [previous, next] = [entries[currentIndex - 1], entries[currentIndex + 1]];
  const isFirstEmpty = currentIndex === 1 && previous?.url === 'about:blank';
  const url = entries[currentIndex]?.url ?? '';
  const rest = entries.reduce((size, {url, userTypedURL}) => size + url.length + userTypedURL.length, 0) / READING;
  return {url, back: isFirstEmpty ? null : (previous?.id ?? null), forward: next?.id ?? null, rest};
}

/** How long it is looked whether the history has come to the page, and how long it is until the next look, in ms. */
const LOOKING = 1_000;
const PAUSE = 50;

/**
 * Goes back or forward from a page. Stays there when there is no page to go to. That a page is there is told by its own
 * process, and the browser has it in the history a moment later: until then it knows the one before, or answers nothing.
 */
export async function stepThroughHistory(session: CDPSession, step: Step, from: string): Promise<void> {
  for (let left = LOOKING; ; ) {
    const ways = await waysFrom(session).catch(() => null);
    if (ways && (ways.url === from || left <= 0)) {
      const entryId = step < 0 ? ways.back : ways.forward;
      if (entryId !== null) await session.send('Page.navigateToHistoryEntry', {entryId});
      return;
    }
    if (left <= 0) return;
    const pause = Math.min(Math.max(PAUSE, ways?.rest ?? 0), left);
    await delay(pause);
    left -= pause;
  }
}
