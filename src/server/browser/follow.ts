import {setTimeout as delay} from 'node:timers/promises';
import type {CDPSession, Protocol} from 'puppeteer-core';
import {OWN_WORLD} from './still-caret.ts';

/** Something of a document that changes, and how it is followed. */
export interface Followed {
  readonly session: CDPSession;
  readonly frameId: string;
  /**
   * Runs in the document, in a world of our own: a function that is given what is known, or null, and settles with a text as
   * soon as there is another one. Asking like this costs nothing while nothing changes.
   */
  readonly next: string;
  /** A page that changes it all the time is told of that as often. Milliseconds. */
  readonly pause: number;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** All that something of a document comes to be, until the document is replaced or the signal is aborted. */
export async function* follow({session, frameId, next, pause, signal}: Followed): AsyncGenerator<string, void, void> {
  const world = await session.send('Page.createIsolatedWorld', {frameId, worldName: OWN_WORLD});
  let known: string | null = null;
  while (!signal.aborted) {
    const answer: Protocol.Runtime.EvaluateResponse = await session.send(
      'Runtime.evaluate',
      {
        expression: `(${next})(${JSON.stringify(known)})`,
        contextId: world.executionContextId,
        awaitPromise: true,
        returnByValue: true,
      },
      {timeout: 0},
    );
    if (answer.exceptionDetails || signal.aborted) return;
    known = String(answer.result.value);
    yield known;
    await delay(pause, undefined, {ref: false});
  }
}
