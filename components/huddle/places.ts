import {type Participant, type SessionSnapshot, shownSsid, type Tab} from '../../src/client/index.ts';

/** A tab, with those who look at it. */
export interface Place {
  readonly tab: Tab;
  readonly people: readonly Participant[];
}

/** In huddle mode, every tab in the order of the bar, with those who look at it. */
export function placesOf(state: SessionSnapshot): readonly Place[] {
  const people = Map.groupBy(state.participants, ({clientIndex}) => shownSsid(state, clientIndex));
  return state.tabs.map((tab) => ({tab, people: people.get(tab.ssid) ?? []}));
}
