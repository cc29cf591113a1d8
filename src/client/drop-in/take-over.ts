import type {Webfuse} from '../webfuse.ts';
import {answerStub, isStub} from './stub.ts';
import type {Surfly} from './surfly.ts';

/** Where pages expect to find things. */
export interface Globals {
  webfuse?: unknown;
  Webfuse?: unknown;
  Surfly?: unknown;
}

const NAMES = ['webfuse', 'Webfuse'] as const;

/**
 * Takes the places that pages look at, and does what they asked of the stubs there. What is there already stays: it
 * hears of the same sessions.
 */
export function takeOver(globals: Globals, webfuse: Webfuse, surfly: Surfly): void {
  const loaded = NAMES.map((name) => globals[name]).find((found) => found && !isStub(found));
  for (const name of NAMES) {
    const found = globals[name];
    if (!found) globals[name] = loaded ?? webfuse;
    else if (isStub(found)) {
      globals[name] = webfuse;
      answerStub(found, webfuse);
    }
  }
  const old = globals.Surfly;
  if (old && !isStub(old)) return;
  globals.Surfly = surfly;
  if (old) answerStub(old, surfly);
}
