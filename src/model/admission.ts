import type {ParticipantCommands} from './commands.ts';
import type {ClientIndex, SessionEvent} from './events.ts';
import {entered} from './life.ts';
import type {Deciders, Outcome} from './outcome.ts';
import {refuse} from './refusals.ts';
import type {SessionState, Visitor} from './state.ts';

/** Who is let in. */
export const admission: Deciders<Pick<ParticipantCommands, 'admit' | 'refuse'>> = {
  admit: (state, {to}, by) => answer(state, to, by, (visitor) => entered(state, visitor)),
  refuse: (state, {to}, by) =>
    answer(state, to, by, ({clientIndex}) => [{name: 'admission_refused', payload: {clientIndex}}]),
};

/** The requests of those who wait, for someone who has not heard of them. */
export function askedAgain({waiting, roles}: SessionState): SessionEvent[] {
  return waiting.map(({clientIndex, userData}) => {
    return {name: 'admission_requested', payload: {clientIndex, userData, role: roles[clientIndex] ?? 'guest'}};
  });
}

function answer(
  state: SessionState,
  to: ClientIndex,
  by: ClientIndex,
  how: (visitor: Visitor) => SessionEvent[],
): Outcome {
  if (state.host !== by && !state.huddle) return refuse('not_allowed', 'Only the host decides who is let in.');
  const visitor = state.waiting.find(({clientIndex}) => clientIndex === to);
  return visitor ? how(visitor) : refuse('not_requested', `Expected someone who waits to be let in, got ${to}.`);
}
