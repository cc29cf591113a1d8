import type {ClientIndex, SessionEvent, ToldEvent} from './events.ts';
import {findTab, type SessionState} from './state.ts';

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
    default:
      return event;
  }
}

/** The state as one participant may know it: the same as `evolve` makes of the events they are told. */
export function projectState(state: SessionState, viewer: ClientIndex): SessionState {
  return {
    ...state,
    controlRequests: state.controlRequests.filter(
      (request) => request.clientIndex === viewer || request.leaderIndex === viewer,
    ),
    hostRequests: state.host === viewer ? state.hostRequests : state.hostRequests.filter((index) => index === viewer),
  };
}
