import {registry} from './session-registry.ts';

/** Whether an element of the page tells aloud of its only session, so that others need not. */
export function tells(tag: 'wf-notices' | 'wf-requests'): boolean {
  return registry.only !== null && document.querySelector(tag) !== null;
}
