import type {SessionEvent} from '../../model/events.ts';
import type {SessionFacts} from '../storage/store.ts';

/** What lists show of a session that was just made. */
export const NO_FACTS: SessionFacts = {startedAt: null, endedAt: null, participantCount: 0, firstMember: null};

/** What lists show of a session after an event; the same object where that changed nothing. */
export function factsAfter(facts: SessionFacts, {name, payload}: SessionEvent, at: number): SessionFacts {
  if (name === 'session_ended') return {...facts, endedAt: at};
  if (name !== 'participant_joined') return facts;
  const {startedAt, firstMember, participantCount} = facts;
  const {userData} = payload;
  return {
    ...facts,
    startedAt: startedAt ?? at,
    firstMember: firstMember ?? {name: textOf(userData['name']), email: textOf(userData['email'])},
    participantCount: participantCount + 1,
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
