import {askedAgain} from './admission.ts';
import type {ParticipantCommands, RoomCommands} from './commands.ts';
import type {ClientIndex, SessionEvent} from './events.ts';
import {activated, unfollowed} from './huddle.ts';
import type {Deciders, Outcome} from './outcome.ts';
import {projectState} from './project.ts';
import {refuse} from './refusals.ts';
import {
  findParticipant,
  findTab,
  type Participant,
  type Role,
  type SessionState,
  shownSsid,
  type Tab,
  type Visitor,
} from './state.ts';
import {MAX_TABS, opened, permittedUrl, resumed} from './tabs.ts';

/** Who is there, and for how long the session lasts. */
export const life: {
  room: Deciders<Pick<RoomCommands, 'create' | 'join' | 'set_online' | 'leave' | 'active' | 'expire'>>;
  participant: Deciders<Pick<ParticipantCommands, 'end' | 'update_user_data' | 'remove_participant'>>;
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
      if (participant) return leave(state, participant);
      const waits = state.waiting.some((visitor) => visitor.clientIndex === clientIndex);
      return waits ? [{name: 'admission_withdrawn', payload: {clientIndex}}] : unknownParticipant(clientIndex);
    },
    active: () => [{name: 'user_activity', payload: {}}],
    expire: end,
  },
  participant: {
    end: (state, _args, by) =>
      mayLead(state, by) || state.settings.anyone_can_deactivate_space
        ? end(state)
        : refuse('not_allowed', 'Only the host can end the session.'),
    update_user_data: (state, {user_data: told}, by) => {
      const {identification} = state.settings;
      if (by !== 0 && identification === 'name_only' && !hasName(told)) return nameless();
      // Who is who their link says stays so: what they came with wins over what their page says later, too.
      const known = identification === 'verified' && by !== 0 && findParticipant(state, by)?.userData;
      return [{name: 'participant_updated', payload: {clientIndex: by, userData: {...told, ...known}}}];
    },
    remove_participant: (state, {client_index: clientIndex}, by) => {
      if (!mayLead(state, by)) return refuse('not_allowed', 'Only the host can remove someone.');
      const participant = findParticipant(state, clientIndex);
      if (!participant) return unknownParticipant(clientIndex);
      if (clientIndex === by)
        return refuse('not_allowed', 'Nobody can remove themselves: end the session, or leave it.');
      return leave(state, participant, true);
    },
  },
};

/** The refusal for an index that nobody in the session has. */
export function unknownParticipant(clientIndex: ClientIndex): Outcome {
  return refuse('unknown_participant', `Expected the index of someone in the session, got ${clientIndex}.`);
}

