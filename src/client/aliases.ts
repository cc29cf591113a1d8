import type {ClientIndex, Json, SessionEventMap, SessionEventName, UserData} from '../model/events.ts';
import {findParticipant} from '../model/state.ts';
import type {SessionSnapshot} from './snapshot.ts';

/** What handlers are given that listen by an older or unofficial name of an event. */
export interface AliasEventMap {
  /** As `relocated`. */
  relocate: SessionEventMap['relocated'];
  /** As `tab_control_transferred`. */
  tab_control: SessionEventMap['tab_control_transferred'];
  /** As `participant_joined`, with how many people other than the leader are there. */
  viewer_joined: {readonly count: number; readonly clientIndex: ClientIndex; readonly userData: UserData};
  /** As `participant_left`, with how many people other than the leader are left. */
  viewer_left: {readonly count: number; readonly clientIndex: ClientIndex; readonly userData: UserData};
  /** As `host_changed`. */
  control: {readonly to: ClientIndex; readonly gained: boolean; readonly userData: UserData};
  /** As `file_downloaded`. */
  file_download: SessionEventMap['file_downloaded'];
}

/** An older or unofficial name of an event. */
export type AliasName = keyof AliasEventMap;

/** Names that pages of the vendor's listen to and that stand for nothing that happens here. */
export const NEVER_FIRED: readonly string[] =
  'agent_status page_info session_loaded session_queued session_restored tab_created'.split(' ');

const ALIASES: {readonly [Name in SessionEventName]?: AliasName} = {
  relocated: 'relocate',
  tab_control_transferred: 'tab_control',
  participant_joined: 'viewer_joined',
  participant_left: 'viewer_left',
  host_changed: 'control',
  file_downloaded: 'file_download',
};

/** The other name of an event with the payload that goes with it, or null. */
export function aliasOf(
  name: SessionEventName,
  payload: object,
  state: SessionSnapshot,
): [name: AliasName, payload: AliasEventMap[AliasName]] | null {
  const alias = ALIASES[name];
  if (!alias) return null;
  const {clientIndex, userData, to, gained} = payload as Record<string, Json>;
  let own: object = payload;
  if (alias === 'control') {
    own = {to, gained, userData: findParticipant(state, to as ClientIndex)?.userData ?? {}};
  } else if (alias.startsWith('viewer')) {
    own = {count: state.participants.length - (findParticipant(state, 0) ? 1 : 0), clientIndex, userData};
  }
  return [alias, own as AliasEventMap[AliasName]];
}

/** All older and unofficial names of events. */
export const ALIAS_NAMES: readonly AliasName[] = Object.values(ALIASES);
