import type {By, OperatorCommand, ParticipantCommand, RoomCommands} from '../../model/commands.ts';
import {decide} from '../../model/decide.ts';
import type {ClientIndex, Json, SessionEvent, Ssid} from '../../model/events.ts';
import {refusedFile} from '../../model/files.ts';
import {isRefusal} from '../../model/outcome.ts';
import {refusedPointing} from '../../model/pointing.ts';
import {type Refusal, refuse} from '../../model/refusals.ts';
import type {SessionSettings} from '../../model/settings.ts';
import {findTab, type SessionState, shownSsid} from '../../model/state.ts';
import {type CloseReason, ELSEWHERE, GOING_AWAY, SESSION_ENDED} from '../../protocol/close-codes.ts';
import type {Drop, Answer as Reply} from '../../protocol/prompts.ts';
import type {RequestTime} from '../../protocol/queries.ts';
import type {Fit, Input, Pointing} from '../../protocol/rpc.ts';
import type {Viewing} from '../browser/pages.ts';
import {FileLinks} from '../files/links.ts';
import {type RefusesFile, SessionFiles} from '../files/session-files.ts';
import type {Space} from '../storage/spaces.ts';
import {type ClaimedSession, type SessionRecord, StaleAppendError} from '../storage/store.ts';
import type {Answer, Entry} from './entrance.ts';
import type {Line} from './line.ts';
import {Proceedings} from './proceedings.ts';
import type {RoomOptions} from './room-options.ts';
import type {Standing} from './seats.ts';

/** Someone who is active is told of once in this time, in milliseconds. */
const ACTIVITY_PAUSE = 1000;

/** What a command comes to. */
export type Answered = {ssid: Ssid} | Json | Refusal;

/** What is found out about a session while it is made. */
export type RestOfRecord = Pick<SessionRecord, 'pin' | 'secrets'>;

/** One session where it lives: its model, its log, who is connected, and its pages. */
export class Room {
  readonly id: string;
  /** Secret that lets others in. */
  readonly invite: string;
  /** Secret that lets each browser in once. */
  readonly followerToken: string;
  /** Secret that gives index 0, to one window at a time. */
  readonly leaderToken: string;

  /** What was downloaded and shared. */
  readonly files: SessionFiles;

  /** How people have it. */
  readonly fileLinks: FileLinks;

  readonly #options: RoomOptions;
  readonly #proceedings: Proceedings;
  readonly #over = Promise.withResolvers<void>();
  #pin: string | null = null;
  #opening = Promise.resolve();
  #filesGone = Promise.resolve();
  /** When someone was last active, on the clock of `performance`. */
  #activeAt = Number.NEGATIVE_INFINITY;

