import type {ClientIndex, Ssid, UserData} from './events.ts';
import {DEFAULT_SETTINGS, type SessionSettings} from './settings.ts';

/** Someone in the session, here or within their grace time. */
export interface Participant {
  readonly clientIndex: ClientIndex;
  readonly userData: UserData;
  /** False while their line is lost; they leave when they stay away for longer than the grace time. */
  readonly online: boolean;
}

/** A page that everyone in the session can see. */
export interface Tab {
  readonly ssid: Ssid;
  readonly url: string;
  readonly title: string;
  /** Between `relocate_start` and `relocated`. */
  readonly loading: boolean;
  /** Why no page is there, as a sentence, or null. */
  readonly error: string | null;
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
  /** Whether its owner hides from the others what happens in it. */
  readonly paused: boolean;
  /** Who owns the tab. */
  readonly leaderIndex: ClientIndex;
  /** Who may click and type in it. */
  readonly controlIndex: ClientIndex;
}

/** Someone asks the owner of a tab for control. A grant covers all tabs of that owner. */
export interface ControlRequest {
  readonly clientIndex: ClientIndex;
  readonly leaderIndex: ClientIndex;
  readonly ssid: Ssid;
}

/** What is true of a session now. Made by `evolve` alone, never changed in place. */
export interface SessionState {
  readonly phase: 'created' | 'live' | 'ended';
  readonly settings: SessionSettings;
  readonly host: ClientIndex | null;
  /** In the order in which they joined. */
  readonly participants: readonly Participant[];
  /** In the order of the bar: the place of a tab is its `tabIndex`. */
  readonly tabs: readonly Tab[];
  readonly activeSsid: Ssid | null;
  readonly controlRequests: readonly ControlRequest[];
  readonly hostRequests: readonly ClientIndex[];
  /** The next free index for someone who is not the leader. */
  readonly nextClientIndex: ClientIndex;
  /** Whether index 0 was given to the leader. */
  readonly leaderJoined: boolean;
  readonly nextSsid: Ssid;
}

/** A session before its first event. */
export const INITIAL_STATE: SessionState = {
  phase: 'created',
  settings: DEFAULT_SETTINGS,
  host: null,
  participants: [],
  tabs: [],
  activeSsid: null,
  controlRequests: [],
  hostRequests: [],
  nextClientIndex: 1,
  leaderJoined: false,
  nextSsid: 1,
};

/** The tab with that id, or undefined. */
export function findTab(state: SessionState, ssid: Ssid | null): Tab | undefined {
  return state.tabs.find((tab) => tab.ssid === ssid);
}

/** The participant with that index, or undefined when they left or never were. */
export function findParticipant(state: SessionState, clientIndex: ClientIndex | null): Participant | undefined {
  return state.participants.find((participant) => participant.clientIndex === clientIndex);
}
