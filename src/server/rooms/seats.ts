import type {ClientIndex} from '../../model/events.ts';
import type {Line} from './line.ts';
import {newSecret, sameSecret} from './secrets.ts';

/** A participant's place: it outlives the connection for the grace time. */
export interface Seat {
  readonly clientIndex: ClientIndex;
  /** Secret with which the seat is taken again. */
  readonly token: string;
  line: Line | null;
  /** Runs while the line is gone. */
  grace: NodeJS.Timeout | null;
}

/** Who sits where in a session. */
export class Seats {
  readonly #seats = new Map<ClientIndex, Seat>();

  /** Those who can be told something now. */
  *connected(): Generator<{clientIndex: ClientIndex; line: Line}> {
    for (const {clientIndex, line} of this.#seats.values()) if (line) yield {clientIndex, line};
  }

  add(clientIndex: ClientIndex, line: Line): Seat {
    const seat: Seat = {clientIndex, token: newSecret(), line, grace: null};
    this.#seats.set(clientIndex, seat);
    return seat;
  }

  byToken(token: string): Seat | undefined {
    return [...this.#seats.values()].find((seat) => sameSecret(seat.token, token));
  }

  remove(clientIndex: ClientIndex): void {
    this.#seats.delete(clientIndex);
  }

  /** Empties all seats and hands back the lines that are still open. */
  clear(): Line[] {
    const lines = [...this.connected()].map(({line}) => line);
    for (const seat of this.#seats.values()) if (seat.grace) clearTimeout(seat.grace);
    this.#seats.clear();
    return lines;
  }
}
