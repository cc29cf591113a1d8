import type {ParticipantCommands, RoomCommands} from './commands.ts';
import type {ClientIndex, Ssid} from './events.ts';
import {transferred, unknownParticipant} from './life.ts';
import type {Deciders, Outcome} from './outcome.ts';
import {refuse} from './refusals.ts';
import {type ControlRequest, findParticipant, type SessionState, type Tab} from './state.ts';
import {hidden, tabOf} from './tabs.ts';

type ControlCommands = Pick<
  ParticipantCommands,
  | 'request_tab_control'
  | 'withdraw_tab_control_request'
  | 'decline_tab_control'
  | 'transfer_tab_control'
  | 'return_tab_control'
  | 'revoke_tab_control'
  | 'input'
>;

/** Who may click and type in a tab. */
export const control: {
  participant: Deciders<ControlCommands>;
  room: Deciders<Pick<RoomCommands, 'expire_control_request'>>;
} = {
  participant: {
    request_tab_control: (state, {ssid}, by) => {
      const tab = tabOf(state, ssid, by);
      if ('refused' in tab) return tab;
      if (tab.controlIndex === by) return refuse('nothing_to_do', 'You are in control of this tab already.');
      if (tab.leaderIndex === by) return refuse('nothing_to_do', 'This tab is yours: take control back instead.');
      if (!state.settings.participants_can_request_to_interact) {
        return refuse('not_allowed', 'In this session nobody can ask for control.');
      }
      if (requestOf(state, by, tab.leaderIndex)) {
        return refuse('already_requested', 'You have asked already; the owner of the tab decides.');
      }
      const tabIndex = state.tabs.indexOf(tab);
      return [{name: 'tab_control_requested', payload: {clientIndex: by, ssid: tab.ssid, tabIndex}}];
    },
    withdraw_tab_control_request: (state, {ssid}, by) => withdraw(state, by, ssid),
    decline_tab_control: (state, {to}, by) => {
      const request = requestOf(state, to, by);
      if (!request) return refuse('not_requested', `Expected someone who asked you for control, got ${to}.`);
      const tabIndex = state.tabs.findIndex((tab) => tab.ssid === request.ssid);
      return [{name: 'control_request_declined', payload: {clientIndex: to, ssid: request.ssid, tabIndex}}];
    },
    transfer_tab_control: (state, {to}, by) => {
      const own = state.tabs.filter((tab) => tab.leaderIndex === by);
      if (own.length === 0) return refuse('not_allowed', 'Only the owner of a tab can give control, and you own none.');
      if (!findParticipant(state, to)) return unknownParticipant(to);
      return handOver(
        state,
        own.filter((tab) => tab.controlIndex !== to),
        to,
      );
    },
    return_tab_control: (state, _args, by) =>
      handOver(
        state,
        state.tabs.filter((tab) => tab.controlIndex === by && tab.leaderIndex !== by),
      ),
    revoke_tab_control: (state, _args, by) =>
      handOver(
        state,
        state.tabs.filter((tab) => tab.leaderIndex === by && tab.controlIndex !== by),
      ),
    input: (state, {ssid, pastes = false}, by) => {
      const tab = tabOf(state, ssid);
      if ('refused' in tab) return tab;
      if (tab.controlIndex !== by) return refuse('not_allowed', 'Only the one in control can click and type.');
      if (hidden(tab, by)) return refuse('not_allowed', 'Its owner has paused this tab.');
      const shares = state.settings.clipboard_enabled;
      return pastes && !shares
        ? refuse('not_allowed', 'In this session nothing is copied out of pages or pasted in.')
        : [];
    },
  },
  room: {expire_control_request: (state, {client_index, ssid}) => withdraw(state, client_index, ssid)},
};

/** Passes control of tabs to someone, or to the owner of each when nobody is named. */
function handOver(state: SessionState, tabs: readonly Tab[], to?: ClientIndex): Outcome {
  if (tabs.length === 0) return refuse('nothing_to_do', 'Control of every tab is there already.');
  return tabs.map((tab) => transferred(state, tab, tab.leaderIndex, to ?? tab.leaderIndex));
}

/** Someone asks the owner of a tab for control no longer. */
function withdraw(state: SessionState, clientIndex: ClientIndex, ssid: Ssid | undefined): Outcome {
  const tab = tabOf(state, ssid, clientIndex);
  if ('refused' in tab) return tab;
  const request = requestOf(state, clientIndex, tab.leaderIndex);
  if (!request) return refuse('not_requested', 'No such request is waiting.');
  const tabIndex = state.tabs.findIndex((each) => each.ssid === request.ssid);
  return [{name: 'control_request_withdrawn', payload: {clientIndex, ssid: request.ssid, tabIndex}}];
}

function requestOf(state: SessionState, by: ClientIndex, of: ClientIndex): ControlRequest | undefined {
  return state.controlRequests.find(({clientIndex, leaderIndex}) => clientIndex === by && leaderIndex === of);
}
