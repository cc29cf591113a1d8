import type {Participant, SessionState, Tab} from '../model/state.ts';
import type {SessionSnapshot} from './snapshot.ts';

/** A tab, as `getTabs()` shows it. */
export interface TabView extends Tab {
  /** The same as `ssid`, which is what the vendor's pages call it here and there. */
  readonly id: number;
  /** Its place in the bar. */
  readonly tabIndex: number;
  /** Whether it is the one that everybody sees. */
  readonly active: boolean;
}

/** Someone in the session, as `getParticipants()` shows them. */
export interface ParticipantView extends Participant {
  /** The name they gave, or an empty one. */
  readonly name: string;
  /** Whether that is this client. */
  readonly self: boolean;
  readonly isHost: boolean;
}

/** The tabs in the order of the bar. */
export function viewTabs({tabs, activeSsid}: SessionState): TabView[] {
  return tabs.map((tab, tabIndex) => ({...tab, id: tab.ssid, tabIndex, active: tab.ssid === activeSsid}));
}

/** The participants in the order in which they joined. */
export function viewParticipants({participants, host, me}: SessionSnapshot): ParticipantView[] {
  return participants.map((participant) => {
    const {clientIndex, userData} = participant;
    const name = typeof userData['name'] === 'string' ? userData['name'] : '';
    return {...participant, name, self: clientIndex === me, isHost: clientIndex === host};
  });
}
