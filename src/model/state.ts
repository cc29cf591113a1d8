import type {ClientIndex, Ssid, UserData} from './events.ts';
import {once} from './once.ts';
import type {SessionSettings} from './settings.ts';

/** What someone is to the space: decides who becomes host by coming first or by inheriting. */
export type Role = 'admin' | 'member' | 'guest';

/** Someone in the session, here or within their grace time. */
export interface Participant {
  readonly clientIndex: ClientIndex;
  readonly userData: UserData;
  /** False while their line is lost; they leave when they stay away for longer than the grace time. */
  readonly online: boolean;
  /** In huddle mode: the tab they chose; null while they follow someone, and outside of huddle mode. */
  readonly activeSsid: Ssid | null;
  /** In huddle mode: whose tab they see instead, or null. */
  readonly following: ClientIndex | null;
}

/** Someone who waits to be let in. */
export interface Visitor {
  readonly clientIndex: ClientIndex;
  readonly userData: UserData;
}

/** Why no page is there, for programs. */
export type TabErrorCode =
  /** The site cannot be reached. */
  | 'unreachable'
  /** The site has no page at this address. */
  | 'no_page'
  /** The certificate of the site is not valid. */
  | 'bad_certificate'
  /** The site offers no secure connection that the browser understands. */
  | 'no_secure_connection'
  /** The site sends visitors round in circles. */
  | 'redirects'
  /** The space does not let people go there. */
  | 'blocked_url'
  /** It is no address of the web. */
  | 'invalid_url'
  /** A page of `http://`, which browsers do not show inside of one of `https://`. */
  | 'mixed_content'
  /** The page crashed. */
  | 'crashed'
  /** The page was stopped, since it went on without end. */
  | 'stopped'
  /** The page was stopped, since it took too much memory or computed too much, or all pages of the session did. */
  | 'too_much'
  /** Something else. */
  | 'failed';

/** What the others still know of a tab that is paused: how it was when that began. */
export type ShownTab = Omit<Tab, 'ssid' | 'leaderIndex' | 'controlIndex' | 'paused' | 'shown'>;

/** A page that everyone in the session can see. */
export interface Tab {
  readonly ssid: Ssid;
  readonly url: string;
  readonly title: string;
  /** The sign of its page as a `data:` address, so that nobody's browser has to fetch it; empty when it has none. */
  readonly icon: string;
  /** Between `relocate_start` and `relocated`. */
  readonly loading: boolean;
  /** Why no page is there, as a sentence, or null. */
  readonly error: string | null;
  /** What `error` is, for programs, or null. */
  readonly errorCode: TabErrorCode | null;
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
  /** Whether its owner hides from the others what happens in it. */
  readonly paused: boolean;
  /** What the others still know of it while it is paused, or null. */
  readonly shown: ShownTab | null;
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
  /** Null while nobody is there who may be, and in huddle mode. */
  readonly host: ClientIndex | null;
  /** Whether each participant sees a tab of their own. */
  readonly huddle: boolean;
  /** In the order in which they joined. */
  readonly participants: readonly Participant[];
  /** In the order of the bar: the place of a tab is its `tabIndex`. */
  readonly tabs: readonly Tab[];
  /** The tab that everyone sees; null when none is open, and in huddle mode. */
  readonly activeSsid: Ssid | null;
  /** Who waits to be let in; empty for those who are not told. */
  readonly waiting: readonly Visitor[];
  /** What everyone who ever came is to the space; empty for clients, who are not told. */
  readonly roles: Readonly<Record<ClientIndex, Role>>;
  readonly controlRequests: readonly ControlRequest[];
  readonly hostRequests: readonly ClientIndex[];
  /** Whether index 0 was given to the leader. */
  readonly leaderJoined: boolean;
  readonly nextSsid: Ssid;
}

/** A session before its first event. */
export const INITIAL_STATE: SessionState = {
  phase: 'created',
  // They come with the creation, or with what a client is told when it joins.
  settings: {} as SessionSettings,
  host: null,
  huddle: false,
  participants: [],
  tabs: [],
  activeSsid: null,
  waiting: [],
  roles: {},
  controlRequests: [],
  hostRequests: [],
  leaderJoined: false,
  nextSsid: 1,
};

/** The participants, each at the place that their index says. */
const seatsOf = once((participants: readonly Participant[]) => {
  const seats: Participant[] = [];
  for (const each of participants) seats[each.clientIndex] = each;
  return seats;
});

/** The tab with that id, or undefined. */
export function findTab(state: SessionState, ssid: Ssid | null): Tab | undefined {
  return state.tabs.find((tab) => tab.ssid === ssid);
}

/** The participant with that index, or undefined when they left or never were. */
export function findParticipant(state: SessionState, clientIndex: ClientIndex | null): Participant | undefined {
  return seatsOf(state.participants)[clientIndex ?? -1];
}

/** The tab that someone sees: in huddle mode their own or that of whom they follow, else the one that everyone sees. */
export function shownSsid(state: SessionState, clientIndex: ClientIndex | null): Ssid | null {
  if (!state.huddle || clientIndex === null) return state.activeSsid;
  const {following = null, activeSsid = null} = findParticipant(state, clientIndex) ?? {};
  return following === null ? activeSsid : shownSsid(state, following);
}

/** What is to be seen of a tab, or null where there is none. */
export function asShown(tab: Tab | undefined): ShownTab | null {
  if (!tab) return null;
  const {ssid, leaderIndex, controlIndex, paused, shown, ...seen} = tab;
  return seen;
}
