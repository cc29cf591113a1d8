import type {ClientIndex, Participant, Session, SessionSnapshot, Ssid, Tab, UserData} from '../../src/client/index.ts';

/** What can be asked of a session through its `<wf-session>`. Each promise rejects with a `SessionError`. */
export interface SessionCommands {
  start(): Promise<void>;
  end(): Promise<void>;
  relocate(url: string, newTab?: boolean): Promise<unknown>;
  goBack(ssid?: Ssid): Promise<unknown>;
  goForward(ssid?: Ssid): Promise<unknown>;
  reload(ssid?: Ssid): Promise<unknown>;
  openTab(url: string): Promise<Tab>;
  closeTab(ssid: Ssid): Promise<unknown>;
  activateTab(ssid: Ssid): Promise<unknown>;
  getTabs(): Promise<readonly Tab[]>;
  getActiveTab(): Promise<Tab | null>;
  getParticipants(): Promise<readonly Participant[]>;
  requestTabControl(): Promise<unknown>;
  withdrawTabControlRequest(): Promise<unknown>;
  declineTabControl(clientIndex: ClientIndex): Promise<unknown>;
  transferTabControl(clientIndex: ClientIndex): Promise<unknown>;
  returnTabControl(): Promise<unknown>;
  revokeTabControl(): Promise<unknown>;
  requestToHost(): Promise<unknown>;
  withdrawHostRequest(): Promise<unknown>;
  declineHost(clientIndex: ClientIndex): Promise<unknown>;
  makeHost(clientIndex: ClientIndex): Promise<unknown>;
  pauseTab(ssid?: Ssid): Promise<unknown>;
  resumeTab(ssid?: Ssid): Promise<unknown>;
  sendChatMessage(message: string): Promise<unknown>;
  updateUserData(userData: UserData): Promise<unknown>;
}

/** Name of a command, as its method is called. */
export type SessionCommand = keyof SessionCommands;

/** Why a session could not be had: `code` for programs, `message` for people. */
export interface Failure {
  readonly code: string;
  readonly message: string;
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
  /** Address that lets others in, or null before it is known. */
  readonly sessionLink: string | null;
  /** Public key with which it can start a session of its own. */
  readonly widgetKey: string;
  /** Address opened in the first tab. */
  readonly url: string;
  /** Tells whenever `session`, `state`, `status` or `failure` may have changed. Returns the way to stop. */
  subscribe(callback: () => void): () => void;
}
