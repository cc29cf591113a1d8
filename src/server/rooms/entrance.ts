import type {RoomCommand} from '../../model/commands.ts';
import type {ClientIndex, SessionEvent, UserData} from '../../model/events.ts';
import {isRefusal, newcomerOf, type Outcome} from '../../model/outcome.ts';
import {projectState} from '../../model/project.ts';
import {type Refusal, refuse} from '../../model/refusals.ts';
import {findParticipant, type Role, type SessionState} from '../../model/state.ts';
import type {Joined, Waits} from '../../protocol/rpc.ts';
import type {SeatRecord} from '../storage/store.ts';
import {Audience, type Present} from './audience.ts';
import {consequencesOf} from './consequences.ts';
import {Countdown} from './countdown.ts';
import type {Extras, Journal, Telling} from './journal.ts';
import type {Line} from './line.ts';
import type {Room} from './room.ts';
import type {RoomTimes} from './room-options.ts';
import {subjectOf, unwanted} from './seat-events.ts';
import {recordOf, type Seat, Seats, type Standing} from './seats.ts';

const OVER = refuse('session_ended', 'The session has ended.');

/** Answers whoever comes in. */
export type Answer = (joined: Joined | Waits) => void;

/** How someone comes in. */
export interface Entry {
  readonly userData: UserData;
  /** With the link to the leader's seat. */
  readonly leader?: boolean;
  /** With the link that lets each browser in once: the secret of theirs. */
  readonly browser?: string;
  /** What they are to the space; guests if left out. */
  readonly role?: Role;
  /** Whether it is proven who they are. */
  readonly verified?: boolean;
  /** Addresses to open as soon as they are in. */
  readonly urls?: readonly string[];
}

/** How long the link to the leader's seat can be used at least, in milliseconds. */
const CLAIM = 30_000;

const HOUR = 3_600_000;

/** What an entrance needs of its room. */
export interface House {
  readonly room: Room;
  readonly journal: Journal;
  readonly times: RoomTimes;
  /** Decides and keeps it. */
  apply(command: RoomCommand): Outcome;
  keep(events: readonly SessionEvent[], telling: Telling<void>, extras?: Extras): Promise<void>;
}

/**
 * Lets people into a session: gives seats, keeps them for those who are away, and has others wait. Who has which seat
 * is decided at once, as everything else; they are told when it is kept.
 */
