import type {ParticipantCommands, RoomCommands} from './commands.ts';
import type {ClientIndex} from './events.ts';
import type {Deciders, Outcome} from './outcome.ts';
import {refuse} from './refusals.ts';
import {tabOf} from './tabs.ts';

type Said = Pick<ParticipantCommands, 'send_chat_message' | 'send_message' | 'broadcast_message' | 'log'>;

/** What people and pages say to each other. */
export const messages: {participant: Deciders<Said>; room: Deciders<Pick<RoomCommands, 'message_from_page'>>} = {
  participant: {
    send_chat_message: (state, {message}, by) => {
      if (!state.settings.chat_enabled) return refuse('not_allowed', 'This session has no chat.');
      if (message.trim() === '') return refuse('invalid_message', 'Expected a message with something in it.');
      return [{name: 'chat_message', payload: {message, clientIndex: by}}];
    },
    send_message: (_state, {data, target_origin: targetOrigin, origin = ''}, by) => [
      {name: 'message', payload: {data, origin, targetOrigin, clientIndex: by, ssid: null, to: 'pages'}},
    ],
    broadcast_message: (_state, args, by) => broadcast(args, by),
    log: (_state, {entry}, by) => [{name: 'client_log_added', payload: {clientIndex: by, entry}}],
  },
  room: {
    message_from_page: (state, {ssid, data, origin, target_origin: targetOrigin}) => {
      const tab = tabOf(state, ssid);
      if ('refused' in tab) return tab;
      return [{name: 'message', payload: {data, origin, targetOrigin, clientIndex: null, ssid, to: 'owner'}}];
    },
  },
};

/** A message to everyone else and to all pages; from outside of the session when nobody is named. */
export function broadcast(
  {message: data, origin = ''}: ParticipantCommands['broadcast_message'],
  clientIndex: ClientIndex | null,
): Outcome {
  return [{name: 'message', payload: {data, origin, targetOrigin: '*', clientIndex, ssid: null, to: 'everyone'}}];
}
