import type {By, Command, ParticipantCommand, RoomCommands} from '../../model/commands.ts';
import {decide} from '../../model/decide.ts';
import type {ClientIndex, Json, SessionEvent, Ssid} from '../../model/events.ts';
import {evolve} from '../../model/evolve.ts';
import {isRefusal, type Outcome} from '../../model/outcome.ts';
import {project} from '../../model/project.ts';
import {type Refusal, refuse} from '../../model/refusals.ts';
import type {SessionSettings} from '../../model/settings.ts';
import {findTab, INITIAL_STATE, type SessionState} from '../../model/state.ts';
import {SESSION_ENDED} from '../../protocol/close-codes.ts';
import type {Input} from '../../protocol/rpc.ts';
import type {PageCaller, PagesSetup, Viewing} from '../browser/pages.ts';
import {SessionFiles} from '../files/session-files.ts';
import type {Space} from '../storage/spaces.ts';
import {type Answer, Entrance, type Entry} from './entrance.ts';
import type {Line} from './line.ts';
import {EventLog} from './log.ts';
import {type PageLine, PageLines} from './page-lines.ts';
import type {Pins} from './pins.ts';
import {RequestTimers} from './request-timers.ts';
import {type OpenPages, RoomPages} from './room-pages.ts';
import type {Seat} from './seats.ts';
import {newSecret, newSessionId} from './secrets.ts';
import {Watchings} from './watchings.ts';

/** How long things are waited for, in milliseconds. */
export interface RoomTimes {
  /** How long someone whose line is lost keeps their seat. */
  readonly grace: number;
  /** How long the link to the leader's seat can be used after the session was made, or its maker's line was lost. */
  readonly claim: number;
  /** How long a session goes on with nobody connected, whatever its settings say of that. */
  readonly empty?: number;
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
  readonly pins: Pins;
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
  /** Secret that lets each browser in once. */
  readonly followerToken = newSecret();
  /** Secret that gives index 0, to one window at a time. */
  readonly leaderToken = newSecret();

  /** What was downloaded and shared. */
  readonly files = new SessionFiles();

  readonly #options: RoomOptions;
  readonly #log = new EventLog();
  readonly #entrance: Entrance;
  readonly #pages: RoomPages;
  readonly #pageLines: PageLines;
  #state: SessionState = INITIAL_STATE;
  readonly #watchings = new Watchings();
  readonly #requestTimers: RequestTimers;
  #filesGone = Promise.resolve();
  #pin: string | null = null;
  /** When someone was last active, on the clock of `performance`. */
  #activeAt = Number.NEGATIVE_INFINITY;

  constructor(options: RoomOptions, creator: Line | null) {
    this.#options = options;
    this.#pageLines = new PageLines((caller) => options.openPageLine(caller, this));
    this.#pages = new RoomPages(
      (listener) => options.openPages(listener, {...options.setup, findFile: (id) => this.files.find(id)}),
      (command) => this.#apply(command, 'room'),
      this.#pageLines,
      this.files,
    );
    this.#requestTimers = new RequestTimers(options.times.request, (command) => this.#apply(command, 'room'));
    const {times} = options;
    this.#entrance = new Entrance(
      {
        room: this,
        log: this.#log,
        times,
        apply: (command) => this.#apply(command, 'room'),
        commit: (events) => this.#commit(events),
      },
      creator,
    );
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

  /** Four digits by which it is found, from the first look at them until its end; null when a server has no more. */
  get pin(): string | null {
    if (this.#state.phase !== 'ended') this.#pin ??= this.#options.pins.take(this);
    return this.#pin;
  }

  /** Whether a participant may let others in; the leader always may. */
  invites(clientIndex: ClientIndex): boolean {
    return clientIndex === 0 || this.#state.settings.invitations_allowed;
  }

  /** Begins the log. */
  open(): void {
    this.#apply({name: 'create', args: {settings: this.#options.settings}}, 'room');
    this.#entrance.mind();
  }

  /** Lets someone in, or has them wait. `answer` gets the state that the events, told after it, lead on from. */
  enter(line: Line, entry: Entry, answer: Answer): Refusal | undefined {
    return this.#entrance.enter(line, entry, answer);
  }

  /** Gives a seat back by its secret, from wherever it was taken before; `answer` comes before what was missed. */
  reenter(line: Line, token: string, lastNumber: number | undefined, answer: Answer): Refusal | undefined {
    return this.#entrance.reenter(line, token, lastNumber, answer);
  }

  /** A line is gone: whoever held it keeps the seat for the grace time. */
  drop(line: Line, seat: Seat | null): void {
    this.#entrance.drop(line, seat);
  }

  /** Who sits on the seat that a token is for, or null. */
  whoHas(seatToken: string): ClientIndex | null {
    return this.#entrance.whoHas(seatToken);
  }

  /** Decides what a participant asks for, does it, and tells everyone. What code comes to is known later. */
  command(command: ParticipantCommand, by: ClientIndex): {ssid: Ssid} | null | Promise<Json> | Refusal {
    const outcome = this.#apply(command, by);
    if (isRefusal(outcome)) return outcome;
    const result = this.#pages.carryOut(command, by, this.#state);
    if (result) return result;
    return openedBy(outcome);
  }

  /** Passes a message of a page inside on to the page of its tab's owner. */
  message(args: RoomCommands['message_from_page']): null | Refusal {
    const outcome = this.#apply({name: 'message_from_page', args}, 'room');
    return isRefusal(outcome) ? outcome : null;
  }

  /** Opens a tab for a file that a participant sent. */
  share(url: string, by: ClientIndex): {ssid: Ssid} | null | Refusal {
    const outcome = this.#apply({name: 'file_shared', args: {client_index: by, url}}, 'room');
    return isRefusal(outcome) ? outcome : openedBy(outcome);
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
      this.#entrance.expect(event);
      this.#log.append(event);
      this.#state = evolve(before, event);
      this.#tell(event, before);
      this.#entrance.follow(event);
      this.#pages.follow(event, this.#state);
      this.#requestTimers.follow(event, before);
    }
    this.#watchings.update(this.#state);
    if (this.#state.phase === 'ended' && events.length > 0) this.#close();
    this.#entrance.settle(events);
  }

  #tell(event: SessionEvent, before: SessionState): void {
    const {number} = this.#log;
    for (const {viewer, line} of this.#entrance.listeners()) {
      const told = project(event, viewer, before);
      if (told) line.tell(told, number);
    }
    this.#pageLines.tell(event, number, before);
  }

  #close(): void {
    this.#filesGone = this.files.dispose();
    this.#requestTimers.clear();
    this.#pageLines.clear();
    const lines = this.#entrance.clear();
    this.#options.pins.release(this.#pin);
    // Whoever asked for the end is answered first.
    queueMicrotask(() => {
      for (const line of lines) line.hangUp(SESSION_ENDED);
    });
    this.#options.onEnded(this);
  }

  #noteActivity(): void {
    const now = performance.now();
    if (now - this.#activeAt < ACTIVITY_PAUSE) return;
    this.#activeAt = now;
    this.#apply({name: 'active', args: {}}, 'room');
  }
}

/** The tab that was opened, if one was. */
function openedBy(events: readonly SessionEvent[]): {ssid: Ssid} | null {
  const opened = events.find((event) => event.name === 'tab_opened');
  return opened ? {ssid: opened.payload.ssid} : null;
}
