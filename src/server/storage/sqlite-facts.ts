import type {SessionFacts} from './store.ts';

/** The columns of {@link FactsRow}. */
export const FACTS = `started_at AS startedAt, ended_at AS endedAt, participant_count AS participantCount,
  first_member AS firstMember`;

/** What lists show of a session, as the database has it. */
export interface FactsRow extends Omit<SessionFacts, 'firstMember'> {
  readonly firstMember: string | null;
}

/** What lists show of a session. */
export function factsOf({startedAt, endedAt, participantCount, firstMember}: FactsRow): SessionFacts {
  return {startedAt, endedAt, participantCount, firstMember: firstMember === null ? null : JSON.parse(firstMember)};
}
