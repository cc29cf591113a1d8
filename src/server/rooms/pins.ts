import {randomInt} from 'node:crypto';

/** How many there are of four digits. */
const ALL = 10_000;

/** The PINs of the sessions that live on a server: no two have the same. */
export class Pins {
  /** Ids of sessions, by their PINs. */
  readonly #sessions = new Map<string, string>();

  /** Gives a session four digits that no other has, or null when all are given. */
  take(sessionId: string): string | null {
    if (this.#sessions.size === ALL) return null;
    const start = randomInt(ALL);
    for (let step = 0; ; step++) {
      const pin = String((start + step) % ALL).padStart(4, '0');
      if (this.#sessions.has(pin)) continue;
      this.#sessions.set(pin, sessionId);
      return pin;
    }
  }

  /** Gives a session the PIN back that it had. */
  restore(pin: string | null, sessionId: string): void {
    if (pin !== null) this.#sessions.set(pin, sessionId);
  }

  /** Id of the session that has that PIN, or undefined. */
  find(pin: string): string | undefined {
    return this.#sessions.get(pin);
  }

  /** The session needs its PIN no more. */
  release(pin: string | null): void {
    if (pin !== null) this.#sessions.delete(pin);
  }
}
