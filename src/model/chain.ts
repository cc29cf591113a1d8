import type {ClientIndex} from './events.ts';
import {findParticipant, type SessionState} from './state.ts';

/** Someone, whom they follow, whom those follow, and so on: what the last of them sees is what they all see. */
export function chainOf(state: SessionState, clientIndex: ClientIndex): readonly ClientIndex[] {
  const chain: ClientIndex[] = [];
  let next: ClientIndex | null = clientIndex;
  while (next !== null) {
    chain.push(next);
    next = findParticipant(state, next)?.following ?? null;
  }
  return chain;
}
