import type {By, Command} from '../../model/commands.ts';
import {decide} from '../../model/decide.ts';
import type {SessionEvent} from '../../model/events.ts';
import {evolve} from '../../model/evolve.ts';
import type {Outcome} from '../../model/outcome.ts';
import {INITIAL_STATE, type SessionState} from '../../model/state.ts';
import {damaged} from '../storage/damaged.ts';
import type {Append, Appended, ClaimedSession, Notice, SessionFacts, Store} from '../storage/store.ts';
import {factsAfter, NO_FACTS} from './facts.ts';
import {EventLog} from './log.ts';

/** How many events are read at once. */
const EVENTS_AT_ONCE = 1000;

/** What goes into the store along with events. */
export type Extras = Pick<Append, 'session' | 'seats' | 'seatsGone'>;

/** What is done once something is kept. */
export interface Telling<Result> {
  /** Before anyone is told of it. */
  readonly first?: () => void;
  /** When everyone was told. */
  readonly last?: () => Result | Promise<Result>;
  /** Handed to whoever tells of it. */
  readonly about?: unknown;
}

/** An event with the states around it. */
export interface Step {
  readonly event: SessionEvent;
  readonly number: number;
  readonly before: SessionState;
  readonly after: SessionState;
}

export interface JournalOptions {
  readonly sessionId: string;
  readonly store: Pick<Store, 'append' | 'readEvents' | 'place'>;
  /** What webhooks are told of an event, and with which facts after it. */
  readonly noticesOf: (step: Omit<Step, 'after'>, facts: SessionFacts) => readonly Notice[];
  /** There is something to deliver to webhooks. */
  readonly onDeliveries: () => void;
  /** Tells everyone of an event that was kept. */
  readonly tell: (step: Step, about: unknown) => void;
  /** All events that were kept at once were told. */
  readonly onTold: (steps: readonly Step[]) => void;
  /** Something could not be kept, and nothing that came after it. */
  readonly onFailed: (error: Error) => void;
  /** Something that was kept could not be told, and nothing is told any more until the journal is stopped. */
  readonly onUntold: (error: Error) => void;
}

/** Something that was decided and is not told yet. */
interface Entry {
  readonly steps: readonly Step[];
  readonly about: unknown;
  readonly first: (() => void) | undefined;
  readonly finish: () => void;
  readonly fail: (error: Error) => void;
  kept: boolean;
}

/**
 * The log of a session on its way into the store. What is decided leads on from all that was decided before; it is
 * told when it is kept, in the order in which it was decided.
 */
export class Journal {
  readonly log = new EventLog();
  readonly #options: JournalOptions;
  readonly #queue: Entry[] = [];
  #epoch = 1;
  /** What all that was decided comes to. */
  #head = INITIAL_STATE;
  #facts = NO_FACTS;
  #decided = 0;
  #state = INITIAL_STATE;
  #telling = false;
  #failure: Error | null = null;

  constructor(options: JournalOptions) {
    this.#options = options;
  }

  /** What is true once all is kept that was decided. */
  get head(): SessionState {
    return this.#head;
  }

  /** How many events were decided, and are kept or will be. */
  get decided(): number {
    return this.#decided;
  }

  /** When the first participant came, or null while nobody did. */
  get startedAt(): number | null {
    return this.#facts.startedAt;
  }

  /** What is true as far as anyone was told. */
  get state(): SessionState {
    return this.#state;
  }

  /** Goes on from what was kept before, by whoever had the session. */
  async restore({epoch, facts, number}: ClaimedSession): Promise<void> {
    const {store, sessionId} = this.#options;
    const {log} = this;
    while (log.number < number) {
      const events = await store.readEvents(sessionId, log.number, EVENTS_AT_ONCE);
      if (!events.length) throw damaged(store.place, `session ${sessionId} has ${log.number} of ${number} events`);
      for (const {number: each, event} of events) {
        log.append(event);
        try {
          this.#state = evolve(this.#state, event);
        } catch {
          throw damaged(store.place, `event ${each} of session ${sessionId} makes no sense`);
        }
      }
    }
    this.#epoch = epoch;
    this.#facts = facts;
    this.#head = this.#state;
    this.#decided = log.number;
  }

  /** What a command comes to, after all that was decided before. Nothing is kept yet. */
  decide(command: Command, by: By): Outcome {
    return decide(this.#head, command, by);
  }

  /**
   * Keeps what was decided, then tells it. Without anything to keep, it is done when all is told that was decided before.
   * Answers with what came last. Nobody has to wait for it.
   *
   * @throws {Error} why it could not be kept
   */
  keep<Result = void>(
    events: readonly SessionEvent[],
    extras: Extras = {},
    {first, last, about}: Telling<Result> = {},
  ): Promise<Result> {
    const {promise, resolve, reject} = Promise.withResolvers<Result>();
    promise.catch(() => {});
    if (this.#failure) {
      reject(this.#failure);
      return promise;
    }
    const finish = () => {
      try {
        resolve(last?.() as Result);
      } catch (error) {
        reject(error);
      }
    };
    const {steps, append} = this.#write(events, extras);
    const entry: Entry = {steps, about, first, finish, fail: reject, kept: !append};
    this.#queue.push(entry);
    if (append) this.#store(append, entry);
    else this.#advance();
    return promise;
  }

  /** Settles when all is told that was decided so far, or cannot be any more. */
  async settled(): Promise<void> {
    await this.keep([]).catch(() => {});
  }

  /** Keeps nothing more, and says why to whoever still waits. */
  stop(why: Error): void {
    this.#failure ??= why;
    for (const {fail} of this.#queue.splice(0)) fail(this.#failure);
  }

  #write(events: readonly SessionEvent[], extras: Extras): {steps: Step[]; append: Append | null} {
    const {sessionId, noticesOf} = this.#options;
    const [expected, facts, at] = [this.#decided, this.#facts, Date.now()];
    const steps: Step[] = [];
    const written = events.map((event) => {
      const before = this.#head;
      const number = ++this.#decided;
      this.#head = evolve(before, event);
      this.#facts = factsAfter(this.#facts, event, at);
      steps.push({event, number, before, after: this.#head});
      return {event, notices: noticesOf({event, number, before}, this.#facts)};
    });
    if (!written.length && !extras.seats?.length && !extras.seatsGone?.length) return {steps, append: null};
    const changed = facts === this.#facts ? {} : {facts: this.#facts};
    return {steps, append: {sessionId, epoch: this.#epoch, expected, at, events: written, ...changed, ...extras}};
  }

  #store(append: Append, entry: Entry): void {
    const kept = ({deliveries}: Appended) => {
      if (deliveries > 0) this.#options.onDeliveries();
      entry.kept = true;
      this.#advance();
    };
    this.#options.store.append(append).then(kept, (error: Error) => {
      if (this.#failure) return;
      this.stop(error);
      this.#options.onFailed(error);
    });
  }

  /** Tells all that is kept, as far as nothing before it is still on its way. */
  #advance(): void {
    if (this.#telling) return;
    this.#telling = true;
    try {
      for (let entry = this.#queue[0]; entry?.kept; entry = this.#queue[0]) {
        this.#tell(entry);
        this.#queue.shift();
      }
    } catch (error) {
      // Who was told of it and who was not is not known.
      this.#options.onUntold(error as Error);
    } finally {
      this.#telling = false;
    }
  }

  #tell({steps, about, first, finish}: Entry): void {
    first?.();
    for (const step of steps) {
      this.log.append(step.event);
      this.#state = step.after;
      this.#options.tell(step, about);
    }
    this.#options.onTold(steps);
    finish();
  }
}
