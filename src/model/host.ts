import type {ParticipantCommands} from './commands.ts';
import {unknownParticipant} from './life.ts';
import type {Deciders} from './outcome.ts';
import {refuse} from './refusals.ts';
import {findParticipant} from './state.ts';

/** Who is the host of the session. */
export const host: Deciders<Pick<ParticipantCommands, 'request_to_host' | 'make_host'>> = {
  request_to_host: (state, _args, by) => {
    if (state.host === by) return refuse('nothing_to_do', 'You are the host already.');
    if (state.hostRequests.includes(by))
      return refuse('already_requested', 'You have asked already; the host decides.');
    return [{name: 'host_rights_requested', payload: {clientIndex: by}}];
  },
  make_host: (state, {to}, by) => {
    if (state.host !== by) return refuse('not_allowed', 'Only the host can pass host rights on.');
    if (!findParticipant(state, to)) return unknownParticipant(to);
    if (to === by) return refuse('nothing_to_do', 'You are the host already.');
    return [{name: 'host_changed', payload: {to}}];
  },
};
