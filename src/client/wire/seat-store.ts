/** What it takes to take a seat again after the page was loaded anew. */
export interface KeptSeat {
  readonly sessionId: string;
  readonly invite: string;
  readonly seatToken: string;
  /** Where a window of the session was: a selector, or `window` for a place of its own. Left out, there was none. */
  readonly target?: string | undefined;
}

/** Keeps a seat while the browser tab lives. Where storage is denied or full, nothing is kept and nothing breaks. */
export class SeatStore {
  readonly #key: string | undefined;

  constructor(key: string | undefined) {
    this.#key = key;
  }

  /** The seat that was kept, or null. */
  read(): KeptSeat | null {
    return this.#attempt((key) => JSON.parse(sessionStorage.getItem(key) ?? 'null')) ?? null;
  }

  write(seat: KeptSeat): void {
    this.#attempt((key) => sessionStorage.setItem(key, JSON.stringify(seat)));
  }

  clear(): void {
    this.#attempt((key) => sessionStorage.removeItem(key));
  }

  #attempt<T>(task: (key: string) => T): T | undefined {
    try {
      return this.#key === undefined ? undefined : task(this.#key);
    } catch {
      return undefined;
    }
  }
}
