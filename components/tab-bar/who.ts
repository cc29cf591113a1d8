import {findParticipant, type Participant, type SessionSnapshot, type Tab} from '../../src/client/index.ts';
import {inControl, nameFor} from '../shared/people.ts';
import type {Say} from '../shared/speech.ts';

/** Who opened a tab, who is in control of it when that is someone else, and whether it is hidden from the others. */
export function whoseTab(state: SessionSnapshot, {leaderIndex, controlIndex, paused}: Tab, say: Say): string {
  const owner =
    leaderIndex === state.me ? say('opened by you') : say('opened by {name}', {name: nameFor(state, leaderIndex, say)});
  const lent = controlIndex === leaderIndex ? [] : [inControl(state, controlIndex, say)];
  return [owner, ...lent, ...(paused ? [say('paused')] : [])].join(say(', '));
}

/** Whom a tab shows to be in control, or undefined for one that is this participant's in every way. */
export function controllerToShow(state: SessionSnapshot, {leaderIndex, controlIndex}: Tab): Participant | undefined {
  const own = leaderIndex === state.me && controlIndex === state.me;
  return own ? undefined : findParticipant(state, controlIndex);
}
