import {readJson} from './sqlite-errors.ts';
import type {SessionFacts} from './store.ts';

/** The columns of {@link FactsRow}. */
export const FACTS = `started_at AS startedAt, ended_at AS endedAt, participant_count AS participantCount,
  first_member AS firstMember`;

/** What lists show of a session, as the database has it. */
export interface FactsRow extends Omit<SessionFacts, 'firstMember'> {
  readonly firstMember: string | null;
}

/** What lists show of a session. */
export function factsOf({
  id,
  startedAt,
  endedAt,
  participantCount,
  firstMember,
}: FactsRow & {id: string}): SessionFacts {
  const member =
    firstMember === null
      ? null
      : readJson<SessionFacts['firstMember']>(firstMember, `who came first into session ${id}`);
  return {startedAt, endedAt, participantCount, firstMember: member};
}
