import {
  COMMANDS,
  type ErrorReason,
  type Session,
  type SessionMethods,
  type SessionSnapshot,
} from '../../src/client/index.ts';

/** What a session does that its `<wf-session>` hands on to it, besides the commands of its table. */
const OTHERS = [
  'end',
  'relocate',
  'openTab',
  'giveControl',
  'requestControl',
  'uploadFile',
  'execute',
  'sendMessage',
  'broadcastMessage',
  'apiRequest',
  'toggleDrawing',
  'setDrawingSettings',
  'getTabs',
  'getActiveTab',
  'getParticipants',
  'getSessionInfo',
  'getScreenSize',
  'getRequestTimes',
] as const;

/** Every method that a `<wf-session>` hands on to its session. */
export const FORWARDED = [...(Object.keys(COMMANDS) as (keyof SessionMethods)[]), ...OTHERS] as const;

/** What can be asked of a session through its `<wf-session>`. Each promise rejects with a `SessionError`. */
export interface SessionCommands extends SessionMethods, Pick<Session, (typeof OTHERS)[number]> {
  create(): Promise<void>;
  start(): Promise<void>;
}

/** Name of a command, as its method is called. */
export type SessionCommand = keyof SessionCommands;

/** Why a session could not be had, or was lost: `code` for programs, `message` for people. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  /** In the words of the source, as `wf-error` has them. */
  readonly reason?: ErrorReason;
}

/** What a control needs to know of the `<wf-session>` it belongs to, whichever copy of the kit defined it. */
export interface SessionHost extends HTMLElement, SessionCommands {
  /** The session it holds, or null before the first start. */
  readonly session: Session | null;
  /** What is true of that session now, or null before the first start. */
  readonly state: SessionSnapshot | null;
  /** How far the session is. */
  readonly status: SessionSnapshot['status'];
  /** Why the session could not be had, or null. */
  readonly failure: Failure | null;
  /** Address that lets others in, or null before it is known. Set one, and the next start joins that session. */
  sessionLink: string | null;
  /** Name by which the others know this participant. */
  userName: string;
  /** Address of the session server; the origin of the kit's script if left empty. */
  readonly server: string;
  /** Public key with which it can start a session of its own. */
  readonly widgetKey: string;
  /** Starts as soon as it is there. */
  readonly autostart: boolean;
  /** Address opened in the first tab. */
  readonly url: string;
  /** Tells whenever `session`, `state`, `status` or `failure` may have changed. Returns the way to stop. */
  subscribe(callback: () => void): () => void;
}
