import type {ParticipantCommands, RoomCommands} from './commands.ts';
import type {ClientIndex, SessionEvent} from './events.ts';
import type {Deciders, Outcome} from './outcome.ts';
import {refuse} from './refusals.ts';
import {findParticipant, findTab, type Participant, type SessionState, type Tab} from './state.ts';

/** Who is there, and for how long the session lasts. */
export const life: {
  room: Deciders<Pick<RoomCommands, 'create' | 'join' | 'set_online' | 'leave' | 'expire'>>;
  participant: Deciders<Pick<ParticipantCommands, 'end' | 'update_user_data'>>;
} = {
  room: {
    create: () => [{name: 'session_created', payload: {}}],
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
    expire: end,
  },
  participant: {
    end: (state, _args, by) =>
      state.host === by ? end(state) : refuse('not_allowed', 'Only the host can end the session.'),
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
  }
  return events;
}

function end(state: SessionState): Outcome {
  const lastPage = findTab(state, state.activeSsid)?.url ?? null;
  return [{name: 'session_ended', payload: {final_location: lastPage}}];
}
