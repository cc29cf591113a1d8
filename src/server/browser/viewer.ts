import {FRAMES_IN_FLIGHT} from '../../protocol/rpc.ts';

/** Which pictures someone gets: the best, or those that are light while a page moves. */
export type Tier = 'full' | 'light';

/** Fewer pictures a second than this, with all that may be under way there, are too few: lighter ones come faster. */
const TOO_FEW = 8;

/** How long someone waits for a picture to be painted, in all, before it is known how fast that goes. Milliseconds. */
const PROOF = 2000;

/** The most that one picture counts for: someone was away, such as with a computer that slept. Milliseconds. */
const AWAY = 1000;

/** How many light pictures someone takes with ease before the best are tried again: twice as many after each time. */
const TRIAL = {first: 100, most: 6400};

/** The share of pictures that find no room for another one after them, with someone who takes them with ease. */
const EASE = 0.1;

/** One who watches a tab: gets as many pictures as it can paint, and always the latest. */
export class Viewer {
  /** The pictures that are right for it, as far as is known. */
  tier: Tier = 'full';
  readonly #send: (message: Uint8Array) => void;
  readonly #now: () => number;
  #inFlight = 0;
  /** The latest picture, while the viewer was too busy to take it. */
  #waiting: Uint8Array | null = null;
  #trial = TRIAL.first;
  /** How many were painted since it was judged. */
  #shown = 0;
  /** How many of them while there was no room for another, how long that took in all, and since when there is none. */
  #busy = {shown: 0, time: 0, since: 0};

  /** @param now - the clock, in milliseconds */
  constructor(send: (message: Uint8Array) => void, now: () => number = () => performance.now()) {
    this.#send = send;
    this.#now = now;
  }

  /** Whether another picture would be sent at once. */
  get ready(): boolean {
    return this.#inFlight < FRAMES_IN_FLIGHT;
  }

  /** Sends the picture, or keeps it in place of an older one until there is room. */
  offer(message: Uint8Array): void {
    if (!this.ready) {
      this.#waiting = message;
      return;
    }
    this.#inFlight++;
    if (!this.ready) this.#busy.since = this.#now();
    this.#send(message);
  }

  /** One of the pictures under way was painted. */
  shown(): void {
    if (this.#inFlight === 0) return;
    this.#shown++;
    if (!this.ready) {
      this.#busy.shown++;
      this.#busy.time += Math.min(AWAY, this.#now() - this.#busy.since);
    }
    this.#inFlight--;
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting) this.offer(waiting);
    this.#judge();
  }

  /** Who takes nothing at all is never judged: pictures of another kind would be for nobody. */
  #judge(): void {
    const {shown, time, since} = this.#busy;
    if (this.tier === 'full') {
      if (time < PROOF) return;
      if ((shown * 1000) / time < TOO_FEW) this.tier = 'light';
    } else {
      if (this.#shown < this.#trial) return;
      if (shown < this.#shown * EASE) {
        this.tier = 'full';
        this.#trial = Math.min(TRIAL.most, this.#trial * 2);
      }
    }
    this.#shown = 0;
    this.#busy = {shown: 0, time: 0, since};
  }
}
