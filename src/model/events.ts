import type {SessionSettings} from './settings.ts';
import type {Role, TabErrorCode} from './state.ts';

/** Anything JSON can carry: events are copied to tag managers, logs and webhooks as they are. */
export type Json = string | number | boolean | null | readonly Json[] | {readonly [key: string]: Json};

/** What a participant brought along in `session.start(target, userData)`. `name` is shown to the others. */
export type UserData = {readonly [key: string]: Json};

/** Index of a participant in a session: 0 for the leader, 1 or more for the others. Never used twice. */
export type ClientIndex = number;

/** Id of a tab: never changes and is never used twice in a session. Its place in the bar is its `tabIndex`. */
export type Ssid = number;

/** Why the session could not be had, in the words of the source. */
export type ErrorReason = 'other_connection' | 'connect_failed' | 'create_failed' | 'start_failed';

type None = Readonly<Record<never, never>>;

/** The tab that an event is about: by its id and by its place in the bar when it happened. */
interface OfTab {
  readonly ssid: Ssid;
  readonly tabIndex: number;
}

/**
 * The 21 events of the source, with its payload keys unchanged, plus `ssid`, `tabIndex` and camelCase twins.
 *
 * The source is the vendor's page "Session Events"; its odd spots are settled as `relocated`, `error`, and
 * `tabIndex` + `leaderIndex`.
 */
export interface SourceEvents {
  /** The session was created, usually after `space.session()`. */
  session_created: None;
  /** The session is open for this client, after `session.start()`. This client's own: not in the log. */
  session_started: None;
  /** The session is over for everyone. */
  session_ended: {
    /** On the leader's side: address of the last page browsed. */
    readonly final_location?: string;
    readonly finalLocation?: string;
  };
  /** A message came from the other side of `session.sendMessage()`, or from someone's `broadcastMessage()`. */
  message: {
    readonly data: Json;
    /** Of the page that sent it; empty when no page did. */
    readonly origin: string;
    /** Who sent it, when that was no page inside a tab. */
    readonly clientIndex?: ClientIndex;
    /** The tab of the page that sent it, and its place in the bar. */
    readonly ssid?: Ssid;
    readonly tabIndex?: number;
    /** Origin of the pages it is for, or `*`. */
    readonly targetOrigin: string;
  };
  /** Someone asks to be the host. */
  host_rights_requested: {readonly clientIndex: ClientIndex};
  /** The session has another host. */
  host_changed: {
    readonly to: ClientIndex;
    /** Whether this client is now the host. */
    readonly gained: boolean;
    /** This client's own index. */
    readonly myIndex: ClientIndex;
  };
  /** A file was downloaded in the session; told only to the participant in control. */
  file_downloaded: OfTab & {readonly url: string; readonly filename: string};
  /** Someone wrote in the chat. */
  chat_message: {readonly message: string; readonly clientIndex: ClientIndex};
  /** A participant joined. */
  participant_joined: {readonly clientIndex: ClientIndex; readonly userData: UserData};
  /** A participant left, stayed away for longer than the grace time, or was removed. */
  participant_left: {readonly clientIndex: ClientIndex; readonly userData: UserData; readonly removed?: true};
  /** The participant in control clicks, moves or types; at most once a second. */
  user_activity: None;
  /** A tab starts to load another page. */
  relocate_start: OfTab & {readonly url: string};
  /** A tab shows another page. */
  relocated: OfTab & {readonly url: string};
  /** The owner of a tab paused it. */
  tab_paused: OfTab & {readonly leaderIndex: ClientIndex};
  /** The owner of a tab resumed it. */
  tab_resumed: OfTab & {readonly leaderIndex: ClientIndex};
  /** This client now sees another tab; everyone does, unless huddle mode is on. */
  tab_activated: OfTab & {
    /** In huddle mode: who switched. That is this client, or the one it follows. */
    readonly clientIndex?: ClientIndex;
  };
  /** Someone asks the owner of a tab for control; told to the owner and to the one who asks. */
  tab_control_requested: OfTab & {readonly clientIndex: ClientIndex};
  /** Control or ownership of a tab passed to someone. */
  tab_control_transferred: OfTab & {
    /** Who owns the tab. */
    readonly leaderIndex: ClientIndex;
    /** Who may click and type in it now. */
    readonly controlIndex: ClientIndex;
  };
  /** Huddle mode was switched on or off. */
  huddle_mode: {readonly enabled: boolean};
  /** Someone follows another participant; only in huddle mode. Who stops follows their own index. */
  huddle_follow: {
    readonly client_index: ClientIndex;
    readonly following_index: ClientIndex;
    readonly clientIndex: ClientIndex;
    readonly followingIndex: ClientIndex;
  };
  /** The session could not be had, or was taken over elsewhere. This client's own: not in the log. */
  error: {readonly reason: ErrorReason; readonly details?: Json};
}

