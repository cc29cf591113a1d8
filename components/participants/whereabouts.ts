import {findTab, type Participant, type SessionSnapshot, shownSsid} from '../../src/client/index.ts';
import {nameFor, titleOf} from '../shared/people.ts';

/** Where someone looks in huddle mode, as a sentence without them; empty where that is no news. */
export function whereabouts(state: SessionSnapshot, {clientIndex, following}: Participant): string {
  if (!state.huddle) return '';
  const self = clientIndex === state.me;
  if (following !== null) {
    const whom = following === state.me ? 'you' : nameFor(state, following);
    return self ? `You follow ${whom}` : `follows ${whom}`;
  }
  const tab = findTab(state, shownSsid(state, clientIndex));
  return tab && !self ? `looks at ${titleOf(tab)}` : '';
}
