import type {ClientIndex, SessionEvent} from './events.ts';
import type {Refusal} from './refusals.ts';
import type {SessionState} from './state.ts';

/** What came of a command: what then happened (perhaps nothing), or why it was refused. */
export type Outcome = readonly SessionEvent[] | Refusal;

/** Whether a command was refused. */
export function isRefusal(outcome: Outcome): outcome is Refusal {
  return 'refused' in outcome;
}

/** The index of whoever came in, or waits to be let in, by a join. */
export function newcomerOf([first]: readonly SessionEvent[]): ClientIndex {
  if (first?.name === 'participant_joined' || first?.name === 'admission_requested') return first.payload.clientIndex;
  throw new TypeError('Expected what came of a join.');
}

/** How each command of a part of the model is decided; `by` is a participant's index, and -1 for the room itself. */
export type Deciders<Commands> = {
  readonly [Name in keyof Commands]: (state: SessionState, args: Commands[Name], by: ClientIndex) => Outcome;
};
