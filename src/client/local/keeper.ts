import type {ParticipantCommand, RoomCommand} from '../../model/commands.ts';
import {decide} from '../../model/decide.ts';
import type {ClientIndex, Json, SessionEvent} from '../../model/events.ts';
import {evolve} from '../../model/evolve.ts';
import {isRefusal, newcomerOf} from '../../model/outcome.ts';
import {type Refusal, refuse} from '../../model/refusals.ts';
import type {SessionSettings} from '../../model/settings.ts';
import type {SessionState} from '../../model/state.ts';
import {carriedOut, flagsToTell, mayReport} from './address-book.ts';
import type {Call} from './messages.ts';
import {newId} from './names.ts';
import type {Answer, Entry, Room, Seat} from './room.ts';
import {Timers, type Times} from './timers.ts';

/** What the keeper needs of the window it is in. */
export interface KeeperOptions {
  /** The session as it is now. */
  readonly room: () => Room;
  /** Takes an entry in, and tells everyone. */
  readonly commit: (entry: Entry) => void;
  /** Answers a call that changed nothing; a join with the room just before it. */
  readonly answer: (peer: string, id: number, answer: Answer, room?: Room) => void;
  /** Says to a window that another one took its seat. */
  readonly replace: (peer: string) => void;
  /** Resolves when a window is gone. Rejects when `signal` is aborted. */
  readonly gone: (peer: string, signal: AbortSignal) => Promise<void>;
  readonly times: Times;
}

type Changes = Partial<Pick<Entry, 'seats' | 'travel'>>;
type From = {readonly peer: string; readonly id: number};

