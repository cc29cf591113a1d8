import {findTab, type Participant, type SessionSnapshot, shownSsid} from '../../src/client/index.ts';
import {followingOf, titleOf} from '../shared/people.ts';
import type {Say} from '../shared/speech.ts';

/** Where someone looks in huddle mode, as a sentence without them; empty where that is no news. */
export function whereabouts(state: SessionSnapshot, person: Participant, say: Say): string {
  if (!state.huddle) return '';
  if (person.following !== null) return followingOf(state, person, say);
  const tab = findTab(state, shownSsid(state, person.clientIndex));
  return tab && person.clientIndex !== state.me ? say('looks at {title}', {title: titleOf(tab, say)}) : '';
}
