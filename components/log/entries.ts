import {EVENT_NAMES, type Session, type SessionEventName} from '../../src/client/index.ts';

/** Something that happened, as this participant was told it. */
export interface Entry {
  readonly id: number;
  readonly at: Date;
  readonly name: SessionEventName;
  /** What came with it, as JSON in one line. */
  readonly json: string;
  readonly payload: unknown;
}

/** How many are kept: the oldest go first. */
export const MOST = 1000;

/** The newest of all events of a session. */
export class Entries {
  readonly #changed: () => void;
  #last = 0;
  #all: Entry[] = [];

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** In the order in which they happened. */
  get all(): readonly Entry[] {
    return this.#all;
  }

  /** How many there were, those included that are gone. */
  get count(): number {
    return this.#last;
  }

  listen(session: Session, signal: AbortSignal): void {
    for (const name of EVENT_NAMES) session.on(name, (_, payload) => this.#add(name, payload), {signal});
  }

  clear(): void {
    this.#all = [];
    this.#last = 0;
    this.#changed();
  }

  /** Those that have all of these words in their name or payload. */
  find(words: string): readonly Entry[] {
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    if (wanted.length === 0) return this.#all;
    return this.#all.filter(({name, json}) => {
      const text = `${name} ${json}`.toLowerCase();
      return wanted.every((word) => text.includes(word));
    });
  }

  #add(name: SessionEventName, payload: object): void {
    this.#last += 1;
    this.#all.push({id: this.#last, at: new Date(), name, json: JSON.stringify(payload), payload});
    // Not one by one: events come in bursts.
    if (this.#all.length > MOST * 1.25) this.#all = this.#all.slice(-MOST);
    this.#changed();
  }
}
