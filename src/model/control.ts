import type {ParticipantCommands} from './commands.ts';
import type {ClientIndex} from './events.ts';
import {transferred, unknownParticipant} from './life.ts';
import type {Deciders, Outcome} from './outcome.ts';
import {refuse} from './refusals.ts';
import {findParticipant, type SessionState, type Tab} from './state.ts';
import {tabOf} from './tabs.ts';

type ControlCommands = Pick<
  ParticipantCommands,
  | 'request_tab_control'
  | 'decline_tab_control'
  | 'transfer_tab_control'
  | 'return_tab_control'
  | 'revoke_tab_control'
  | 'input'
>;

/** Who may click and type in a tab. */
export const control: Deciders<ControlCommands> = {
  request_tab_control: (state, {ssid}, by) => {
    const tab = tabOf(state, ssid);
    if ('refused' in tab) return tab;
    if (tab.controlIndex === by) return refuse('nothing_to_do', 'You are in control of this tab already.');
    if (tab.leaderIndex === by) return refuse('nothing_to_do', 'This tab is yours: take control back instead.');
    const asked = (request: {clientIndex: ClientIndex; leaderIndex: ClientIndex}) =>
      request.clientIndex === by && request.leaderIndex === tab.leaderIndex;
    if (state.controlRequests.some(asked)) {
      return refuse('already_requested', 'You have asked already; the owner of the tab decides.');
    }
    const tabIndex = state.tabs.indexOf(tab);
    return [{name: 'tab_control_requested', payload: {clientIndex: by, ssid: tab.ssid, tabIndex}}];
  },
  decline_tab_control: (state, {to}, by) => {
    const request = state.controlRequests.find((each) => each.clientIndex === to && each.leaderIndex === by);
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
  input: (state, {ssid}, by) => {
    const tab = tabOf(state, ssid);
    if ('refused' in tab) return tab;
    return tab.controlIndex === by ? [] : refuse('not_allowed', 'Only the one in control can click and type.');
  },
};

/** Passes control of tabs to someone, or to the owner of each when nobody is named. */
function handOver(state: SessionState, tabs: readonly Tab[], to?: ClientIndex): Outcome {
  if (tabs.length === 0) return refuse('nothing_to_do', 'Control of every tab is there already.');
  return tabs.map((tab) => transferred(state, tab, tab.leaderIndex, to ?? tab.leaderIndex));
}
