import {askedAgain} from './admission.ts';
import type {ParticipantCommands, RoomCommands} from './commands.ts';
import type {ClientIndex} from './events.ts';
import {unknownParticipant} from './life.ts';
import type {Deciders, Outcome} from './outcome.ts';
import {refuse} from './refusals.ts';
import {findParticipant, type SessionState} from './state.ts';

type HostCommands = Pick<
  ParticipantCommands,
  'request_to_host' | 'withdraw_host_request' | 'decline_host' | 'make_host'
>;

/** Who is the host of the session. */
export const host: {participant: Deciders<HostCommands>; room: Deciders<Pick<RoomCommands, 'expire_host_request'>>} = {
  participant: {
    request_to_host: (state, _args, by) => {
      if (state.host === by) return refuse('nothing_to_do', 'You are the host already.');
      if (state.huddle) return refuse('not_allowed', 'In huddle mode nobody is host.');
      if (state.host === null) return refuse('not_allowed', 'There is no host to ask at the moment.');
      if (!state.settings.host_switching_allowed) return refuse('not_allowed', 'This session keeps its host.');
      if (state.hostRequests.includes(by))
        return refuse('already_requested', 'You have asked already; the host decides.');
      return [{name: 'host_rights_requested', payload: {clientIndex: by}}];
    },
    withdraw_host_request: (state, _args, by) => withdraw(state, by),
    decline_host: (state, {to}, by) => {
      if (state.host !== by) return refuse('not_allowed', 'Only the host is asked for host rights.');
      if (state.hostRequests.includes(to)) return [{name: 'host_request_declined', payload: {clientIndex: to}}];
      return refuse('not_requested', `Expected someone who asked for host rights, got ${to}.`);
    },
    make_host: (state, {to}, by) => {
      if (state.host !== by) return refuse('not_allowed', 'Only the host can pass host rights on.');
      if (!findParticipant(state, to)) return unknownParticipant(to);
      if (to === by) return refuse('nothing_to_do', 'You are the host already.');
      return [{name: 'host_changed', payload: {to}}, ...askedAgain(state)];
    },
  },
  room: {expire_host_request: (state, {client_index}) => withdraw(state, client_index)},
};

function withdraw(state: SessionState, clientIndex: ClientIndex): Outcome {
  if (!state.hostRequests.includes(clientIndex)) return refuse('not_requested', 'No such request is waiting.');
  return [{name: 'host_request_withdrawn', payload: {clientIndex}}];
}