/** What the source lacks and people need. Additions of ours, in the same style. */
export interface AddedEvents {
  /** A tab was opened; it is the last one in the bar. */
  tab_opened: OfTab & {readonly leaderIndex: ClientIndex; readonly url: string};
  /** A tab was closed; `tabIndex` is where it was. */
  tab_closed: OfTab;
  /** Something about a tab changed without another page: only what changed is there. */
  tab_updated: OfTab & {
    readonly url?: string;
    readonly title?: string;
    /** The sign of its page as a `data:` address, or nothing. */
    readonly icon?: string;
    readonly loading?: boolean;
    /** Why the tab shows no page, as a sentence; null when it shows one again. */
    readonly error?: string | null;
    /** What that is, for programs; comes with each `error`. */
    readonly errorCode?: TabErrorCode | null;
    readonly canGoBack?: boolean;
    readonly canGoForward?: boolean;
  };
  /** Someone asks no longer for control of a tab, or waited too long; told to the owner and to the one who asked. */
  control_request_withdrawn: OfTab & {readonly clientIndex: ClientIndex};
  /** The host declined a request for host rights; told to both. */
  host_request_declined: {readonly clientIndex: ClientIndex};
  /** Someone asks no longer for host rights, or waited too long; told to the host and to the one who asked. */
  host_request_withdrawn: {readonly clientIndex: ClientIndex};
  /** A participant has another name, lost or found their connection, or looks at another tab than this client. */
  participant_updated: {
    readonly clientIndex: ClientIndex;
    readonly userData?: UserData;
    readonly online?: boolean;
    /** In huddle mode: the tab they switched to. */
    readonly activeSsid?: Ssid;
  };
  /** The owner of a tab declined a request for control; told to both. */
  control_request_declined: OfTab & {readonly clientIndex: ClientIndex};
  /** Someone asks to be let in; told to the host, or to everyone in huddle mode. A new host is told again. */
  admission_requested: {readonly clientIndex: ClientIndex; readonly userData: UserData};
  /** Someone was not let in; told to the same. */
  admission_refused: {readonly clientIndex: ClientIndex};
  /** Someone waits no longer to be let in; told to the same. */
  admission_withdrawn: {readonly clientIndex: ClientIndex};
  /** This client wrote something into the session's audit log. */
  client_log_added: {readonly clientIndex: ClientIndex; readonly entry: Json};
  /** This client lost its line and tries to find it again. This client's own: not in the log. */
  connection_lost: None;
  /** This client is connected again and missed nothing. This client's own: not in the log. */
  connection_restored: None;
}

/** Every event a client can be told, with its payload. */
export type SessionEventMap = SourceEvents & AddedEvents;

/** Name of an event, as `session.on()` takes it. */
export type SessionEventName = keyof SessionEventMap;

/** Events that are one client's own and so never enter the log. */
export type OwnEventName = 'session_started' | 'error' | 'connection_lost' | 'connection_restored';

/** Events that the log of a session holds. */
export type LoggedEventName = Exclude<SessionEventName, OwnEventName>;

/** What the log holds where that differs from what each client is told. `project` makes the one from the other. */
interface LoggedForms {
  session_created: {readonly settings: SessionSettings};
  session_ended: {readonly final_location: string | null};
  host_changed: {readonly to: ClientIndex};
  participant_joined: {readonly clientIndex: ClientIndex; readonly userData: UserData; readonly role: Role};
  admission_requested: {readonly clientIndex: ClientIndex; readonly userData: UserData; readonly role: Role};
  message: {
    readonly data: Json;
    readonly origin: string;
    readonly targetOrigin: string;
    /** Who sent it, or null when a page inside a tab did. */
    readonly clientIndex: ClientIndex | null;
    /** The tab of the page that sent it, or null when no page inside did. */
    readonly ssid: Ssid | null;
    /** Pages inside the session, the owner of the tab it came from, or both the pages and everyone else. */
    readonly to: 'pages' | 'owner' | 'everyone';
  };
  file_downloaded: OfTab & {
    readonly fileId: string;
    readonly filename: string;
    /** Of what is in it, in hexadecimal digits. */
    readonly sha256: string;
    readonly controlIndex: ClientIndex;
  };
}

type LoggedPayload<Name extends LoggedEventName> = Name extends keyof LoggedForms
  ? LoggedForms[Name]
  : SessionEventMap[Name];

/** An event as `decide` makes it and the log keeps it. */
export type SessionEvent = {
  [Name in LoggedEventName]: {readonly name: Name; readonly payload: LoggedPayload<Name>};
}[LoggedEventName];

/** An event as one client is told it. */
export type ToldEvent = {
  [Name in LoggedEventName]: {readonly name: Name; readonly payload: SessionEventMap[Name]};
}[LoggedEventName];

/** Those of the source, then our additions: none is forgotten that has a type. */
const NAMES: Readonly<Record<SessionEventName, true>> = {
  session_created: true,
  session_started: true,
  session_ended: true,
  message: true,
  host_rights_requested: true,
  host_changed: true,
  file_downloaded: true,
  chat_message: true,
  participant_joined: true,
  participant_left: true,
  user_activity: true,
  relocate_start: true,
  relocated: true,
  tab_paused: true,
  tab_resumed: true,
  tab_activated: true,
  tab_control_requested: true,
  tab_control_transferred: true,
  huddle_mode: true,
  huddle_follow: true,
  error: true,
  tab_opened: true,
  tab_closed: true,
  tab_updated: true,
  participant_updated: true,
  control_request_declined: true,
  control_request_withdrawn: true,
  host_request_declined: true,
  host_request_withdrawn: true,
  admission_requested: true,
  admission_refused: true,
  admission_withdrawn: true,
  client_log_added: true,
  connection_lost: true,
  connection_restored: true,
};

/** Every event name: the 21 of the source, then our additions. */
export const EVENT_NAMES = Object.keys(NAMES) as readonly SessionEventName[];
