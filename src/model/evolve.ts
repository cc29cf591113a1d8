import type {ClientIndex, SessionEvent, Ssid, ToldEvent} from './events.ts';
import {
  asShown,
  type ControlRequest,
  findParticipant,
  findTab,
  type Participant,
  type Role,
  type SessionState,
  type Tab,
  type Visitor,
} from './state.ts';

/** What is true after the event. Runs where the session lives and in every client, over what that client was told. */
export function evolve(state: SessionState, event: SessionEvent | ToldEvent): SessionState {
  const {name, payload} = event;
  switch (name) {
    case 'session_created':
      // What a client is told says nothing of the settings: its snapshot does.
      return 'settings' in payload ? {...state, settings: payload.settings} : state;
    case 'session_ended':
      return {...state, phase: 'ended'};
    case 'participant_joined':
      return joined(state, payload);
    case 'participant_left':
      return left(state, payload.clientIndex);
    case 'participant_updated':
      return withParticipant(state, payload.clientIndex, payload);
    case 'host_rights_requested':
      return {...state, hostRequests: [...state.hostRequests, payload.clientIndex]};
    case 'host_request_declined':
    case 'host_request_withdrawn':
      return {...state, hostRequests: state.hostRequests.filter((index) => index !== payload.clientIndex)};
    case 'host_changed':
      // A new host never heard of the requests that the old one got, so all are settled by the change.
      // Those who wait to be let in are told to the new one right after.
      return {...state, host: payload.to, hostRequests: [], waiting: []};
    case 'huddle_mode':
      return switchedHuddle(state, payload.enabled);
    case 'huddle_follow': {
      const {clientIndex, followingIndex} = payload;
      const following = followingIndex === clientIndex ? null : followingIndex;
      return withParticipant(state, clientIndex, {following, activeSsid: null});
    }
    case 'admission_requested': {
      const {clientIndex, userData} = payload;
      return {...withRole(state, payload), waiting: [...state.waiting, {clientIndex, userData}]};
    }
    case 'admission_refused':
    case 'admission_withdrawn':
      return {...state, waiting: waitingWithout(state, payload.clientIndex)};
    case 'tab_opened':
      return opened(state, payload);
    case 'tab_closed':
      return closed(state, payload.ssid);
    case 'tab_activated':
      return payload.clientIndex === undefined
        ? {...state, activeSsid: payload.ssid}
        : switchedTab(state, payload.clientIndex, payload.ssid);
    case 'tab_updated': {
      const {tabIndex: _, ...changes} = payload;
      // The first change after a pause brings the others up to date.
      const paused = findTab(state, payload.ssid)?.paused;
      return withTab(state, payload.ssid, paused ? changes : {...changes, shown: null});
    }
    case 'relocate_start':
      return withTab(state, payload.ssid, {url: payload.url, loading: true});
    case 'relocated':
      return withTab(state, payload.ssid, {url: payload.url, loading: false, error: null, errorCode: null});
    case 'tab_paused':
      return withTab(state, payload.ssid, {paused: true, shown: asShown(findTab(state, payload.ssid))});
    case 'tab_resumed':
      return withTab(state, payload.ssid, {paused: false});
    case 'tab_control_requested':
      return requested(state, payload.clientIndex, payload.ssid);
    case 'control_request_declined':
    case 'control_request_withdrawn':
      return withoutRequest(state, payload.clientIndex, findTab(state, payload.ssid)?.leaderIndex);
    case 'tab_control_transferred': {
      const {ssid, leaderIndex, controlIndex} = payload;
      return withoutRequest(withTab(state, ssid, {leaderIndex, controlIndex}), controlIndex, leaderIndex, ssid);
    }
    default:
      return state;
  }
}

/** What works out what is true after an event. */
export type Evolve = typeof evolve;

/** Someone new, with what only the log says of them. */
interface Newcomer extends Visitor {
  readonly role?: Role;
}

function joined(state: SessionState, newcomer: Newcomer): SessionState {
  const {clientIndex, userData} = newcomer;
  const participant: Participant = {clientIndex, userData, online: true, activeSsid: null, following: null};
  return {
    ...withRole(state, newcomer),
    phase: 'live',
    participants: [...state.participants, participant],
    waiting: waitingWithout(state, clientIndex),
    leaderJoined: state.leaderJoined || clientIndex === 0,
  };
}

