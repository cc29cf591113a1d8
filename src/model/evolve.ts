import type {ClientIndex, SessionEvent, Ssid, ToldEvent} from './events.ts';
import {findTab, type Participant, type SessionState, type Tab} from './state.ts';

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
      return joined(state, {...payload, online: true});
    case 'participant_left':
      return left(state, payload.clientIndex);
    case 'participant_updated':
      return {
        ...state,
        participants: state.participants.map((participant) =>
          participant.clientIndex === payload.clientIndex ? {...participant, ...payload} : participant,
        ),
      };
    case 'host_rights_requested':
      return {...state, hostRequests: [...state.hostRequests, payload.clientIndex]};
    case 'host_request_declined':
    case 'host_request_withdrawn':
      return {...state, hostRequests: state.hostRequests.filter((index) => index !== payload.clientIndex)};
    case 'host_changed':
      // A new host never heard of the requests that the old one got, so all are settled by the change.
      return {...state, host: payload.to, hostRequests: []};
    case 'tab_opened':
      return opened(state, payload);
    case 'tab_closed':
      return closed(state, payload.ssid);
    case 'tab_activated':
      return {...state, activeSsid: payload.ssid};
    case 'tab_updated': {
      const {tabIndex: _, ...changes} = payload;
      return withTab(state, payload.ssid, changes);
    }
    case 'relocate_start':
      return withTab(state, payload.ssid, {url: payload.url, loading: true});
    case 'relocated':
      return withTab(state, payload.ssid, {url: payload.url, loading: false, error: null});
    case 'tab_paused':
      return withTab(state, payload.ssid, {paused: true});
    case 'tab_resumed':
      return withTab(state, payload.ssid, {paused: false});
    case 'tab_control_requested':
      return requested(state, payload.clientIndex, payload.ssid);
    case 'control_request_declined':
    case 'control_request_withdrawn':
      return withoutRequest(state, payload.clientIndex, findTab(state, payload.ssid)?.leaderIndex);
    case 'tab_control_transferred': {
      const {ssid, leaderIndex, controlIndex} = payload;
      return withoutRequest(withTab(state, ssid, {leaderIndex, controlIndex}), controlIndex, leaderIndex);
    }
    default:
      return state;
  }
}

function joined(state: SessionState, participant: Participant): SessionState {
  return {
    ...state,
    phase: 'live',
    participants: [...state.participants, participant],
    nextClientIndex: Math.max(state.nextClientIndex, participant.clientIndex + 1),
    leaderJoined: state.leaderJoined || participant.clientIndex === 0,
  };
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
  const fresh = {title: '', loading: false, error: null, canGoBack: false, canGoForward: false, paused: false};
  return {
    ...state,
    tabs: [...state.tabs, {ssid, url, leaderIndex, controlIndex: leaderIndex, ...fresh}],
    nextSsid: Math.max(state.nextSsid, ssid + 1),
  };
}

function closed(state: SessionState, ssid: Ssid): SessionState {
  return {
    ...state,
    tabs: state.tabs.filter((tab) => tab.ssid !== ssid),
    activeSsid: state.activeSsid === ssid ? null : state.activeSsid,
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

function withoutRequest(state: SessionState, by: ClientIndex, of: ClientIndex | undefined): SessionState {
  const rest = state.controlRequests.filter((request) => request.clientIndex !== by || request.leaderIndex !== of);
  return rest.length === state.controlRequests.length ? state : {...state, controlRequests: rest};
}
