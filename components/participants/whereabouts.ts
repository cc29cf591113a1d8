import {once, type Participant, type SessionSnapshot, shownSsid, type Tab} from '../../src/client/index.ts';
import {followingOf, titleOf} from '../shared/people.ts';
import type {Say} from '../shared/speech.ts';

/** By their ids: there may be hundreds, and each of a thousand people looks at one. */
const tabsOf = once((tabs: readonly Tab[]) => new Map(tabs.map((tab) => [tab.ssid, tab])));

/** Where someone looks in huddle mode, as a sentence without them; empty where that is no news. */
export function whereabouts(state: SessionSnapshot, person: Participant, say: Say): string {
  if (!state.huddle) return '';
  if (person.following !== null) return followingOf(state, person, say);
  const tab = tabsOf(state.tabs).get(shownSsid(state, person.clientIndex) ?? 0);
  return tab && person.clientIndex !== state.me ? say('looks at {title}', {title: titleOf(tab, say)}) : '';
}