export class Entrance {
  readonly #house: House;
  readonly #seats = new Seats();
  readonly #audience: Audience;
  readonly #empty = new Countdown(() => this.#house.room.end());
  readonly #late = new Countdown(() => this.#house.room.end());
  readonly #claim = new Countdown(() => {
    this.#claimable = false;
  });
  #claimable = true;
  #closed = false;

  constructor(house: House, creator: Line | null) {
    this.#house = house;
    this.#audience = new Audience(creator);
  }

  /** Everyone who can be told something, with whom they are told it as: null for those who are not in. */
  get audience(): Iterable<{viewer: ClientIndex | null; line: Line}> {
    return this.#audience;
  }

  /** Why someone could not come in like that now, if so. */
  async refusalOf(entry: Entry): Promise<Refusal | undefined> {
    const found = this.#find(entry);
    return 'refused' in found ? this.#refuse(found) : undefined;
  }

  /** Gives someone a seat, or the one they have by the same link; or has them wait. */
  async enter(line: Line, entry: Entry, answer: Answer): Promise<Refusal | undefined> {
    const found = this.#find(entry);
    if ('holder' in found) return this.#retake(line, found, {token: this.#seats.renew(found), renewed: true}, answer);
    if (isRefusal(found)) return this.#refuse(found);
    const {browser, urls = []} = entry;
    const clientIndex = newcomerOf(found);
    const waiting = found[0]?.name === 'admission_requested';
    const {token} = this.#seats.add({clientIndex, holder: line, waiting, browser, urls});
    const kept = this.#house.keep(found, {first: () => this.#sit(line, {clientIndex, token, waiting}, answer)});
    this.mind();
    await kept;
    return undefined;
  }

  /** Takes a seat again, from wherever it was taken before; `answer` comes before what was missed. */
  async reenter(
    line: Line,
    token: string,
    lastNumber: number | undefined,
    answer: Answer,
  ): Promise<Refusal | undefined> {
    if (this.#house.journal.head.phase === 'ended') return this.#refuse(OVER);
    const seat = this.#seats.byToken(token);
    if (seat) return this.#retake(line, seat, {token, lastNumber}, answer);
    return this.#refuse(this.#seats.refusalOf(token));
  }

  /** Who sits on the seat that a token is for, or null. */
  whoHas(token: string): ClientIndex | null {
    const seat = this.#seats.byToken(token);
    return seat && !seat.waiting ? seat.clientIndex : null;
  }

  standingOf(token: string): Standing {
    return this.#seats.standingOf(token);
  }

  /** A line is gone: whoever held it keeps the seat for the grace time. */
  drop(line: Line): void {
    if (this.#closed) return;
    this.#audience.drop(line);
    const seat = this.#seats.heldBy(line);
    if (seat) this.#leaveEmpty(seat);
    this.mind();
  }

  /** Puts back the seats of those who were there before the server was started again, and waits for them. */
  restore(records: readonly SeatRecord[]): void {
    for (const record of records) this.#leaveEmpty(this.#seats.restore(record));
    this.mind();
  }

  /** What becomes of seats by what was decided. */
  foresee(events: readonly SessionEvent[]): Extras {
    return this.#seats.follow(events);
  }

  /** What comes of it that people come in. */
  consequences(events: readonly SessionEvent[]): SessionEvent[] {
    return consequencesOf(events, this.#house.journal.head, this.#seats);
  }

  /** Someone who waited is let in with the event that comes next. */
  expect({name, payload}: SessionEvent, before: SessionState, number: number): void {
    const admitted = name === 'participant_joined' ? this.#audience.admit(payload.clientIndex) : undefined;
    admitted?.line.admit(this.#joined(admitted.present, before, number));
  }

  /** Hangs up on those of whom the event says that they are not wanted. */
  follow(event: SessionEvent): void {
    const reason = unwanted(event);
    if (reason) this.#audience.expel(subjectOf(event)!, reason);
  }

  /** Ends the session when nobody is there for too long or it lasts for too long, and the leader's link when nobody claims it. */
  mind(): void {
    const {journal, times} = this.#house;
    const {leaderJoined, participants, settings, phase} = journal.head;
    const over = this.#closed || phase === 'ended' || journal.decided === 0;
    const made = this.#audience.hasCreator;
    const here = participants.some(({clientIndex}) => this.#seats.find(clientIndex)?.holder);
    const {startedAt} = journal;
    const latest = (startedAt ?? 0) + settings.max_session_duration * HOUR;
    this.#late.while(!over && startedAt !== null, Math.max(0, latest - Date.now()));
    const waits = settings.empty_session_timeout * 1000;
    this.#empty.while(!over && !made && !here, times.empty ?? waits);
    // Whoever has a session wait for people for an hour has an hour to send them its links.
    this.#claim.while(!over && !made && !leaderJoined, times.claim ?? Math.max(CLAIM, waits));
  }

  /** Lets everyone go. Hands back the lines that are still open. */
  clear(): Line[] {
    this.#closed = true;
    this.#seats.clear();
    this.mind();
    return this.#audience.dismiss();
  }

  /** The seat that someone has by the same link, or what comes of it that they get one. */
  #find({leader = false, browser, role, verified, userData}: Entry): Seat | Outcome {
    const {journal} = this.#house;
    if (journal.head.phase === 'ended') return OVER;
    const held = leader ? this.#seats.find(0) : browser && this.#seats.byBrowser(browser);
    if (held) return held;
    if (leader && !this.#claimable)
      return refuse('expired_link', 'This link to the leader’s seat was not used in time.');
    const args = {leader, user_data: userData, ...(role && {role}), ...(verified && {verified})};
    return journal.decide({name: 'join', args}, 'room');
  }

  /** It may be for something that nobody was told yet. */
  async #refuse(refusal: Refusal): Promise<Refusal> {
    await this.#house.journal.settled();
    return refusal;
  }

  async #retake(
    line: Line,
    seat: Seat,
    by: {token: string; renewed?: true; lastNumber?: number | undefined},
    answer: Answer,
  ): Promise<undefined> {
    const {clientIndex} = seat;
    if (seat.grace) clearTimeout(seat.grace);
    Object.assign(seat, {grace: null, holder: line});
    this.mind();
    const {journal, keep} = this.#house;
    const outcome = journal.decide({name: 'set_online', args: {client_index: clientIndex, online: true}}, 'room');
    // Those who wait are not online.
    const events = isRefusal(outcome) ? [] : outcome;
    const first = () => {
      const waiting = !findParticipant(journal.state, clientIndex);
      this.#sit(line, {clientIndex, token: by.token, waiting}, answer, by.lastNumber);
    };
    await keep(events, {first}, by.renewed ? {seats: [recordOf(seat)]} : {});
  }

  /** Someone has a seat, and everyone else is told right after. */
  #sit(line: Line, present: Present, answer: Answer, lastNumber?: number): void {
    const {clientIndex, token, waiting} = present;
    const {log, state} = this.#house.journal;
    const joined = () => this.#joined(present, state, log.number);
    this.#audience.clear(line, clientIndex);
    // They went while it was kept: their seat is empty already.
    if (!line.isOpen) return;
    this.#audience.seat(line, present);
    if (waiting) answer({waiting: true, client_index: clientIndex, seat_token: token});
    else if (lastNumber === undefined || !log.reachesBack(lastNumber, clientIndex)) answer(joined());
    else {
      answer({...joined(), number: lastNumber, snapshot: null});
      const {fileLinks} = this.#house.room;
      for (const missed of log.after(lastNumber, clientIndex)) {
        line.tell(fileLinks.tell(missed.event, clientIndex), missed.number);
      }
    }
  }

  #leaveEmpty(seat: Seat): void {
    const client_index = seat.clientIndex;
    seat.holder = null;
    seat.grace = setTimeout(() => {
      const outcome = this.#house.apply({name: 'leave', args: {client_index}});
      if (isRefusal(outcome)) this.#seats.remove(seat);
    }, this.#house.times.grace);
    // Those who wait are not online.
    this.#house.apply({name: 'set_online', args: {client_index, online: false}});
  }

  #joined({clientIndex, token}: Present, state: SessionState, number: number): Joined {
    const {room} = this.#house;
    const leads = clientIndex === 0;
    const invites = room.invites(clientIndex);
    return {
      client_index: clientIndex,
      seat_token: token,
      invite: invites ? room.invite : '',
      follower_token: invites ? room.followerToken : '',
      ...(leads && {leader_token: room.leaderToken}),
      pin: invites ? room.pin : null,
      number,
      snapshot: projectState(state, clientIndex),
    };
  }
}
