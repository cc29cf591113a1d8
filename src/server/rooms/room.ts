import type {By, Command, ParticipantCommand, RoomCommands} from '../../model/commands.ts';
import {decide} from '../../model/decide.ts';
import type {ClientIndex, Json, SessionEvent, Ssid, UserData} from '../../model/events.ts';
import {evolve} from '../../model/evolve.ts';
import {isRefusal, type Outcome} from '../../model/outcome.ts';
import {project, projectState} from '../../model/project.ts';
import {type Refusal, refuse} from '../../model/refusals.ts';
import type {SessionSettings} from '../../model/settings.ts';
import {findTab, INITIAL_STATE, type SessionState} from '../../model/state.ts';
import {OTHER_CONNECTION, SESSION_ENDED} from '../../protocol/close-codes.ts';
import type {Input, RpcMethods} from '../../protocol/rpc.ts';
import type {PageCaller, PagesSetup, Viewing} from '../browser/pages.ts';
import {SessionFiles} from '../files/session-files.ts';
import type {Space} from '../storage/spaces.ts';
import type {Line} from './line.ts';
import {EventLog} from './log.ts';
import {type PageLine, PageLines} from './page-lines.ts';
import {RequestTimers} from './request-timers.ts';
import {type OpenPages, RoomPages} from './room-pages.ts';
import {type Seat, Seats} from './seats.ts';
import {newSecret, newSessionId} from './secrets.ts';
import {Watchings} from './watchings.ts';

type Joined = RpcMethods['join_session']['result'];

/** Answers whoever takes a seat. */
type Answer = (seat: Seat, joined: Joined) => void;

/** How long things are waited for, in milliseconds. */
export interface RoomTimes {
  /** How long someone whose line is lost keeps their seat. */
  readonly grace: number;
  /** How long a session goes on with nobody connected. */
  readonly empty: number;
  /** How long a request for control or host rights waits for an answer. */
  readonly request: number;
}

/** Someone who is active is told of once in this time, in milliseconds. */
const ACTIVITY_PAUSE = 1000;

export interface RoomOptions {
  readonly space: Space;
  readonly openPages: OpenPages;
  /** What the pages of the session are given. */
  readonly setup: PagesSetup;
  /** Makes what answers a script in one of them. */
  readonly openPageLine: (caller: PageCaller, room: Room) => PageLine;
  readonly times: RoomTimes;
  /** What the session allows. */
  readonly settings: SessionSettings;
  /** Called once, when the session is over. */
  readonly onEnded: (room: Room) => void;
}

/** One session where it lives: its model, its log, who is connected, and its pages. */
export class Room {
  readonly id = newSessionId();
  /** Secret that lets others in. */
  readonly invite = newSecret();
  /** Secret that gives index 0, once. */
  readonly leaderToken = newSecret();

  /** What was downloaded and shared. */
  readonly files = new SessionFiles();

  readonly #options: RoomOptions;
  readonly #log = new EventLog();
  readonly #seats = new Seats();
  /** Lines of those who made the session and have not joined. */
  readonly #outside = new Set<Line>();
  readonly #pages: RoomPages;
  readonly #pageLines: PageLines;
  #state: SessionState = INITIAL_STATE;
  readonly #watchings = new Watchings();
  readonly #requestTimers: RequestTimers;
  #emptyTimer: NodeJS.Timeout | null = null;
  #filesGone = Promise.resolve();
  /** When someone was last active, on the clock of `performance`. */
  #activeAt = Number.NEGATIVE_INFINITY;

