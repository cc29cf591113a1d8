import {SessionError} from './errors.ts';
import type {Target} from './providers/provider.ts';

/** What `start()` takes to say where the session is shown. */
export type Given = string | Element | null | undefined;

/**
 * What shows a session, from what `start()` is given.
 * @throws {SessionError} `invalid_argument` when it is no element, or no element is found by it
 */
export function findTarget(given: Given): Target {
  if (given === undefined) return globalThis.document ? 'window' : null;
  if (given === null || (globalThis.Element && given instanceof Element)) return given;
  if (typeof given !== 'string' || !globalThis.document) {
    throw new SessionError('invalid_argument', `Expected a selector, an element or null, got ${typeof given}.`);
  }
  const found = select(given);
  if (found) return found;
  throw new SessionError('invalid_argument', `Expected the selector of an element in this page, got "${given}".`);
}

function select(selector: string): Element | null {
  try {
    return document.querySelector(selector);
  } catch {
    return null;
  }
}