/** Whether someone may do what a host does: the host, or in huddle mode everyone who may be one. */
export function mayLead(state: SessionState, by: ClientIndex): boolean {
  return state.host === by || (state.huddle && mayBeHost(state, state.roles[by]));
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

/** What happens when someone comes in who may. */
export function entered(state: SessionState, {clientIndex, userData}: Visitor): SessionEvent[] {
  const role = state.roles[clientIndex] ?? 'guest';
  const events: SessionEvent[] = [{name: 'participant_joined', payload: {clientIndex, userData, role}}];
  if (state.host === null && !state.huddle && mayBeHost(state, role)) {
    const waiting = state.waiting.filter((visitor) => visitor.clientIndex !== clientIndex);
    events.push({name: 'host_changed', payload: {to: clientIndex}}, ...askedAgain({...state, waiting}));
  }
  // Tabs that nobody could inherit when the last one left wait for whoever comes next.
  for (const tab of state.tabs.filter(({leaderIndex}) => !findParticipant(state, leaderIndex))) {
    events.push(...resumed(state, tab), transferred(state, tab, clientIndex, clientIndex));
  }
  const [first] = state.tabs;
  if (state.huddle && first) events.push(activated(state, first.ssid, clientIndex));
  return events;
}

function join(state: SessionState, args: RoomCommands['join']): Outcome {
  const {leader, user_data: userData, verified = leader} = args;
  const role: Role = leader ? 'admin' : (args.role ?? 'guest');
  const {identification, admission_enabled: admission} = state.settings;
  if (leader && state.leaderJoined) return refuse('not_allowed', 'The leader of this session has already joined.');
  if (identification === 'verified' && !verified) {
    return refuse('identification_required', 'Expected a link that says who you are: ask for one.');
  }
  if (identification === 'name_only' && !leader && !hasName(userData)) return nameless();
  // An index is never used twice, and 0 is kept for the leader. Keys that are numbers come in their order.
  const clientIndex = leader ? 0 : Number(Object.keys(state.roles).at(-1) ?? 0) + 1;
  if (admission && role === 'guest') return [{name: 'admission_requested', payload: {clientIndex, userData, role}}];
  const visitor = {clientIndex, userData};
  const events = entered({...state, roles: {...state.roles, [clientIndex]: role}}, visitor);
  return leader ? [...events, ...startupTabs(state)] : events;
}

/** The tabs that a session begins with, where its space says so. */
function startupTabs({settings, tabs, nextSsid, huddle}: SessionState): SessionEvent[] {
  if (settings.startup_page_action !== 'custom_pages' || tabs.length > 0 || huddle) return [];
  const urls = settings.startup_page_list
    .map((url) => permittedUrl(settings, url))
    .filter((url) => typeof url === 'string')
    .slice(0, MAX_TABS);
  return urls.flatMap((url, index) => opened(nextSsid + index, index, 0, url, index === 0));
}

function nameless(): Outcome {
  return refuse('identification_required', 'Expected a name in the user data: say who you are.');
}

function hasName({name}: Visitor['userData']): boolean {
  return typeof name === 'string' && name.trim() !== '';
}

function mayBeHost({settings}: SessionState, role: Role | undefined): boolean {
  if (settings.host_rights === 'everyone') return true;
  return role === 'admin' || (role === 'member' && settings.host_rights === 'members-only');
}

/** What happens when someone leaves, or has to: others inherit what was theirs. */
export function leave(state: SessionState, {clientIndex, userData}: Participant, removed?: true): SessionEvent[] {
  const rest = state.participants.filter((other) => other.clientIndex !== clientIndex);
  const followers = rest.filter(({following}) => following === clientIndex);
  const events: SessionEvent[] = [
    ...followers.flatMap((follower) => unfollowed(state, follower.clientIndex)),
    {name: 'participant_left', payload: {clientIndex, userData, ...(removed && {removed})}},
  ];
  const heir = firstOf(rest)?.clientIndex;
  if (heir === undefined) return events;

  const eligible = rest.filter((other) => mayBeHost(state, state.roles[other.clientIndex]));
  const hostLeft = state.host === clientIndex;
  const host = hostLeft ? (firstOf(eligible)?.clientIndex ?? null) : state.host;
  if (hostLeft && host !== null) events.push({name: 'host_changed', payload: {to: host}}, ...askedAgain(state));
  for (const tab of state.tabs) {
    if (tab.leaderIndex !== clientIndex && tab.controlIndex !== clientIndex) continue;
    const owner = tab.leaderIndex === clientIndex ? (host ?? heir) : tab.leaderIndex;
    const controller = tab.controlIndex === clientIndex ? owner : tab.controlIndex;
    // Whoever hid something in it is gone.
    if (tab.leaderIndex === clientIndex) events.push(...resumed(state, tab));
    events.push(transferred(state, tab, owner, controller));
  }
  return events;
}

/** The one who came first, of those who are connected if there are any. */
export function firstOf(participants: readonly Participant[]): Participant | undefined {
  return participants.find(({online}) => online) ?? participants[0];
}

/** What happens when the session is over. */
export function end(state: SessionState): Outcome {
  // The leader alone is told, and nothing that others hide from them.
  const tab = findTab(projectState(state, 0), shownSsid(state, 0));
  return [{name: 'session_ended', payload: {final_location: tab?.url ?? null}}];
}
