import {chainOf} from './chain.ts';
import type {ClientIndex, SessionEventName} from './events.ts';
import {findTab, type SessionState} from './state.ts';
import {hidden} from './tabs.ts';

/** What the rules look at in the payload of an event. */
export interface Named {
  readonly clientIndex?: ClientIndex | null;
  readonly ssid?: number | null;
  readonly to?: unknown;
}

/** Who of those in the session is told of an event. */
export interface Circle {
  /** The rule in words. */
  readonly words: string;
  /**
   * Whether someone in the session is told.
   *
   * @param state - the session just before the event
   */
  includes(payload: Named, viewer: ClientIndex, state: SessionState): boolean;
}

function ownerOf({ssid = null}: Named, state: SessionState): ClientIndex | undefined {
  return findTab(state, ssid)?.leaderIndex;
}

const everyone: Circle = {words: 'everyone', includes: () => true};

const ownClient: Circle = {words: 'the client it happens to', includes: () => false};

const author: Circle = {words: 'whoever wrote it', includes: ({clientIndex}, viewer) => clientIndex === viewer};

const hostAndAsker: Circle = {
  words: 'the host and whoever asks',
  includes: ({clientIndex}, viewer, {host}) => viewer === clientIndex || viewer === host,
};

const ownerAndAsker: Circle = {
  words: 'the owner of the tab and whoever asks',
  includes: (payload, viewer, state) => viewer === payload.clientIndex || viewer === ownerOf(payload, state),
};

const doorkeepers: Circle = {
  words: 'the host, or everyone in huddle mode',
  includes: (_payload, viewer, {host, huddle}) => huddle || viewer === host,
};

const inControl: Circle = {
  words: 'whoever is in control of the tab, unless it is paused for them',
  includes: ({ssid = null}, viewer, state) => {
    const tab = findTab(state, ssid);
    return tab?.controlIndex === viewer && !hidden(tab, viewer);
  },
};

const notHidden: Circle = {
  words: 'everyone, or only the owner while the tab is paused',
  includes: ({ssid = null}, viewer, state) => {
    const tab = findTab(state, ssid);
    return !tab || !hidden(tab, viewer);
  },
};

const lookingThere: Circle = {
  words: 'everyone, or in huddle mode whoever switched and those who follow them',
  includes: ({clientIndex}, viewer, state) =>
    typeof clientIndex !== 'number' || chainOf(state, viewer).includes(clientIndex),
};

const otherSide: Circle = {
  words: 'the pages inside, the owner of the tab it comes from, or everyone else',
  includes: (payload, viewer, state) => {
    if (payload.to === 'owner') return viewer === ownerOf(payload, state);
    return payload.to === 'everyone' && viewer !== payload.clientIndex;
  },
};

/** Who is told of each event. The law of `project`; nothing that runs needs it. */
export const RECEIVERS: Readonly<Record<SessionEventName, Circle>> = {
  session_created: everyone,
  session_started: ownClient,
  session_ended: everyone,
  message: otherSide,
  host_rights_requested: hostAndAsker,
  host_changed: everyone,
  file_downloaded: inControl,
  chat_message: everyone,
  participant_joined: everyone,
  participant_left: everyone,
  user_activity: everyone,
  relocate_start: notHidden,
  relocated: notHidden,
  tab_paused: everyone,
  tab_resumed: everyone,
  tab_activated: lookingThere,
  tab_control_requested: ownerAndAsker,
  tab_control_transferred: everyone,
  huddle_mode: everyone,
  huddle_follow: everyone,
  error: ownClient,
  tab_opened: everyone,
  tab_closed: everyone,
  tab_updated: notHidden,
  participant_updated: everyone,
  control_request_declined: ownerAndAsker,
  control_request_withdrawn: ownerAndAsker,
  host_request_declined: hostAndAsker,
  host_request_withdrawn: hostAndAsker,
  admission_requested: doorkeepers,
  admission_refused: doorkeepers,
  admission_withdrawn: doorkeepers,
  client_log_added: author,
  connection_lost: ownClient,
  connection_restored: ownClient,
};