/** Keeps a session: decides what its windows ask for, and says what happened. One window at a time does. */
export class Keeper {
  readonly #options: KeeperOptions;
  readonly #stop = new AbortController();
  readonly #timers: Timers;
  /** The last call of each window that was taken: it may come twice while the session is handed over. */
  readonly #taken = new Map<string, number>();

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#timers = new Timers(options.times, (command) => this.#happened(command));
  }

  /** Begins a session that is new. */
  create(settings: SessionSettings): void {
    this.#happened({name: 'create', args: {settings}});
  }

  /** Goes on with a session that another window kept until now. */
  resume(): void {
    const {tail, seats} = this.#room;
    for (const entry of tail) this.#timers.follow(entry, this.#room.state);
    for (const seat of seats) this.#mind(seat);
  }

  /** Ends a session that nobody was in for too long. */
  expire(): void {
    this.#happened({name: 'expire', args: {}});
  }

  /** Lets another window keep the session. */
  stop(): void {
    this.#stop.abort();
    this.#timers.clear();
  }

  /** Takes a call of a window, once however often it comes. */
  take(peer: string, id: number, call: Call): void {
    if (id <= (this.#taken.get(peer) ?? 0)) return;
    this.#taken.set(peer, id);
    const from = {peer, id};
    const done = this.#room.tail.find((entry) => entry.call?.peer === peer && entry.call.id === id)?.call;
    if (done) this.#options.answer(peer, id, done.answer, this.#room);
    else this.#tried(from, this.#do(from, call));
  }

  get #room(): Room {
    return this.#options.room();
  }

  #do(from: From, call: Call): Refusal | undefined {
    if (call.kind === 'join') return this.#join(from, call);
    return call.kind === 'command' ? this.#command(from, call.command) : this.#report(from, call.command);
  }

  #join(from: From, {token, leader, userData}: Extract<Call, {kind: 'join'}>): Refusal | undefined {
    const {seats, state} = this.#room;
    const kept = seats.find((seat) => seat.token === token);
    if (token && !kept) {
      return refuse('seat_lost', 'This seat was given up after too long a time away: join anew.');
    }
    const join: RoomCommand = {name: 'join', args: {leader: leader && !state.leaderJoined, user_data: userData}};
    const events = kept ? this.#online(kept.clientIndex, true) : decide(state, join, 'room');
    if (isRefusal(events)) return events;

    if (kept?.peer && kept.peer !== from.peer) this.#options.replace(kept.peer);
    const clientIndex = kept?.clientIndex ?? newcomerOf(events);
    const seat: Seat = {clientIndex, token: kept?.token ?? newId(), peer: from.peer, since: 0};
    const answer: Answer = {result: {clientIndex, token: seat.token}};
    this.#options.answer(from.peer, from.id, answer, this.#room);
    this.#commit(events, {seats: [...seats.filter((other) => other !== kept), seat]}, from, answer);
    this.#mind(seat);
    return undefined;
  }

  #command(from: From, command: ParticipantCommand): Refusal | undefined {
    const by = this.#seatOf(from.peer);
    if (by === undefined) return refuse('not_joined', 'Join the session first.');
    const outcome = decide(this.#room.state, command, by);
    if (isRefusal(outcome)) return outcome;

    const {events, travel} = carriedOut(this.#room, command, by, outcome);
    const opened = events.find((event) => event.name === 'tab_opened');
    const answer: Answer = {result: opened ? {ssid: opened.payload.ssid} : null};
    if (events.length > 0) this.#commit(events, {travel}, from, answer);
    else this.#options.answer(from.peer, from.id, answer);
    return undefined;
  }

  #report(from: From, command: RoomCommand): undefined {
    const by = this.#seatOf(from.peer);
    // Control may have gone to someone else meanwhile, whose window then tells.
    if (by !== undefined && mayReport(this.#room.state, command, by)) this.#happened(command);
    this.#options.answer(from.peer, from.id, {result: null});
  }

  /** Something happened outside of the model. */
  #happened(command: RoomCommand): void {
    const outcome = decide(this.#room.state, command, 'room');
    // Refused is what comes too late: what it is about is gone.
    if (!isRefusal(outcome)) this.#commit(carriedOut(this.#room, command, null, outcome).events);
  }

  #commit(events: readonly SessionEvent[], changes: Changes = {}, from?: From, answer: Answer = {result: null}): void {
    if (events.length === 0 && !changes.seats) return;
    const before = this.#room;
    const {participants, waiting} = events.reduce<SessionState>(evolve, before.state);
    const there = new Set([...participants, ...waiting].map(({clientIndex}) => clientIndex));
    const entry: Entry = {
      number: before.number + 1,
      time: Date.now(),
      events,
      ...changes,
      // Whoever left or was sent away has none.
      seats: (changes.seats ?? before.seats).filter(({clientIndex}) => there.has(clientIndex)),
      ...(from && {call: {...from, answer}}),
    };
    this.#options.commit(entry);
    this.#timers.follow(entry, before.state);
    for (const command of flagsToTell(this.#room)) this.#happened(command);
  }

  /** Nobody is told of those who wait to be let in. */
  #online(client_index: ClientIndex, online: boolean): readonly SessionEvent[] {
    const outcome = decide(this.#room.state, {name: 'set_online', args: {client_index, online}}, 'room');
    return isRefusal(outcome) ? [] : outcome;
  }

  #tried({peer, id}: From, refusal: Refusal | undefined): void {
    if (refusal) this.#options.answer(peer, id, refusal);
  }

  #seatOf(peer: string): ClientIndex | undefined {
    return this.#room.seats.find((seat) => seat.peer === peer)?.clientIndex;
  }

  /** Sees to it that a seat is given up some time after its window is gone. */
  #mind({clientIndex: client_index, token, peer, since}: Seat): void {
    if (peer === null) {
      const giveUp = () => this.#happened({name: 'leave', args: {client_index}});
      this.#timers.count(`seat ${client_index}`, since + this.#options.times.grace, giveUp);
      return;
    }
    this.#timers.stop(`seat ${client_index}`);
    const left = () => {
      if (this.#stop.signal.aborted || this.#seatOf(peer) !== client_index) return;
      const seat: Seat = {clientIndex: client_index, token, peer: null, since: Date.now()};
      const seats = this.#room.seats.map((other) => (other.peer === peer ? seat : other));
      this.#commit(this.#online(client_index, false), {seats});
      this.#mind(seat);
    };
    // Rejected when this window keeps the session no longer: then another one looks out.
    this.#options.gone(peer, this.#stop.signal).then(left, () => {});
  }
}

/** What a join is answered with. */
export type Joined = Json & {readonly clientIndex: ClientIndex; readonly token: string};
