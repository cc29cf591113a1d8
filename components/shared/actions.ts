import {
  type ClientIndex,
  type ControlRequest,
  chainOf,
  findParticipant,
  once,
  type Participant,
  type SessionSnapshot,
} from '../../src/client/index.ts';
import {activeTab, mayLead} from './people.ts';

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
  | 'makeHost'
  | 'follow'
  | 'unfollow'
  | 'remove'
  | 'admit'
  | 'refuse';

/** What someone waits for. */
export interface Waiting {
  readonly control: boolean;
  readonly host: boolean;
}

/** Who asks for something. */
const askersIn = once(
  (requests: readonly (ControlRequest | ClientIndex)[]) =>
    new Set(requests.map((each) => (typeof each === 'number' ? each : each.clientIndex))),
);

/** What the participant waits for, as far as this one knows. */
export function waitingFor(state: SessionSnapshot, {clientIndex}: Participant): Waiting {
  return {
    control: askersIn(state.controlRequests).has(clientIndex),
    host: askersIn(state.hostRequests).has(clientIndex),
  };
}

/** What this participant may do about someone, or about themselves. */
export function actionsFor(state: SessionSnapshot, participant: Participant): readonly Action[] {
  if (state.status !== 'live') return [];
  return participant.clientIndex === state.me ? ownActions(state, participant) : othersActions(state, participant);
}

function ownActions(state: SessionSnapshot, participant: Participant): readonly Action[] {
  const {me, tabs, host, settings} = state;
  const tab = activeTab(state);
  const waiting = waitingFor(state, participant);
  const actions: Action[] = [];
  if (waiting.control) actions.push('withdraw');
  else if (settings.participants_can_request_to_interact && tab && tab.leaderIndex !== me && tab.controlIndex !== me)
    actions.push('ask');
  if (tabs.some(({leaderIndex, controlIndex}) => controlIndex === me && leaderIndex !== me)) actions.push('return');
  if (tabs.some(({leaderIndex, controlIndex}) => leaderIndex === me && controlIndex !== me)) actions.push('revoke');
  if (waiting.host) actions.push('withdrawHost');
  else if (settings.host_switching_allowed && host !== null && host !== me) actions.push('askHost');
  return actions;
}

function othersActions(state: SessionSnapshot, participant: Participant): readonly Action[] {
  const {clientIndex} = participant;
  const waiting = waitingFor(state, participant);
  const lacksControl = state.tabs.some((tab) => tab.leaderIndex === state.me && tab.controlIndex !== clientIndex);
  const actions: Action[] = [];
  if (state.huddle) actions.push(...followActions(state, participant));
  if (lacksControl) actions.push('grant');
  if (waiting.control) actions.push('decline');
  if (state.host === state.me) {
    actions.push('makeHost');
    if (waiting.host) actions.push('declineHost');
  }
  if (mayLead(state)) actions.push('remove');
  return actions;
}

/** In huddle mode. Whoever follows this participant, straight or by others, cannot be followed. */
function followActions(state: SessionSnapshot, {clientIndex}: Participant): readonly Action[] {
  const own = findParticipant(state, state.me);
  if (!own || chainOf(state, clientIndex).includes(own.clientIndex)) return [];
  return own.following === clientIndex ? ['unfollow'] : ['follow'];
}
