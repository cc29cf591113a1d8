import type {ParticipantCommand, RoomCommand} from '../../model/commands.ts';
import type {UserData} from '../../model/events.ts';
import type {Answer, Entry, Room} from './room.ts';

/** What a window asks of the one that keeps the session. */
export type Call =
  /** Takes a seat; with a token, the same one again. */
  | {readonly kind: 'join'; readonly token: string | null; readonly leader: boolean; readonly userData: UserData}
  /** What a participant asks for. */
  | {readonly kind: 'command'; readonly command: ParticipantCommand}
  /** What happened in a page of a tab that this window controls. */
  | {readonly kind: 'report'; readonly command: RoomCommand};

/** What windows of a session say to each other. */
export type Message =
  | {readonly kind: 'call'; readonly from: string; readonly id: number; readonly call: Call}
  /** What came of a call that changed nothing, and of every join: with the room just before it. */
  | {readonly kind: 'answer'; readonly to: string; readonly id: number; readonly answer: Answer; readonly room?: Room}
  /** Something happened. */
  | {readonly kind: 'entry'; readonly term: number; readonly entry: Entry}
  /** Whoever is about to keep the session asks what the others know of it. */
  | {readonly kind: 'ask'; readonly from: string}
  | {readonly kind: 'copy'; readonly to: string; readonly from: string; readonly room: Room | null}
  /** Another window keeps the session from now on. */
  | {readonly kind: 'keeper'; readonly room: Room}
  /** The seat of a window was taken from another one. */
  | {readonly kind: 'replaced'; readonly to: string};