  constructor(options: RoomOptions, creator: Line) {
    this.#options = options;
    this.#pageLines = new PageLines((caller) => options.openPageLine(caller, this));
    this.#pages = new RoomPages(
      (listener) => options.openPages(listener, {...options.setup, findFile: (id) => this.files.find(id)}),
      (command) => this.#apply(command, 'room'),
      this.#pageLines,
      this.files,
    );
    this.#requestTimers = new RequestTimers(options.times.request, (command) => this.#apply(command, 'room'));
    this.#outside.add(creator);
  }

  /** Where it was made. */
  get space(): Space {
    return this.#options.space;
  }

  /** Number of the last event. */
  get number(): number {
    return this.#log.number;
  }

  /** What is true now. */
  get state(): SessionState {
    return this.#state;
  }

  /** Begins the log. */
  open(): void {
    this.#apply({name: 'create', args: {settings: this.#options.settings}}, 'room');
  }

  /** Takes a new seat. `answer` gets the state that the events, told after it, lead on from. */
  join(line: Line, leader: boolean, userData: UserData, answer: Answer): Refusal | undefined {
    const before = this.#state;
    const outcome = decide(before, {name: 'join', args: {leader, user_data: userData}}, 'room');
    if (isRefusal(outcome)) return outcome;
    const [joined] = outcome;
    if (joined?.name !== 'participant_joined') throw new Error('Expected someone who comes in to be a participant.');
    const {clientIndex} = joined.payload;
    const seat = this.#seats.add(clientIndex, line);
    this.#outside.delete(line);
    this.#mind();
    answer(seat, this.#joined(seat, this.#log.number, projectState(before, clientIndex)));
    this.#commit(outcome);
    return undefined;
  }

  /** Takes a seat again, from wherever it was taken before; `answer` comes before what was missed. */
  rejoin(line: Line, token: string, lastNumber: number | undefined, answer: Answer): Refusal | undefined {
    const seat = this.#seats.byToken(token);
    if (!seat) return refuse('seat_lost', 'This seat was given up after too long a time away: join anew.');
    if (seat.grace) clearTimeout(seat.grace);
    seat.grace = null;
    if (seat.line !== line) seat.line?.hangUp(OTHER_CONNECTION);
    this.#outside.delete(line);

    const {number} = this.#log;
    const {clientIndex} = seat;
    if (lastNumber !== undefined && this.#log.reachesBack(lastNumber)) {
      answer(seat, this.#joined(seat, lastNumber, null));
      for (const missed of this.#log.after(lastNumber, clientIndex)) line.tell(missed.event, missed.number);
    } else {
      answer(seat, this.#joined(seat, number, projectState(this.#state, clientIndex)));
    }
    seat.line = line;
    this.#mind();
    this.#apply({name: 'set_online', args: {client_index: clientIndex, online: true}}, 'room');
    return undefined;
  }

  /** A line is gone: whoever held it keeps the seat for the grace time. */
  drop(line: Line, seat: Seat | null): void {
    this.#outside.delete(line);
    if (seat?.line === line) {
      seat.line = null;
      const client_index = seat.clientIndex;
      seat.grace = setTimeout(() => {
        this.#seats.remove(client_index);
        this.#apply({name: 'leave', args: {client_index}}, 'room');
      }, this.#options.times.grace);
      this.#apply({name: 'set_online', args: {client_index, online: false}}, 'room');
    }
    this.#mind();
  }

  /** Who sits on the seat that a token is for, or null. */
  whoHas(seatToken: string): ClientIndex | null {
    return this.#seats.byToken(seatToken)?.clientIndex ?? null;
  }

  /** Decides what a participant asks for, does it, and tells everyone. What code comes to is known later. */
  command(command: ParticipantCommand, by: ClientIndex): {ssid: Ssid} | null | Promise<Json> | Refusal {
    const outcome = this.#apply(command, by);
    if (isRefusal(outcome)) return outcome;
    const result = this.#pages.carryOut(command, by, this.#state);
    if (result) return result;
    const opened = outcome.find((event) => event.name === 'tab_opened');
    return opened ? {ssid: opened.payload.ssid} : null;
  }

  /** Passes a message of a page inside on to the page of its tab's owner. */
  message(args: RoomCommands['message_from_page']): null | Refusal {
    const outcome = this.#apply({name: 'message_from_page', args}, 'room');
    return isRefusal(outcome) ? outcome : null;
  }

  /** Passes a click, a key or text of the one in control on to a page. */
  input(ssid: Ssid, input: Input, by: ClientIndex): Refusal | null {
    const outcome = this.#apply({name: 'input', args: {ssid}}, by);
    if (isRefusal(outcome)) return outcome;
    this.#pages.input(ssid, input);
    this.#noteActivity();
    return null;
  }

  /** Starts the pictures of a tab. */
  watch(ssid: Ssid, by: ClientIndex, send: (message: Uint8Array) => void): Viewing | Refusal {
    if (!findTab(this.#state, ssid)) return refuse('unknown_tab', `Expected the ssid of an open tab, got ${ssid}.`);
    return this.#watchings.add(this.#state, ssid, by, () => this.#pages.watch(ssid, send));
  }

  /** Ends the session, as when the server goes down for good. */
  end(): void {
    this.#apply({name: 'expire', args: {}}, 'room');
  }

  /** Settles when the pages and the files of an ended session are gone. */
  get closed(): Promise<unknown> {
    return Promise.all([this.#pages.closed, this.#filesGone]);
  }

  #apply(command: Command, by: By): Outcome {
    const outcome = decide(this.#state, command, by);
    if (!isRefusal(outcome)) this.#commit(outcome);
    return outcome;
  }

  #commit(events: readonly SessionEvent[]): void {
    for (const event of events) {
      const before = this.#state;
      this.#log.append(event);
      this.#state = evolve(before, event);
      this.#tell(event, before);
      this.#pages.follow(event, this.#state);
      this.#requestTimers.follow(event, before);
    }
    this.#watchings.update(this.#state);
    if (this.#state.phase === 'ended' && events.length > 0) this.#close();
  }

  #tell(event: SessionEvent, before: SessionState): void {
    const {number} = this.#log;
    for (const {clientIndex, line} of this.#seats.connected()) {
      const told = project(event, clientIndex, before);
      if (told) line.tell(told, number);
    }
    const told = project(event, null, before);
    if (told) for (const line of this.#outside) line.tell(told, number);
    this.#pageLines.tell(event, number, before);
  }

  #close(): void {
    this.#filesGone = this.files.dispose();
    this.#requestTimers.clear();
    this.#pageLines.clear();
    if (this.#emptyTimer) clearTimeout(this.#emptyTimer);
    const lines = [...this.#seats.clear(), ...this.#outside];
    this.#outside.clear();
    // Whoever asked for the end is answered first.
    queueMicrotask(() => {
      for (const line of lines) line.hangUp(SESSION_ENDED);
    });
    this.#options.onEnded(this);
  }

  /** Ends the session when nobody minds it for too long. */
  #mind(): void {
    const ended = this.#state.phase === 'ended';
    const empty = this.#outside.size === 0 && this.#seats.connected().next().done === true;
    if (this.#emptyTimer) clearTimeout(this.#emptyTimer);
    this.#emptyTimer = empty && !ended ? setTimeout(() => this.end(), this.#options.times.empty) : null;
  }

  #noteActivity(): void {
    const now = performance.now();
    if (now - this.#activeAt < ACTIVITY_PAUSE) return;
    this.#activeAt = now;
    this.#apply({name: 'active', args: {}}, 'room');
  }

  #joined(seat: Seat, number: number, snapshot: SessionState | null): Joined {
    return {client_index: seat.clientIndex, seat_token: seat.token, invite: this.invite, number, snapshot};
  }
}
