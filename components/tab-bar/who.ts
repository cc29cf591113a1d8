import type {Participant, SessionSnapshot, Tab} from '../../src/client/index.ts';
import {nameFor, participantOf} from '../shared/people.ts';

/** Who opened a tab, who is in control of it when that is someone else, and whether it is hidden from the others. */
export function whoseTab(state: SessionSnapshot, {leaderIndex, controlIndex, paused}: Tab): string {
  const owner = leaderIndex === state.me ? 'you' : nameFor(state, leaderIndex);
  const lent = controlIndex === leaderIndex ? '' : `, ${nameFor(state, controlIndex)} in control`;
  return `opened by ${owner}${lent}${paused ? ', paused' : ''}`;
}

/** Whom a tab shows to be in control, or null for one that is this participant's in every way. */
export function controllerToShow(state: SessionSnapshot, {leaderIndex, controlIndex}: Tab): Participant | null {
  const own = leaderIndex === state.me && controlIndex === state.me;
  return own ? null : participantOf(state, controlIndex);
}
