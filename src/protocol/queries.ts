import type {ClientIndex, Ssid} from '../model/events.ts';
import type {SessionSettings} from '../model/settings.ts';

/** What a participant asks without changing anything, by the names of `apiRequest`. */
export interface WireQueries {
  /** Answers with a `SessionInfo`. */
  get_session_info: Readonly<Record<never, never>>;
  /** Answers with `{width, height}` of a tab, in CSS pixels. */
  get_screen_size: {readonly ssid?: Ssid};
  /** Answers with a `RequestTime` for each request that the caller made or may answer. */
  get_request_times: Readonly<Record<never, never>>;
}

/** How long a request for control or to be host still waits for an answer. */
export interface RequestTime {
  readonly wish: 'control' | 'host';
  /** Who asks. */
  readonly clientIndex: ClientIndex;
  /** In milliseconds. */
  readonly left: number;
}

/** What the vendor calls the configuration of a space. */
export interface SpaceInfo {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly link: string;
  readonly domain: string;
  readonly type: 'meeting' | 'assisted' | 'solo';
  readonly visibility: string;
  readonly access_control: 'members-only' | 'company' | 'public';
  readonly identification: SessionSettings['identification'];
  readonly host_rights: SessionSettings['host_rights'];
  readonly company_id: number | null;
  readonly is_paused: boolean;
  readonly adminIds: readonly number[];
  readonly memberIds: readonly number[];
}

/** What `getSessionInfo()` answers. */
export interface SessionInfo {
  readonly sessionId: string;
  /** Of the vendor's video chat; empty, since there is none here. */
  readonly opentokSessionId: string;
  readonly space: SpaceInfo;
  /** The setting `metadata` that the session was made with. */
  readonly metadata: Readonly<Record<string, unknown>>;
}
