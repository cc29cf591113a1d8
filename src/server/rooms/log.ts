import type {ClientIndex, SessionEvent, ToldEvent} from '../../model/events.ts';
import {evolve} from '../../model/evolve.ts';
import {project} from '../../model/project.ts';
import {INITIAL_STATE, type SessionState} from '../../model/state.ts';

/** The events of a session, numbered from 1. The log is the session: its state is what the events come to. */
export class EventLog {
  readonly #events: SessionEvent[] = [];

  /** The number of the last event. */
  get number(): number {
    return this.#events.length;
  }

  append(event: SessionEvent): void {
    this.#events.push(event);
  }

  /** What a participant is told of the events after `number`. */
  *after(number: number, viewer: ClientIndex): Generator<{event: ToldEvent; number: number}> {
    let state: SessionState = INITIAL_STATE;
    for (const [index, event] of this.#events.entries()) {
      const told = index >= number ? project(event, viewer, state) : null;
      if (told) yield {event: told, number: index + 1};
      state = evolve(state, event);
    }
  }
}
