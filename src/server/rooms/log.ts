import type {ClientIndex, SessionEvent, ToldEvent} from '../../model/events.ts';
import {evolve} from '../../model/evolve.ts';
import {project} from '../../model/project.ts';
import {INITIAL_STATE, type SessionState} from '../../model/state.ts';

/** How many events are kept at least: more than anyone misses within the grace time. */
const KEPT = 1_000;

/**
 * The events of a session, numbered from 1. The log is the session: its state is what the events come to. Only the
 * last of them are held in memory, since pages can make as many as they like.
 */
export class EventLog {
  /** What the events came to that are no longer kept, and how many they were. */
  #base: SessionState = INITIAL_STATE;
  #forgotten = 0;
  #events: SessionEvent[] = [];
  /** The numbers of the events by which people came. */
  readonly #comings = new Map<ClientIndex, number>();

  /** The number of the last event. */
  get number(): number {
    return this.#forgotten + this.#events.length;
  }

  append(event: SessionEvent): void {
    this.#events.push(event);
    if (event.name === 'participant_joined') this.#comings.set(event.payload.clientIndex, this.number);
    if (this.#events.length < 2 * KEPT) return;
    this.#base = this.#events.slice(0, -KEPT).reduce<SessionState>(evolve, this.#base);
    this.#events = this.#events.slice(-KEPT);
    this.#forgotten += KEPT;
  }

  /** Whether all events after `number` are still there, and none of them was before the viewer came. */
  reachesBack(number: number, viewer: ClientIndex): boolean {
    const coming = this.#comings.get(viewer) ?? Number.POSITIVE_INFINITY;
    return number >= Math.max(this.#forgotten, coming - 1) && number <= this.number;
  }

  /** What a participant is told of the events after `number`. */
  *after(number: number, viewer: ClientIndex): Generator<{event: ToldEvent; number: number}> {
    let state = this.#base;
    for (const [index, event] of this.#events.entries()) {
      const own = this.#forgotten + index + 1;
      const told = own > number ? project(event, viewer, state) : null;
      if (told) yield {event: told, number: own};
      state = evolve(state, event);
    }
  }
}