function withRole(state: SessionState, {clientIndex, role}: Newcomer): SessionState {
  return role ? {...state, roles: {...state.roles, [clientIndex]: role}} : state;
}

/** Who follows someone goes on to see what those see. */
function switchedTab(state: SessionState, clientIndex: ClientIndex, activeSsid: Ssid): SessionState {
  if (findParticipant(state, clientIndex)?.following !== null) return state;
  return withParticipant(state, clientIndex, {activeSsid});
}

function switchedHuddle(state: SessionState, huddle: boolean): SessionState {
  const {activeSsid} = state;
  return {
    ...state,
    huddle,
    host: null,
    hostRequests: [],
    // Who hears of those that wait is another circle now, and is told right after.
    waiting: [],
    activeSsid: null,
    participants: state.participants.map((participant) => {
      return {...participant, activeSsid: huddle ? activeSsid : null, following: null};
    }),
  };
}

function withParticipant(state: SessionState, clientIndex: ClientIndex, changes: Partial<Participant>): SessionState {
  return {
    ...state,
    participants: state.participants.map((participant) =>
      participant.clientIndex === clientIndex ? {...participant, ...changes} : participant,
    ),
  };
}

function waitingWithout({waiting}: SessionState, clientIndex: ClientIndex): SessionState['waiting'] {
  return waiting.filter((visitor) => visitor.clientIndex !== clientIndex);
}

function left(state: SessionState, clientIndex: ClientIndex): SessionState {
  const hostLeft = state.host === clientIndex;
  return {
    ...state,
    host: hostLeft ? null : state.host,
    participants: state.participants.filter((participant) => participant.clientIndex !== clientIndex),
    controlRequests: state.controlRequests.filter(
      (request) => request.clientIndex !== clientIndex && request.leaderIndex !== clientIndex,
    ),
    hostRequests: hostLeft ? [] : state.hostRequests.filter((index) => index !== clientIndex),
  };
}

function opened(state: SessionState, tab: {ssid: Ssid; url: string; leaderIndex: ClientIndex}): SessionState {
  const {ssid, url, leaderIndex} = tab;
  const fresh: Tab = {
    ssid,
    url,
    title: '',
    icon: '',
    loading: false,
    error: null,
    errorCode: null,
    canGoBack: false,
    canGoForward: false,
    paused: false,
    shown: null,
    leaderIndex,
    controlIndex: leaderIndex,
  };
  return {...state, tabs: [...state.tabs, fresh], nextSsid: Math.max(state.nextSsid, ssid + 1)};
}

function closed(state: SessionState, ssid: Ssid): SessionState {
  return {
    ...state,
    tabs: state.tabs.filter((tab) => tab.ssid !== ssid),
    activeSsid: state.activeSsid === ssid ? null : state.activeSsid,
    participants: state.participants.map((participant) =>
      participant.activeSsid === ssid ? {...participant, activeSsid: null} : participant,
    ),
    controlRequests: state.controlRequests.filter((request) => request.ssid !== ssid),
  };
}

function requested(state: SessionState, clientIndex: ClientIndex, ssid: Ssid): SessionState {
  const tab = findTab(state, ssid);
  if (!tab) return state;
  return {...state, controlRequests: [...state.controlRequests, {clientIndex, leaderIndex: tab.leaderIndex, ssid}]};
}

function withTab(state: SessionState, ssid: Ssid, changes: Partial<Tab>): SessionState {
  return {...state, tabs: state.tabs.map((tab) => (tab.ssid === ssid ? {...tab, ...changes} : tab))};
}

/** Somebody's request to an owner is settled; with an `ssid`, if that is the tab they asked for. */
function withoutRequest(state: SessionState, by: ClientIndex, of: ClientIndex | undefined, tab?: Ssid): SessionState {
  const isSettled = ({clientIndex, leaderIndex, ssid}: ControlRequest) =>
    clientIndex === by && leaderIndex === of && (tab === undefined || ssid === tab);
  return {...state, controlRequests: state.controlRequests.filter((request) => !isSettled(request))};
}
