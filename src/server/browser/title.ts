import {setTimeout as delay} from 'node:timers/promises';
import type {CDPSession, Protocol} from 'puppeteer-core';
import {OWN_WORLD} from './still-caret.ts';

/** A page that changes its title all the time is told of four times a second. Milliseconds. */
const PAUSE = 250;

/** A title can be as long as memory is large. Characters. */
const MAX_TITLE = 1_000;

/**
 * Runs in the page: settles with its title as soon as there is one that is not `known`. Asking like this costs
 * nothing while nothing changes; the protocol has no event for it, and its log of the console would cost a lot.
 */
const NEXT_TITLE = `async (known) => {
  const title = () => document.title.slice(0, ${MAX_TITLE});
  const change = (node) => new Promise((resolve) => {
    new MutationObserver((_, observer) => { observer.disconnect(); resolve(); })
      .observe(node, {childList: true, subtree: true, characterData: true});
    document.addEventListener('readystatechange', resolve, {once: true});
  });
  while (!document.head || (!document.title && document.readyState === 'loading')) await change(document);
  while (title() === known) await change(document.head);
  return title();
}`;

/** Tells each title that the document in the frame has, until it is replaced or the signal is aborted. */
export async function followTitle(
  session: CDPSession,
  frameId: string,
  tell: (title: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const world = await session.send('Page.createIsolatedWorld', {frameId, worldName: OWN_WORLD});
  let known: string | null = null;
  while (!signal.aborted) {
    const answer: Protocol.Runtime.EvaluateResponse = await session.send(
      'Runtime.evaluate',
      {
        expression: `(${NEXT_TITLE})(${JSON.stringify(known)})`,
        contextId: world.executionContextId,
        awaitPromise: true,
        returnByValue: true,
      },
      {timeout: 0},
    );
    if (answer.exceptionDetails || signal.aborted) return;
    known = String(answer.result.value);
    tell(known);
    await delay(PAUSE, undefined, {ref: false});
  }
}
