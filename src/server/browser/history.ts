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

/** Goes back or forward. Stays where it is when there is no page to go to. */
export async function stepThroughHistory(session: CDPSession, step: Step): Promise<void> {
  const {back, forward} = await waysFrom(session);
  const entryId = step < 0 ? back : forward;
  if (entryId !== null) await session.send('Page.navigateToHistoryEntry', {entryId});
}
