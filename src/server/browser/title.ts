import type {CDPSession} from 'puppeteer-core';
import {follow} from './follow.ts';

/** A page that changes its title all the time is told of four times a second. Milliseconds. */
const PAUSE = 250;

/** A title can be as long as memory is large, and so much of it is told. Characters. */
export const MAX_TITLE = 1_000;

/** The protocol has no event for it, and its log of the console would cost a lot. */
const NEXT_TITLE = `async (known) => {
  const title = () => document.title.slice(0, ${2 * MAX_TITLE});
  const change = (node) => new Promise((resolve) => {
    new MutationObserver((_, observer) => { observer.disconnect(); resolve(); })
      .observe(node, {childList: true, subtree: true, characterData: true});
    document.addEventListener('readystatechange', resolve, {once: true});
  });
  while (!document.head || (!document.title && document.readyState === 'loading')) await change(document);
  while (title() === known) await change(document.head);
  return title();
}`;

/** Hands on each title that the document in the frame has, and more of it than is told, until it is replaced or the signal is aborted. */
export async function followTitle(
  session: CDPSession,
  frameId: string,
  tell: (title: string) => void,
  signal: AbortSignal,
): Promise<void> {
  for await (const title of follow({session, frameId, next: NEXT_TITLE, pause: PAUSE, signal})) tell(title);
}
