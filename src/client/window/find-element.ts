import {SessionError} from '../errors.ts';

/**
 * The element that is given, by itself or by its selector.
 * @throws {SessionError} `invalid_argument` when it is no element, or no element is found by it
 */
export function findElement(given: string | Element): Element {
  if (globalThis.Element && given instanceof Element) return given;
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
