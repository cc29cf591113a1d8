import type {ClientIndex, Json, SessionEvent} from '../../model/events.ts';
import {evolve} from '../../model/evolve.ts';
import {INITIAL_STATE, type SessionState} from '../../model/state.ts';
import {type Histories, remember, type Travel, travelled} from './history.ts';

/** How many entries are kept for those who missed some. */
const KEPT = 500;

/** A participant's place: it outlives the window for the grace time. */
export interface Seat {
  readonly clientIndex: ClientIndex;
  /** With which the seat is taken again. */
  readonly token: string;
  /** The window that sits there, or null. */
  readonly peer: string | null;
  /** When that window went, in milliseconds since 1970. */
  readonly since: number;
}

/** What came of a call. */
export type Answer = {readonly result: Json} | {readonly refused: string; readonly message: string};

/** What happened at once: the events of one command. All windows keep the same entries, in the same order. */
export interface Entry {
  readonly number: number;
  /** In milliseconds since 1970. */
  readonly time: number;
  readonly events: readonly SessionEvent[];
  /** Who sits where from now on. */
  readonly seats: readonly Seat[];
  readonly travel?: Travel | undefined;
  /** The call that it came of: kept, so that it is answered and not done again when its window asks once more. */
  readonly call?: {readonly peer: string; readonly id: number; readonly answer: Answer};
}

/** A session as every window of it keeps it: whichever is left can go on with it. */
export interface Room {
  readonly id: string;
  /** How often another window took over. What an earlier one still says does not count. */
  readonly term: number;
  /** Number of the last entry. */
  readonly number: number;
  readonly state: SessionState;
  readonly seats: readonly Seat[];
  readonly histories: Histories;
  /** The last entries. */
  readonly tail: readonly Entry[];
}

/** A session that nothing happened in yet. */
export function emptyRoom(id: string): Room {
  return {id, term: 0, number: 0, state: INITIAL_STATE, seats: [], histories: {}, tail: []};
}

/** The room after an entry. */
export function grown(room: Room, entry: Entry): Room {
  const histories = entry.events.reduce(remember, room.histories);
  return {
    ...room,
    number: entry.number,
    state: entry.events.reduce<SessionState>(evolve, room.state),
    seats: entry.seats,
    histories: entry.travel ? travelled(histories, entry.travel) : histories,
    tail: [...room.tail, entry].slice(-KEPT),
  };
}

/** The entries that someone with a room of that number missed, or null when some of them are not kept any more. */
export function missed(room: Room, number: number): readonly Entry[] | null {
  if (number > room.number) return null;
  const entries = room.tail.filter((entry) => entry.number > number);
  return entries.length === room.number - number ? entries : null;
}

/** The room that knows most. */
export function newest(rooms: readonly (Room | null | undefined)[]): Room | null {
  const known = rooms.filter((room) => room !== null && room !== undefined);
  return known.toSorted((one, other) => other.term - one.term || other.number - one.number)[0] ?? null;
}
