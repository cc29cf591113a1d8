import type {ParticipantCommands, RoomCommands} from './commands.ts';
import type {ClientIndex, SessionEvent} from './events.ts';
import type {Deciders, Outcome} from './outcome.ts';
import {refuse} from './refusals.ts';
import {findParticipant, findTab, type Participant, type SessionState, type Tab} from './state.ts';

/** Who is there, and for how long the session lasts. */
export const life: {
  room: Deciders<Pick<RoomCommands, 'create' | 'join' | 'set_online' | 'leave' | 'active' | 'expire'>>;
  participant: Deciders<Pick<ParticipantCommands, 'end' | 'send_chat_message' | 'update_user_data'>>;
} = {
  room: {
    create: (_state, {settings}) => [{name: 'session_created', payload: {settings}}],
    join,
    set_online: (state, {client_index: clientIndex, online}) => {
      const participant = findParticipant(state, clientIndex);
      if (!participant) return unknownParticipant(clientIndex);
      if (participant.online === online) return [];
      return [{name: 'participant_updated', payload: {clientIndex, online}}];
    },
    leave: (state, {client_index: clientIndex}) => {
      const participant = findParticipant(state, clientIndex);
      return participant ? leave(state, participant) : unknownParticipant(clientIndex);
    },
    active: () => [{name: 'user_activity', payload: {}}],
    expire: end,
  },
  participant: {
    end: (state, _args, by) =>
      state.host === by || state.settings.anyone_can_deactivate_space
        ? end(state)
        : refuse('not_allowed', 'Only the host can end the session.'),
    send_chat_message: (state, {message}, by) => {
      if (!state.settings.chat_enabled) return refuse('not_allowed', 'This session has no chat.');
      if (message.trim() === '') return refuse('invalid_message', 'Expected a message with something in it.');
      return [{name: 'chat_message', payload: {message, clientIndex: by}}];
    },
    update_user_data: (_state, {user_data: userData}, by) => [
      {name: 'participant_updated', payload: {clientIndex: by, userData}},
    ],
  },
};

/** The refusal for an index that nobody in the session has. */
export function unknownParticipant(clientIndex: ClientIndex): Outcome {
  return refuse('unknown_participant', `Expected the index of someone in the session, got ${clientIndex}.`);
}

/** The event that tells who owns and who controls a tab from now on. */
export function transferred(
  state: SessionState,
  {ssid}: Tab,
  leaderIndex: ClientIndex,
  controlIndex: ClientIndex,
): SessionEvent {
  const tabIndex = state.tabs.findIndex((tab) => tab.ssid === ssid);
  return {name: 'tab_control_transferred', payload: {ssid, tabIndex, leaderIndex, controlIndex}};
}

function join(state: SessionState, {leader, user_data: userData}: RoomCommands['join']): Outcome {
  if (leader && state.leaderJoined) return refuse('not_allowed', 'The leader of this session has already joined.');
  const clientIndex = leader ? 0 : state.nextClientIndex;
  const events: SessionEvent[] = [{name: 'participant_joined', payload: {clientIndex, userData}}];
  if (state.host === null) events.push({name: 'host_changed', payload: {to: clientIndex}});
  // Tabs that nobody could inherit when the last one left wait for whoever comes next.
  const orphans = state.tabs.filter((tab) => !findParticipant(state, tab.leaderIndex));
  return [...events, ...orphans.map((tab) => transferred(state, tab, clientIndex, clientIndex))];
}

function leave(state: SessionState, {clientIndex, userData}: Participant): Outcome {
  const rest = state.participants.filter((other) => other.clientIndex !== clientIndex);
  const heir = (rest.find((other) => other.online) ?? rest[0])?.clientIndex;
  const events: SessionEvent[] = [{name: 'participant_left', payload: {clientIndex, userData}}];
  if (heir === undefined) return events;

  const host = state.host === clientIndex ? heir : (state.host ?? heir);
  if (host !== state.host) events.push({name: 'host_changed', payload: {to: host}});
  for (const tab of state.tabs) {
    if (tab.leaderIndex !== clientIndex && tab.controlIndex !== clientIndex) continue;
    const owner = tab.leaderIndex === clientIndex ? host : tab.leaderIndex;
    const controller = tab.controlIndex === clientIndex ? owner : tab.controlIndex;
    events.push(transferred(state, tab, owner, controller));
    // Whoever hid something in it is gone.
    if (tab.paused && tab.leaderIndex === clientIndex) {
      const payload = {ssid: tab.ssid, tabIndex: state.tabs.indexOf(tab), leaderIndex: owner};
      events.push({name: 'tab_resumed', payload});
    }
  }
  return events;
}

function end(state: SessionState): Outcome {
  const lastPage = findTab(state, state.activeSsid)?.url ?? null;
  return [{name: 'session_ended', payload: {final_location: lastPage}}];
}
