import type {PageCaller, PagesSetup} from '../browser/pages.ts';
import type {FilesFolder} from '../files/files-folder.ts';
import type {FailureLog} from '../operations/log.ts';
import type {Space} from '../storage/spaces.ts';
import type {SessionRecord, Store} from '../storage/store.ts';
import type {PageLine} from './page-lines.ts';
import type {Room} from './room.ts';
import type {OpenPages} from './room-pages.ts';
import type {RoomSecrets} from './secrets.ts';
import type {Turns} from './turns.ts';

/** How long things are waited for, in milliseconds. */
export interface RoomTimes {
  /** How long someone whose line is lost keeps their seat. */
  readonly grace: number;
  /**
   * How long the link to the leader's seat can be used after the session was made, or its maker's line was lost; left
   * out, half a minute, or as long as the session waits for people.
   */
  readonly claim?: number;
  /** How long a session goes on with nobody connected, whatever its settings say of that. */
  readonly empty?: number;
  /** How long a request for control or host rights waits for an answer. */
  readonly request: number;
  /** How long a server that says nothing keeps its sessions, where others share its store. */
  readonly lease: number;
}

/** What the sessions of a server have in common. */
export interface CommonOptions {
  /** Name of the server, by which it has its sessions. */
  readonly instance: string;
  readonly store: Store;
  readonly filesFolder: FilesFolder;
  readonly openPages: OpenPages;
  /** Makes what answers a script in one of their pages. */
  readonly openPageLine: (caller: PageCaller, room: Room) => PageLine;
  /** Address of a session's page, without secrets. */
  readonly linkOf: (sessionId: string) => string;
  readonly times: RoomTimes;
  /** Called when there is something to deliver to webhooks. */
  readonly onDeliveries: () => void;
  /** Called when nothing can be kept any more. */
  readonly onFailed: (error: Error) => void;
  /** Where is written what went wrong in one session, and in no other. */
  readonly log: FailureLog;
}

export interface RoomOptions extends CommonOptions {
  /** Where it was made, as it is now. */
  readonly space: Space;
  /** What it is beside its events, as far as it is known before it is kept. */
  readonly record: Omit<SessionRecord, 'secrets' | 'pin'>;
  readonly secrets: RoomSecrets;
  /** What the pages of the session are given, from when they are opened. */
  readonly setup: () => PagesSetup;
  /** Keeps all the pages of a server that is started again from being opened at once. */
  readonly turns: Turns;
  /** Called once, when the session is over, or is another server's. */
  readonly onGone: (room: Room) => void;
}
