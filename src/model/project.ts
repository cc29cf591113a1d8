import {chainOf} from './chain.ts';
import type {ClientIndex, SessionEvent, ToldEvent} from './events.ts';
import {findParticipant, findTab, type SessionState, type Tab} from './state.ts';
import {hidden} from './tabs.ts';

type Payload<Name extends SessionEvent['name']> = Extract<SessionEvent, {name: Name}>['payload'];

/** Someone who made a session and has not joined it yet. */
type Outside = null;

/**
 * What one participant is told of an event, or null when it is not for them.
 *
 * @param state - the session just before the event
 */
export function project(event: SessionEvent, viewer: ClientIndex | Outside, state: SessionState): ToldEvent | null {
  const {name, payload} = event;
  if (name === 'session_ended') {
    const url = payload.final_location;
    const leads = viewer === 0 && url !== null;
    return {name, payload: leads ? {final_location: url, finalLocation: url} : {}};
  }
  if (name === 'session_created') return {name, payload: {}};
  if (viewer === null) return null;
  switch (name) {
    case 'participant_joined':
      return {name, payload: {clientIndex: payload.clientIndex, userData: payload.userData}};
    case 'host_changed':
      return {name, payload: {to: payload.to, gained: payload.to === viewer, myIndex: viewer}};
    case 'host_rights_requested':
    case 'host_request_declined':
    case 'host_request_withdrawn':
      return viewer === payload.clientIndex || viewer === state.host ? event : null;
    case 'tab_control_requested':
    case 'control_request_declined':
    case 'control_request_withdrawn': {
      const owner = findTab(state, payload.ssid)?.leaderIndex;
      return viewer === payload.clientIndex || viewer === owner ? event : null;
    }
    case 'admission_requested': {
      const {clientIndex, userData} = payload;
      return viewer === state.host || state.huddle ? {name, payload: {clientIndex, userData}} : null;
    }
    case 'admission_refused':
    case 'admission_withdrawn':
      return viewer === state.host || state.huddle ? event : null;
    case 'client_log_added':
      return viewer === payload.clientIndex ? event : null;
    case 'relocate_start':
    case 'relocated':
    case 'tab_updated': {
      const tab = findTab(state, payload.ssid);
      return tab && hidden(tab, viewer) ? null : event;
    }
    case 'tab_activated':
      return activation(payload, viewer, state);
    case 'message':
      return message(payload, viewer, state);
    case 'file_downloaded': {
      const {fileId, sha256: _, controlIndex, ...told} = payload;
      const tab = findTab(state, told.ssid);
      if (viewer !== controlIndex || (tab && hidden(tab, viewer))) return null;
      // Where the file is kept makes an address of it, for this one receiver.
      return {name, payload: {...told, url: fileId}};
    }
    default:
      return event;
  }
}

/** In huddle mode, who looks elsewhere learns where someone looks, and that is all. */
function activation(payload: Payload<'tab_activated'>, viewer: ClientIndex, state: SessionState): ToldEvent | null {
  const {clientIndex, ssid} = payload;
  if (clientIndex === undefined || chainOf(state, viewer).includes(clientIndex)) {
    return {name: 'tab_activated', payload};
  }
  const follows = findParticipant(state, clientIndex)?.following !== null;
  return follows ? null : {name: 'participant_updated', payload: {clientIndex, activeSsid: ssid}};
}

function message(payload: Payload<'message'>, viewer: ClientIndex, {tabs}: SessionState): ToldEvent | null {
  const {data, origin, targetOrigin, clientIndex, ssid, to} = payload;
  const tabIndex = tabs.findIndex((tab) => tab.ssid === ssid);
  if (to === 'pages' || clientIndex === viewer) return null;
  if (to === 'owner' && tabs[tabIndex]?.leaderIndex !== viewer) return null;
  const from = {...(clientIndex !== null && {clientIndex}), ...(ssid !== null && {ssid, tabIndex})};
  return {name: 'message', payload: {data, origin, targetOrigin, ...from}};
}

/**
 * What a page inside a tab is told of an event, or null: what the tab's owner is told, and the messages to pages.
 *
 * @param page - where the page is from, and in which tab
 * @param state - the session just before the event
 */
export function projectToPage(
  event: SessionEvent,
  page: {readonly origin: string; readonly ssid: number},
  state: SessionState,
): ToldEvent | null {
  if (NOT_INSIDE.has(event.name)) return null;
  if (event.name !== 'message') return project(event, findTab(state, page.ssid)?.leaderIndex ?? null, state);
  const {data, origin, targetOrigin, clientIndex, to} = event.payload;
  if (to === 'owner' || (targetOrigin !== '*' && targetOrigin !== page.origin)) return null;
  return {name: 'message', payload: {data, origin, targetOrigin, ...(clientIndex !== null && {clientIndex})}};
}

/** What the source marks as not available inside a session; what is each client's own is not there either. */
export const NOT_INSIDE: ReadonlySet<string> = new Set(['relocate_start', 'relocated', 'error']);

/** The state as one participant may know it: the same as `evolve` makes of the events they are told. */
export function projectState(state: SessionState, viewer: ClientIndex): SessionState {
  const sees = state.host === viewer || state.huddle;
  return {
    ...state,
    roles: {},
    waiting: sees ? state.waiting : [],
    tabs: state.tabs.map((tab) => projectTab(tab, viewer)),
    controlRequests: state.controlRequests.filter(
      (request) => request.clientIndex === viewer || request.leaderIndex === viewer,
    ),
    hostRequests: state.host === viewer ? state.hostRequests : state.hostRequests.filter((index) => index === viewer),
  };
}

function projectTab(tab: Tab, viewer: ClientIndex): Tab {
  return tab.shown && tab.leaderIndex !== viewer ? {...tab, ...tab.shown} : tab;
}
