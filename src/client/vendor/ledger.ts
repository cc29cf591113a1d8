import type {ToldEvent} from '../../model/events.ts';
import {evolve} from '../../model/evolve.ts';
import {DEFAULT_SETTINGS, type SessionSettings, withSettings} from '../../model/settings.ts';
import {INITIAL_STATE, type SessionState} from '../../model/state.ts';
import {lateError} from './time.ts';

/** How many events are kept for those who wait for one. */
const RECENT = 100;

/** What was told of a session, what is true after it, and who waits for something to become true. */
export class Ledger {
  readonly #told: (event: ToldEvent) => void;
  readonly #checks = new Set<() => void>();
  /** What was told last, and how much was told in all. */
  readonly #recent: ToldEvent[] = [];
  #count = 0;
  #state: SessionState;

  constructor(settings: object, told: (event: ToldEvent) => void) {
    this.#state = {...INITIAL_STATE, settings: understood(settings)};
    this.#told = told;
  }

  /** What is true now. */
  get state(): SessionState {
    return this.#state;
  }

  /** Takes an event in and tells it. */
  tell(event: ToldEvent): void {
    this.#state = evolve(this.#state, event);
    this.#count += 1;
    this.#recent.push(event);
    if (this.#recent.length > RECENT) this.#recent.shift();
    this.#told(event);
    this.recheck();
  }

  /** Has everyone who waits look again. */
  recheck(): void {
    for (const check of [...this.#checks]) check();
  }

  /** Resolves once that is so; rejects with what the test throws, or with `timeout` when it does not come about. */
  until(test: () => boolean, what: string, timeout: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        this.#checks.delete(check);
      };
      const check = () => {
        try {
          if (!test()) return;
          resolve();
        } catch (error) {
          reject(error);
        }
        stop();
      };
      const timer = setTimeout(() => {
        stop();
        reject(lateError(what, timeout));
      }, timeout);
      this.#checks.add(check);
      check();
    });
  }

  /** Whether such an event was told since this was called. */
  hears(test: (event: ToldEvent) => boolean): () => boolean {
    const since = this.#count;
    return () => this.#recent.slice(Math.max(0, this.#recent.length + since - this.#count)).some(test);
  }
}

/** The settings as far as they are known here; the vendor has more of them. */
function understood(settings: object): SessionSettings {
  return Object.entries(settings).reduce((known, [name, value]) => {
    const next = withSettings(known, {[name]: value});
    return 'refused' in next ? known : next;
  }, DEFAULT_SETTINGS);
}
