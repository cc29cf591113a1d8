import type {OperatorCommands} from './commands.ts';
import type {Ssid} from './events.ts';
import {activated} from './huddle.ts';
import {end, firstOf, leave, unknownParticipant} from './life.ts';
import {broadcast} from './messages.ts';
import type {Deciders, Outcome} from './outcome.ts';
import {refuse} from './refusals.ts';
import {findParticipant, type SessionState, type Tab} from './state.ts';
import {close, open, permittedUrl, tabOf} from './tabs.ts';

/** What the operator of a space may do in its sessions. */
export const operator: Deciders<OperatorCommands> = {
  end,
  relocate: (state, {url, ssid}) => {
    const checked = permittedUrl(state.settings, url);
    return typeof checked === 'string' ? reach(state, ssid) : checked;
  },
  go_back: (state, {ssid}) => reach(state, ssid),
  go_forward: (state, {ssid}) => reach(state, ssid),
  reload: (state, {ssid}) => reach(state, ssid),
  open_tab: (state, {url}) => {
    // It has to belong to someone; while nobody is there, to whoever comes first.
    const owner = state.host ?? firstOf(state.participants)?.clientIndex ?? 0;
    return open(state, permittedUrl(state.settings, url), {leaderIndex: owner, show: !state.huddle});
  },
  close_tab: (state, {ssid}) => withTab(state, ssid, (tab) => close(state, tab)),
  activate_tab: (state, {ssid}) =>
    withTab(state, ssid, () => {
      if (state.huddle) return refuse('not_allowed', 'In huddle mode everyone chooses what they see.');
      return ssid === state.activeSsid ? [] : [activated(state, ssid)];
    }),
  remove_participant: (state, {client_index: clientIndex}) => {
    const participant = findParticipant(state, clientIndex);
    return participant ? leave(state, participant, true) : unknownParticipant(clientIndex);
  },
  broadcast_message: (_state, args) => broadcast(args, null),
  execute: (state, {ssid}) => {
    if (!state.settings.code_execution_enabled) return refuse('not_allowed', 'This space lets nobody run code.');
    return reach(state, ssid);
  },
};

/** A tab is steered from outside, unless its owner hides what happens in it. */
function reach(state: SessionState, ssid: Ssid | undefined): Outcome {
  return withTab(state, ssid, ({paused}) => (paused ? refuse('not_allowed', 'Its owner has paused this tab.') : []));
}

function withTab(state: SessionState, ssid: Ssid | undefined, decide: (tab: Tab) => Outcome): Outcome {
  const tab = tabOf(state, ssid);
  return 'refused' in tab ? tab : decide(tab);
}
