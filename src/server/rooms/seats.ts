import type {ClientIndex, SessionEvent} from '../../model/events.ts';
import {type Refusal, refuse} from '../../model/refusals.ts';
import {REMOVED} from '../../protocol/close-codes.ts';
import type {SeatRecord} from '../storage/store.ts';
import type {Line} from './line.ts';
import {subjectOf, unwanted} from './seat-events.ts';
import {hashOf, newSecret, sameSecret} from './secrets.ts';

const LOST = refuse('seat_lost', 'This seat was given up after too long a time away: join anew.');

/** A participant's place, or that of someone who waits: it outlives the connection for the grace time. */
export interface Seat {
  readonly clientIndex: ClientIndex;
  /** Of the secret with which the seat is taken again. */
  tokenHash: string;
  /** Whose it is: whoever came last. They may not have been told yet. */
  holder: Line | null;
  /** Runs while nobody holds it. */
  grace: NodeJS.Timeout | null;
  /** Whether they still have to be let in. */
  waiting: boolean;
  /** Of the secret of the browser that has no other seat by the follower link. */
  readonly browserHash: string | null;
  /** Addresses to open as soon as they are in. */
  urls: readonly string[];
}

/** Whether the token of a seat is of one that is there, of one that is not any more, or of none. */
export type Standing = 'there' | 'over' | 'none';

/** Who sits where in a session, as it was decided. */
export class Seats {
  readonly #seats = new Map<ClientIndex, Seat>();
  /** Why tokens that were of a seat give none any more, by their hashes. */
  readonly #gone = new Map<string, Refusal>();

  /** Makes a seat, and the secret with which it is taken again. */
  add(seat: Pick<Seat, 'clientIndex' | 'holder' | 'waiting' | 'urls'> & {browser: string | undefined}): {
    seat: Seat;
    token: string;
  } {
    const {browser, ...place} = seat;
    const browserHash = browser === undefined ? null : hashOf(browser);
    const added: Seat = {...place, browserHash, tokenHash: '', grace: null};
    this.#seats.set(seat.clientIndex, added);
    return {seat: added, token: this.renew(added)};
  }

  /** Puts a seat back that was kept. */
  restore(record: SeatRecord): Seat {
    const seat: Seat = {...record, holder: null, grace: null};
    this.#seats.set(seat.clientIndex, seat);
    return seat;
  }

  find(clientIndex: ClientIndex): Seat | undefined {
    return this.#seats.get(clientIndex);
  }

  heldBy(line: Line): Seat | undefined {
    return [...this.#seats.values()].find(({holder}) => holder === line);
  }

  byToken(token: string): Seat | undefined {
    const hash = hashOf(token);
    return [...this.#seats.values()].find(({tokenHash}) => sameSecret(tokenHash, hash));
  }

  byBrowser(browser: string): Seat | undefined {
    const hash = hashOf(browser);
    return [...this.#seats.values()].find(({browserHash}) => browserHash !== null && sameSecret(browserHash, hash));
  }

  /** Makes the seat another secret's, so that whoever had it cannot take it back. */
  renew(seat: Seat): string {
    if (seat.tokenHash) this.#gone.set(seat.tokenHash, LOST);
    const token = newSecret();
    seat.tokenHash = hashOf(token);
    return token;
  }

  /** Takes in what was decided. Answers with the seats that are other than they were. */
  follow(events: readonly SessionEvent[]): {seats?: SeatRecord[]; seatsGone?: ClientIndex[]} {
    const seats: SeatRecord[] = [];
    const seatsGone: ClientIndex[] = [];
    for (const event of events) {
      const seat = this.#seats.get(subjectOf(event) ?? Number.NaN);
      if (!seat) continue;
      if (event.name === 'participant_joined') Object.assign(seat, {waiting: false, urls: []});
      if (event.name === 'participant_joined' || event.name === 'admission_requested') {
        seats.push(recordOf(seat));
        continue;
      }
      seatsGone.push(seat.clientIndex);
      this.remove(seat);
      const why = unwanted(event);
      const code = why === REMOVED ? 'removed' : 'not_admitted';
      this.#gone.set(seat.tokenHash, why ? refuse(code, why.reason) : LOST);
    }
    return {...(seats.length && {seats}), ...(seatsGone.length && {seatsGone})};
  }

  standingOf(token: string): Standing {
    if (this.byToken(token)) return 'there';
    return this.#gone.has(hashOf(token)) ? 'over' : 'none';
  }

  /** Why there is no seat by a token that once may have had one. */
  refusalOf(token: string): Refusal {
    return this.#gone.get(hashOf(token)) ?? LOST;
  }

  remove({clientIndex, grace}: Seat): void {
    if (grace) clearTimeout(grace);
    this.#seats.delete(clientIndex);
  }

  /** Empties all seats. */
  clear(): void {
    for (const seat of [...this.#seats.values()]) this.remove(seat);
  }
}

/** A seat as it is kept. */
export function recordOf({clientIndex, tokenHash, browserHash, waiting, urls}: Seat): SeatRecord {
  return {clientIndex, tokenHash, browserHash, waiting, urls};
}
