import type {Target} from './providers/provider.ts';

/** What `start()` takes to say where the session is shown. */
export type Given = string | Element | null | undefined;

/**
 * What shows a session, from what `start()` is given.
 * @throws {SessionError} `invalid_argument` when it is no element, or no element is found by it
 */
export function findTarget(given: Given): Target | Promise<Element> {
  if (given === undefined) return globalThis.document ? 'window' : null;
  if (given === null) return null;
  // Elements show their sessions by themselves.
  return import('./later.ts').then(({findElement}) => findElement(given));
}
