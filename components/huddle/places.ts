import type {ClientIndex, Participant, SessionSnapshot, Ssid, Tab} from '../../src/client/index.ts';

/** A tab, with those who look at it. */
export interface Place {
  readonly tab: Tab;
  readonly people: readonly Participant[];
}

/** In huddle mode, every tab in the order of the bar, with those who look at it. */
export function placesOf({participants, tabs}: SessionSnapshot): readonly Place[] {
  const known = new Map(participants.map((each) => [each.clientIndex, each]));
  const seenBy = (whom: ClientIndex): Ssid | null => {
    const {following = null, activeSsid = null} = known.get(whom) ?? {};
    return following === null ? activeSsid : seenBy(following);
  };
  const people = Map.groupBy(participants, ({clientIndex}) => seenBy(clientIndex));
  return tabs.map((tab) => ({tab, people: people.get(tab.ssid) ?? []}));
}
