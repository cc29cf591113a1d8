import {randomInt} from 'node:crypto';
import type {Room} from './room.ts';

/** How many there are of four digits. */
const ALL = 10_000;

/** The PINs of the sessions that live on a server: no two have the same. */
export class Pins {
  readonly #rooms = new Map<string, Room>();

  /** Gives a session four digits that no other has, or null when all are given. */
  take(room: Room): string | null {
    if (this.#rooms.size === ALL) return null;
    const start = randomInt(ALL);
    for (let step = 0; ; step++) {
      const pin = String((start + step) % ALL).padStart(4, '0');
      if (this.#rooms.has(pin)) continue;
      this.#rooms.set(pin, room);
      return pin;
    }
  }

  /** The session that has that PIN, or undefined. */
  find(pin: string): Room | undefined {
    return this.#rooms.get(pin);
  }

  /** The session needs its PIN no more. */
  release(pin: string | null): void {
    if (pin !== null) this.#rooms.delete(pin);
  }
}