  constructor(options: RoomOptions, creator: Line | null = null) {
    this.#options = options;
    const {record, secrets, store} = options;
    this.id = record.id;
    this.invite = secrets.invite;
    this.followerToken = secrets.followerToken;
    this.leaderToken = secrets.leaderToken;
    const refuses: RefusesFile = (...file) => refusedFile(this.state.settings, ...file);
    this.files = new SessionFiles(this.id, options.filesFolder, store, refuses);
    this.fileLinks = new FileLinks(secrets.files);
    this.#proceedings = new Proceedings(options, this, creator, {
      onEnded: () => this.#end(),
      onFailed: (error) => this.#fail(error),
      onUntold: (error) => this.#untold(error),
    });
  }

  /** Where it was made. */
  get space(): Space {
    return this.#options.space;
  }

  /** Number of the last event that was told. */
  get number(): number {
    return this.#proceedings.journal.log.number;
  }

  /** What is true now, as far as anyone was told. */
  get state(): SessionState {
    return this.#proceedings.journal.state;
  }

  /** Whether it has ended, though that may not be told yet. */
  get isOver(): boolean {
    return this.#proceedings.journal.head.phase === 'ended';
  }

  /** Four digits by which it is found until its end; null when the server had no more. */
  get pin(): string | null {
    return this.#pin;
  }

  /** Whether a participant may let others in; the leader always may. */
  invites(clientIndex: ClientIndex): boolean {
    return clientIndex === 0 || this.state.settings.invitations_allowed;
  }

  /** Begins the log. `answer` is called when that is kept, and before anyone is told of it. */
  open(settings: SessionSettings, rest: Promise<RestOfRecord>, answer?: () => void): Promise<void> {
    const begin = async () => {
      const {record, instance: owner} = this.#options;
      const {pin, secrets} = await rest;
      this.#pin = pin;
      const session = {...record, pin, secrets, owner};
      const {journal, entrance} = this.#proceedings;
      const created = journal.decide({name: 'create', args: {settings}}, 'room');
      if (isRefusal(created)) throw new Error(`Expected a new session, got: ${created.message}`);
      const kept = this.#proceedings.keep(created, answer && {first: answer}, {session});
      entrance.mind();
      await kept;
    };
    this.#opening = begin();
    return this.#opening;
  }

  /** Settles when its log has begun. */
  get opened(): Promise<void> {
    return this.#opening;
  }

  /** Takes up a session that was live when its server went. Answers with the way to have it go on. */
  async restore(claimed: ClaimedSession): Promise<() => void> {
    const {journal, entrance} = this.#proceedings;
    this.#pin = claimed.record.pin;
    await journal.restore(claimed);
    return () => {
      entrance.restore(claimed.seats);
      this.#proceedings.resume();
    };
  }

  /** Why someone could not come in like that now, if so. */
  refusalOf(entry: Entry): Promise<Refusal | undefined> {
    return this.#proceedings.entrance.refusalOf(entry);
  }

  /** Lets someone in, or has them wait. `answer` gets the state that the events, told after it, lead on from. */
  enter(line: Line, entry: Entry, answer: Answer): Promise<Refusal | undefined> {
    return this.#proceedings.entrance.enter(line, entry, answer);
  }

  /** Gives a seat back by its secret, from wherever it was taken before; `answer` comes before what was missed. */
  reenter(line: Line, token: string, lastNumber: number | undefined, answer: Answer): Promise<Refusal | undefined> {
    return this.#proceedings.entrance.reenter(line, token, lastNumber, answer);
  }

  /** A line is gone: whoever held it keeps the seat for the grace time. */
  drop(line: Line): void {
    this.#proceedings.entrance.drop(line);
  }

  /** Who sits on the seat that a token is for, or null. */
  whoHas(seatToken: string): ClientIndex | null {
    return this.#proceedings.entrance.whoHas(seatToken);
  }

  /** What the token of a seat is worth. */
  standingOf(seatToken: string): Standing {
    return this.#proceedings.entrance.standingOf(seatToken);
  }

  /** Decides what a participant asks for, does it, and tells everyone. Answers when that is done. */
  command(command: ParticipantCommand, by: ClientIndex): Promise<Answered> {
    return this.#carryOut(command, by);
  }

  /** The same for the operator of its space, who is not in it. */
  operate(command: OperatorCommand): Promise<Answered> {
    return this.#carryOut(command, 'room');
  }

  /** Passes a message of a page inside on to the page of its tab's owner. */
  async message(args: RoomCommands['message_from_page']): Promise<null | Refusal> {
    const outcome = await this.#proceedings.applied({name: 'message_from_page', args});
    return isRefusal(outcome) ? outcome : null;
  }

  /** Opens a tab for a file that a participant sent. */
  async share(url: string, by: ClientIndex): Promise<{ssid: Ssid} | null | Refusal> {
    const outcome = await this.#proceedings.applied({name: 'file_shared', args: {client_index: by, url}});
    return isRefusal(outcome) ? outcome : openedBy(outcome);
  }

  /** Why someone may not use a tab, or null. */
  mayInput(ssid: Ssid, by: ClientIndex, pastes = false): Refusal | null {
    const outcome = decide(this.state, {name: 'input', args: {ssid, pastes}}, by);
    return isRefusal(outcome) ? outcome : null;
  }

  /** Size of a tab, in CSS pixels. */
  sizeOf(ssid: Ssid): {readonly width: number; readonly height: number} {
    const {width, height} = this.#proceedings.sizes.of(ssid);
    return {width, height};
  }

  /** How long the requests that someone knows of still wait. */
  requestTimesFor(viewer: ClientIndex): readonly RequestTime[] {
    return this.#proceedings.requestTimesFor(viewer);
  }

  /** Passes a click, a key, text or an answer of the one in control on to a page. Nothing that is still to be told holds it up. */
  input(ssid: Ssid, input: Input | Reply | Drop | Pointing | Fit, by: ClientIndex): Refusal | null {
    if (input.type === 'fit') return this.#fit(ssid, input, by);
    if (input.type === 'point' || input.type === 'draw') return this.#point(ssid, input, by);
    const refusal = this.mayInput(ssid, by, input.type === 'paste');
    if (refusal) return refusal;
    this.#noteActivity();
    const {pages, pointers} = this.#proceedings;
    if (input.type === 'answer') return pages.answer(ssid, input.id, input.answer);
    if (input.type === 'mouse') pointers.point(ssid, by, {x: input.x, y: input.y});
    if (input.type === 'drop' ? pages.drop(ssid, input) : pages.input(ssid, input)) return null;
    return refuse('too_many', 'The page has not dealt with what came before. Go on when it has.');
  }

  /** Starts the pictures of a tab. */
  watch(ssid: Ssid, by: ClientIndex, send: (message: Uint8Array) => void): Viewing | Refusal {
    if (!findTab(this.state, ssid)) return unknownTab(ssid);
    const {watchings, pages, sizes} = this.#proceedings;
    return watchings.add(this.state, ssid, by, {
      pictures: () => pages.watch(ssid, send, () => sizes.isSharp(ssid, by)),
      masked: () => pages.readMasked(ssid, send),
    });
  }

  /** Does something when all is told that was decided so far. */
  inTurn<Result>(task: () => Result): Promise<Result> {
    return this.#proceedings.journal.keep<Result>([], {}, {last: task});
  }

  /** Settles when all is told that was decided so far, or cannot be any more. */
  settled(): Promise<void> {
    return this.#proceedings.journal.settled();
  }

  /** Ends the session, as when nobody is there; settles when everyone was told and hung up on. */
  async end(): Promise<void> {
    await this.opened;
    this.#proceedings.apply({name: 'expire', args: {}}, 'room');
    await this.settled();
    // That it is over may not have been kept.
    this.suspend();
    await this.#over.promise;
  }

  /** Lets everyone go for now, unless it is over: the session goes on when the server is started again. */
  suspend(): void {
    if (this.state.phase !== 'ended') this.#letGo(GOING_AWAY, new Error('The server is going down.'));
  }

  /** Settles when the pages of a session that is over are gone, and its files with them. */
  get closed(): Promise<unknown> {
    return Promise.all([this.#proceedings.pages.closed, this.#filesGone]);
  }

  #fit(ssid: Ssid, fit: Fit, by: ClientIndex): Refusal | null {
    if (!findTab(this.state, ssid)) return unknownTab(ssid);
    this.#proceedings.sizes.look(this.state, by, fit);
    return null;
  }

  #point(ssid: Ssid, pointing: Pointing, by: ClientIndex): Refusal | null {
    const refusal = refusedPointing(this.state, ssid, by, pointing.type);
    if (refusal) return refusal;
    const {pointers} = this.#proceedings;
    if (pointing.type === 'point') pointers.point(ssid, by, pointing.at);
    else {
      const {type: _, ...stroke} = pointing;
      if (!pointers.draw(ssid, {...stroke, by})) return refuse('too_many', 'Nobody draws that fast: draw slower.');
    }
    return null;
  }

  #carryOut(command: ParticipantCommand, by: By): Promise<Answered> {
    const {journal, pages} = this.#proceedings;
    const {args} = command;
    const ssid = ('ssid' in args ? args.ssid : undefined) ?? shownSsid(journal.head, by === 'room' ? null : by);
    const outcome = journal.decide(command, by);
    if (isRefusal(outcome)) return this.#proceedings.keep<Answered>([], {last: () => outcome});
    return this.#proceedings.keep<Answered>(outcome, {
      last: () => pages.carryOut(command, ssid) ?? openedBy(outcome),
    });
  }

  #end(): void {
    // Fails only when nothing can be kept any more.
    this.#filesGone = this.files.dispose().catch(() => {});
    const lines = this.#proceedings.clear();
    // Whoever asked for the end is answered first.
    setImmediate(() => {
      for (const line of lines) line.hangUp(SESSION_ENDED);
      this.#over.resolve();
    });
    this.#options.onGone(this);
  }

  #fail(error: Error): void {
    const {onFailed, onGone} = this.#options;
    if (error instanceof StaleAppendError) {
      this.#letGo(ELSEWHERE, error);
      onGone(this);
    } else onFailed(error);
  }

  /** People may know different things now, and one such session must not end the others: it is over. */
  #untold(error: Error): void {
    this.#options.log.error(
      {err: error, session: this.id},
      'What happened in a session cannot be told, so it is over.',
    );
    this.#proceedings.apply({name: 'expire', args: {}}, 'room');
    this.#proceedings.journal.stop(error);
    this.#end();
  }

  #letGo(reason: CloseReason, why: Error): void {
    this.#proceedings.journal.stop(why);
    this.files.close();
    for (const line of this.#proceedings.clear()) line.hangUp(reason);
    this.#over.resolve();
  }

  #noteActivity(): void {
    const now = performance.now();
    if (now - this.#activeAt < ACTIVITY_PAUSE) return;
    this.#activeAt = now;
    this.#proceedings.apply({name: 'active', args: {}}, 'room');
  }
}

function unknownTab(ssid: Ssid): Refusal {
  return refuse('unknown_tab', `Expected the ssid of an open tab, got ${ssid}.`);
}

/** The tab that was opened, if one was. */
function openedBy(events: readonly SessionEvent[]): {ssid: Ssid} | null {
  const opened = events.find((event) => event.name === 'tab_opened');
  return opened ? {ssid: opened.payload.ssid} : null;
}
