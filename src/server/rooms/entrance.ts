import type {RoomCommand} from '../../model/commands.ts';
import {decide} from '../../model/decide.ts';
import type {ClientIndex, SessionEvent, UserData} from '../../model/events.ts';
import {isRefusal, type Outcome} from '../../model/outcome.ts';
import {projectState} from '../../model/project.ts';
import {type Refusal, type RefusalCode, refuse} from '../../model/refusals.ts';
import type {Role, SessionState} from '../../model/state.ts';
import {type CloseReason, NOT_ADMITTED, OTHER_CONNECTION, REMOVED} from '../../protocol/close-codes.ts';
import type {Joined, Waits} from '../../protocol/rpc.ts';
import {Countdown} from './countdown.ts';
import type {Line} from './line.ts';
import type {EventLog} from './log.ts';
import type {Room, RoomTimes} from './room.ts';
import {type Seat, Seats} from './seats.ts';

/** Answers whoever comes in. */
export type Answer = (seat: Seat, joined: Joined | Waits) => void;

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

/** What an entrance needs of its room. */
export interface House {
  readonly room: Room;
  readonly log: EventLog;
  readonly times: RoomTimes;
  apply(command: RoomCommand): Outcome;
  commit(events: readonly SessionEvent[]): void;
}

/** Lets people into a session: gives seats, keeps them for those who are away, and has others wait. */
export class Entrance {
  readonly #house: House;
  readonly #seats = new Seats();
  /** Lines of those who made the session and have not joined. */
  readonly #outside = new Set<Line>();
  /** Why seats are not to be had any more, by their secrets. */
  readonly #gone = new Map<string, Refusal>();
  readonly #empty = new Countdown(() => this.#house.room.end());
  readonly #claim = new Countdown(() => {
    this.#claimable = false;
  });
  #claimable = true;

  constructor(house: House, creator: Line | null) {
    this.#house = house;
    if (creator) this.#outside.add(creator);
  }

  /** Everyone who can be told something, with whom they are told it as: null for those who are not in. */
  *listeners(): Generator<{viewer: ClientIndex | null; line: Line}> {
    yield* this.#seats.connected();
    for (const line of this.#outside) yield {viewer: null, line};
  }

  /** Gives someone a seat, or the one they have by the same link; or has them wait. */
  enter(line: Line, entry: Entry, answer: Answer): Refusal | undefined {
    const {leader = false, browser, role, verified, userData, urls = []} = entry;
    const held = leader ? this.#seats.find(0) : browser && this.#seats.byBrowser(browser);
    if (held) {
      this.#seats.renew(held);
      this.#retake(line, held, undefined, answer);
      return undefined;
    }
    if (leader && !this.#claimable)
      return refuse('expired_link', 'This link to the leader’s seat was not used in time.');

    const before = this.#house.room.state;
    const args = {leader, user_data: userData, ...(role && {role}), ...(verified && {verified})};
    const outcome = decide(before, {name: 'join', args}, 'room');
    if (isRefusal(outcome)) return outcome;
    const [first] = outcome;
    if (first?.name !== 'participant_joined' && first?.name !== 'admission_requested') {
      throw new Error('Expected someone who comes in to be a participant, or to wait.');
    }
    const waiting = first.name === 'admission_requested';
    const seat = this.#seats.add({clientIndex: first.payload.clientIndex, line, waiting, browser, urls});
    this.#outside.delete(line);
    answer(seat, waiting ? waits(seat) : this.#joined(seat, before));
    this.#house.commit(outcome);
    this.mind();
    return undefined;
  }

  /** Takes a seat again, from wherever it was taken before; `answer` comes before what was missed. */
  reenter(line: Line, token: string, lastNumber: number | undefined, answer: Answer): Refusal | undefined {
    const seat = this.#seats.byToken(token);
    if (seat) {
      this.#retake(line, seat, lastNumber, answer);
      return undefined;
    }
    const lost = refuse('seat_lost', 'This seat was given up after too long a time away: join anew.');
    return this.#gone.get(token) ?? lost;
  }

  /** Who sits on the seat that a token is for, or null. */
  whoHas(token: string): ClientIndex | null {
    const seat = this.#seats.byToken(token);
    return seat && !seat.waiting ? seat.clientIndex : null;
  }

  /** A line is gone: whoever held it keeps the seat for the grace time. */
  drop(line: Line, seat: Seat | null): void {
    this.#outside.delete(line);
    if (seat?.line === line) {
      seat.line = null;
      const client_index = seat.clientIndex;
      seat.grace = setTimeout(() => {
        this.#seats.remove(seat);
        this.#house.apply({name: 'leave', args: {client_index}});
      }, this.#house.times.grace);
      if (!seat.waiting) this.#house.apply({name: 'set_online', args: {client_index, online: false}});
    }
    this.mind();
  }

  /** Someone who waited is let in with the event that comes next. */
  expect({name, payload}: SessionEvent): void {
    if (name !== 'participant_joined') return;
    const seat = this.#seats.find(payload.clientIndex);
    if (!seat?.waiting) return;
    seat.waiting = false;
    seat.line?.admit(this.#joined(seat, this.#house.room.state));
  }

  /** Hangs up on those of whom the event says that they are not wanted. */
  follow({name, payload}: SessionEvent): void {
    if (name === 'admission_refused') this.#expel(payload.clientIndex, 'not_admitted', NOT_ADMITTED);
    else if (name === 'participant_left' && payload.removed) this.#expel(payload.clientIndex, 'removed', REMOVED);
  }

  /** Opens the pages that people brought along who are in now. */
  settle(events: readonly SessionEvent[]): void {
    for (const {name, payload} of events) {
      const seat = name === 'participant_joined' ? this.#seats.find(payload.clientIndex) : undefined;
      // What they may not open stays closed; they are in all the same.
      for (const url of seat?.urls ?? []) this.#house.room.command({name: 'open_tab', args: {url}}, seat!.clientIndex);
    }
  }

  /** Ends the session when nobody is there for too long, and the leader's link when nobody claims it. */
  mind(): void {
    const {room, times} = this.#house;
    const {phase, leaderJoined, participants, settings} = room.state;
    const made = this.#outside.size > 0;
    const here = participants.some(({clientIndex}) => this.#seats.find(clientIndex)?.line);
    const ended = phase === 'ended';
    this.#empty.while(!ended && !made && !here, times.empty ?? settings.empty_session_timeout * 1000);
    this.#claim.while(!ended && !made && !leaderJoined, times.claim);
  }

  /** Lets everyone go. Hands back the lines that are still open. */
  clear(): Line[] {
    const lines = [...this.#seats.clear(), ...this.#outside];
    this.#outside.clear();
    this.mind();
    return lines;
  }

  #retake(line: Line, seat: Seat, lastNumber: number | undefined, answer: Answer): void {
    if (seat.grace) clearTimeout(seat.grace);
    seat.grace = null;
    if (seat.line !== line) seat.line?.hangUp(OTHER_CONNECTION);
    this.#outside.delete(line);
    if (seat.waiting) answer(seat, waits(seat));
    else this.#catchUp(line, seat, lastNumber, answer);
    seat.line = line;
    this.mind();
    if (seat.waiting) return;
    this.#house.apply({name: 'set_online', args: {client_index: seat.clientIndex, online: true}});
  }

  #catchUp(line: Line, seat: Seat, lastNumber: number | undefined, answer: Answer): void {
    const {log, room} = this.#house;
    if (lastNumber === undefined || !log.reachesBack(lastNumber)) {
      answer(seat, this.#joined(seat, room.state));
      return;
    }
    answer(seat, {...this.#joined(seat, room.state), number: lastNumber, snapshot: null});
    for (const missed of log.after(lastNumber, seat.clientIndex)) line.tell(missed.event, missed.number);
  }

  #expel(clientIndex: ClientIndex, code: RefusalCode, why: CloseReason): void {
    const seat = this.#seats.find(clientIndex);
    if (!seat) return;
    this.#seats.remove(seat);
    this.#gone.set(seat.token, refuse(code, why.reason));
    seat.line?.hangUp(why);
  }

  #joined({clientIndex, token}: Seat, state: SessionState): Joined {
    const {room, log} = this.#house;
    const leads = clientIndex === 0;
    const invites = room.invites(clientIndex);
    return {
      client_index: clientIndex,
      seat_token: token,
      invite: invites ? room.invite : '',
      follower_token: invites ? room.followerToken : '',
      ...(leads && {leader_token: room.leaderToken}),
      pin: invites ? room.pin : null,
      number: log.number,
      snapshot: projectState(state, clientIndex),
    };
  }
}

function waits({clientIndex, token}: Seat): Waits {
  return {waiting: true, client_index: clientIndex, seat_token: token};
}
