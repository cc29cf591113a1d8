import type {CDPSession} from 'puppeteer-core';

/** Which way to go, as `history.go()` takes it. */
export type Step = -1 | 1;

/** Id of the page one step away, or null when there is none: the empty page a tab began as is no place to go back to. */
export async function entryAt(session: CDPSession, step: Step): Promise<number | null> {
  const {currentIndex, entries} = await session.send('Page.getNavigationHistory');
  const index = currentIndex + step;
  const entry = entries[index];
  if (!entry || (index === 0 && entry.url === 'about:blank')) return null;
  return entry.id;
}

/** Goes back or forward. Stays where it is when there is no page to go to. */
export async function stepThroughHistory(session: CDPSession, step: Step): Promise<void> {
  const entryId = await entryAt(session, step);
  if (entryId !== null) await session.send('Page.navigateToHistoryEntry', {entryId});
}
