import type {ClientIndex, Json, SessionEventMap, SessionEventName, UserData} from '../model/events.ts';
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
export const NEVER_FIRED: ReadonlySet<string> = new Set(
  'agent_status page_info session_loaded session_queued session_restored tab_created'.split(' '),
);

type Make = (payload: never, state: SessionSnapshot) => Json | object;

const same = <Payload>(payload: Payload) => payload;
const counted = (payload: {clientIndex: ClientIndex; userData: UserData}, {participants}: SessionSnapshot) => ({
  count: participants.filter(({clientIndex}) => clientIndex !== 0).length,
  clientIndex: payload.clientIndex,
  userData: payload.userData,
});

const ALIASES: {readonly [Name in SessionEventName]?: readonly [AliasName, Make]} = {
  relocated: ['relocate', same],
  tab_control_transferred: ['tab_control', same],
  participant_joined: ['viewer_joined', counted],
  participant_left: ['viewer_left', counted],
  host_changed: [
    'control',
    ({to, gained}: SessionEventMap['host_changed'], {participants}) => ({
      to,
      gained,
      userData: participants.find(({clientIndex}) => clientIndex === to)?.userData ?? {},
    }),
  ],
  file_downloaded: ['file_download', same],
};

/** The other name of an event with the payload that goes with it, or null. */
export function aliasOf(
  name: SessionEventName,
  payload: object,
  state: SessionSnapshot,
): [name: AliasName, payload: AliasEventMap[AliasName]] | null {
  const [alias, make] = ALIASES[name] ?? [];
  return alias && make ? [alias, make(payload as never, state) as AliasEventMap[AliasName]] : null;
}

/** All older and unofficial names of events. */
export const ALIAS_NAMES = Object.values(ALIASES).map(([alias]) => alias) as readonly AliasName[];
