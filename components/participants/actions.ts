import type {Participant, SessionSnapshot} from '../../src/client/index.ts';
import {activeTab} from '../shared/people.ts';

/** What can be done about someone in the list. */
export type Action =
  | 'ask'
  | 'withdraw'
  | 'return'
  | 'revoke'
  | 'grant'
  | 'decline'
  | 'askHost'
  | 'withdrawHost'
  | 'declineHost'
  | 'makeHost';

/** What someone waits for. */
export interface Waiting {
  readonly control: boolean;
  readonly host: boolean;
}

/** What the participant waits for, as far as this one knows. */
export function waitingFor(state: SessionSnapshot, {clientIndex}: Participant): Waiting {
  return {
    control: state.controlRequests.some((request) => request.clientIndex === clientIndex),
    host: state.hostRequests.includes(clientIndex),
  };
}

/** What this participant may do about someone, or about themselves. */
export function actionsFor(state: SessionSnapshot, participant: Participant): readonly Action[] {
  if (state.status !== 'live') return [];
  return participant.clientIndex === state.me ? ownActions(state, participant) : othersActions(state, participant);
}

function ownActions(state: SessionSnapshot, participant: Participant): readonly Action[] {
  const {me, tabs, host} = state;
  const tab = activeTab(state);
  const waiting = waitingFor(state, participant);
  const actions: Action[] = [];
  if (tab && tab.leaderIndex !== me && tab.controlIndex !== me && !waiting.control) actions.push('ask');
  if (waiting.control) actions.push('withdraw');
  if (tabs.some(({leaderIndex, controlIndex}) => controlIndex === me && leaderIndex !== me)) actions.push('return');
  if (tabs.some(({leaderIndex, controlIndex}) => leaderIndex === me && controlIndex !== me)) actions.push('revoke');
  if (host !== me) actions.push(waiting.host ? 'withdrawHost' : 'askHost');
  return actions;
}

function othersActions(state: SessionSnapshot, participant: Participant): readonly Action[] {
  const {clientIndex} = participant;
  const waiting = waitingFor(state, participant);
  const lacksControl = ownTabs(state).some(({controlIndex}) => controlIndex !== clientIndex);
  const actions: Action[] = [];
  if (lacksControl) actions.push('grant');
  if (waiting.control) actions.push('decline');
  if (state.host === state.me) {
    actions.push('makeHost');
    if (waiting.host) actions.push('declineHost');
  }
  return actions;
}

function ownTabs({tabs, me}: SessionSnapshot) {
  return tabs.filter(({leaderIndex}) => leaderIndex === me);
}
