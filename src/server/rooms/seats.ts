import type {ClientIndex} from '../../model/events.ts';
import type {Line} from './line.ts';
import {newSecret, sameSecret} from './secrets.ts';

/** A participant's place, or that of someone who waits: it outlives the connection for the grace time. */
export interface Seat {
  readonly clientIndex: ClientIndex;
  /** Secret with which the seat is taken again. */
  token: string;
  line: Line | null;
  /** Runs while the line is gone. */
  grace: NodeJS.Timeout | null;
  /** Whether they still have to be let in. */
  waiting: boolean;
  /** Secret of the browser that has no other seat by the follower link. */
  readonly browser: string | undefined;
  /** Addresses to open as soon as they are in. */
  readonly urls: readonly string[];
}

/** Who sits where in a session. */
export class Seats {
  readonly #seats = new Map<ClientIndex, Seat>();

  /** Those who can be told something now; `viewer` is null for those who wait. */
  *connected(): Generator<{viewer: ClientIndex | null; line: Line}> {
    for (const {clientIndex, line, waiting} of this.#seats.values()) {
      if (line) yield {viewer: waiting ? null : clientIndex, line};
    }
  }

  add(seat: Pick<Seat, 'clientIndex' | 'line' | 'waiting' | 'browser' | 'urls'>): Seat {
    const added: Seat = {...seat, token: newSecret(), grace: null};
    this.#seats.set(seat.clientIndex, added);
    return added;
  }

  find(clientIndex: ClientIndex): Seat | undefined {
    return this.#seats.get(clientIndex);
  }

  byToken(token: string): Seat | undefined {
    return [...this.#seats.values()].find((seat) => sameSecret(seat.token, token));
  }

  byBrowser(browser: string): Seat | undefined {
    return [...this.#seats.values()].find((seat) => seat.browser !== undefined && sameSecret(seat.browser, browser));
  }

  /** Makes the seat another secret's, so that whoever had it cannot take it back. */
  renew(seat: Seat): void {
    seat.token = newSecret();
  }

  remove({clientIndex, grace}: Seat): void {
    if (grace) clearTimeout(grace);
    this.#seats.delete(clientIndex);
  }

  /** Empties all seats and hands back the lines that are still open. */
  clear(): Line[] {
    const lines = [...this.connected()].map(({line}) => line);
    for (const seat of [...this.#seats.values()]) this.remove(seat);
    return lines;
  }
}
