import type {ParticipantCommands, RoomCommands} from './commands.ts';
import type {ClientIndex, SessionEvent, Ssid} from './events.ts';
import type {Deciders, Outcome} from './outcome.ts';
import {type Refusal, refuse} from './refusals.ts';
import {findTab, type SessionState, type Tab} from './state.ts';
import {checkUrl} from './url.ts';

/** How many tabs a session can have open. */
export const MAX_TABS = 20;

type TabCommands = Pick<
  ParticipantCommands,
  | 'open_tab'
  | 'close_tab'
  | 'activate_tab'
  | 'relocate'
  | 'go_back'
  | 'go_forward'
  | 'reload'
  | 'pause_tab'
  | 'resume_tab'
>;
type PageReports = Pick<
  RoomCommands,
  'tab_popped_up' | 'tab_relocating' | 'tab_relocated' | 'tab_changed' | 'tab_gone'
>;

/** Which pages there are, and which of them everyone sees. */
export const tabs: {participant: Deciders<TabCommands>; room: Deciders<PageReports>} = {
  participant: {
    open_tab: (state, {url}, by) => {
      if (by === state.host || state.settings.non_hosts_can_open_tabs) return open(state, url, by, by === state.host);
      return refuse('not_allowed', 'In this session only the host can open tabs.');
    },
    close_tab: (state, {ssid}, by) => {
      const tab = tabOf(state, ssid);
      if ('refused' in tab) return tab;
      if (tab.leaderIndex === by || state.host === by) return close(state, tab);
      return refuse('not_allowed', 'Only the owner of a tab and the host can close it.');
    },
    activate_tab: (state, {ssid}, by) => {
      const tab = tabOf(state, ssid);
      if ('refused' in tab) return tab;
      if (state.host !== by) return refuse('not_allowed', 'Only the host can choose the tab that everyone sees.');
      return tab.ssid === state.activeSsid ? [] : [activated(state, tab)];
    },
    relocate: (state, {url, ssid}, by) => {
      const checked = checkUrl(url);
      return typeof checked === 'string' ? steer(state, {ssid}, by) : checked;
    },
    go_back: steer,
    go_forward: steer,
    reload: steer,
    pause_tab: (state, {ssid}, by) => {
      if (!state.settings.pause_enabled) return refuse('not_allowed', 'In this session tabs cannot be paused.');
      return pause(state, ssid, by, true);
    },
    resume_tab: (state, {ssid}, by) => pause(state, ssid, by, false),
  },
  room: {
    tab_popped_up: (state, {opener, url}) => {
      const tab = tabOf(state, opener);
      if ('refused' in tab) return tab;
      const events = open(state, url, tab.leaderIndex, opener === state.activeSsid);
      if ('refused' in events || tab.controlIndex === tab.leaderIndex) return events;
      // Whoever clicked goes on in the page that the click opened.
      const ssid = state.nextSsid;
      const tabIndex = state.tabs.length;
      const {leaderIndex, controlIndex} = tab;
      return [...events, {name: 'tab_control_transferred', payload: {ssid, tabIndex, leaderIndex, controlIndex}}];
    },
    tab_relocating: (state, {ssid, url}) =>
      report(state, ssid, (tabIndex) => ({name: 'relocate_start', payload: {ssid, tabIndex, url}})),
    tab_relocated: (state, {ssid, url}) =>
      report(state, ssid, (tabIndex) => ({name: 'relocated', payload: {ssid, tabIndex, url}})),
    tab_changed: (state, changes) =>
      report(state, changes.ssid, (tabIndex) => ({name: 'tab_updated', payload: {...changes, tabIndex}})),
    tab_gone: (state, {ssid}) => {
      const tab = tabOf(state, ssid);
      return 'refused' in tab ? tab : close(state, tab);
    },
  },
};

/** The tab that a command means: the one named, else the active one. */
export function tabOf(state: SessionState, ssid: Ssid | undefined): Tab | Refusal {
  const tab = findTab(state, ssid ?? state.activeSsid);
  if (tab) return tab;
  return refuse(
    'unknown_tab',
    ssid === undefined ? 'No tab is open.' : `Expected the ssid of an open tab, got ${ssid}.`,
  );
}

function steer(state: SessionState, {ssid}: {readonly ssid?: Ssid}, by: ClientIndex): Outcome {
  const tab = tabOf(state, ssid);
  if ('refused' in tab) return tab;
  if (tab.controlIndex !== by) return refuse('not_allowed', 'Only the one in control of a tab can navigate it.');
  return hidden(tab, by) ? refuse('not_allowed', 'Its owner has paused this tab.') : [];
}

/** Whether the owner of a tab hides from someone what happens in it. */
export function hidden(tab: Tab, from: ClientIndex): boolean {
  return tab.paused && tab.leaderIndex !== from;
}

function pause(state: SessionState, ssid: Ssid | undefined, by: ClientIndex, paused: boolean): Outcome {
  const tab = tabOf(state, ssid);
  if ('refused' in tab) return tab;
  if (tab.leaderIndex !== by) return refuse('not_allowed', 'Only the owner of a tab can pause and resume it.');
  if (tab.paused === paused) return refuse('nothing_to_do', `The tab is ${paused ? 'paused' : 'shown'} already.`);
  const payload = {ssid: tab.ssid, tabIndex: state.tabs.indexOf(tab), leaderIndex: by};
  return [{name: paused ? 'tab_paused' : 'tab_resumed', payload}];
}

function open(state: SessionState, url: string, leaderIndex: ClientIndex, show: boolean): Outcome {
  const checked = checkUrl(url);
  if (typeof checked !== 'string') return checked;
  if (!state.settings.new_urls_allowed && state.tabs.length > 0) {
    return refuse('not_allowed', 'In this session no more tabs can be opened.');
  }
  if (state.tabs.length >= MAX_TABS)
    return refuse('too_many', `A session has at most ${MAX_TABS} tabs: close one first.`);
  const ssid = state.nextSsid;
  const tabIndex = state.tabs.length;
  const opened: SessionEvent = {name: 'tab_opened', payload: {ssid, tabIndex, leaderIndex, url: checked}};
  if (!show && state.activeSsid !== null) return [opened];
  return [opened, {name: 'tab_activated', payload: {ssid, tabIndex}}];
}

function close(state: SessionState, tab: Tab): Outcome {
  const tabIndex = state.tabs.indexOf(tab);
  const closed: SessionEvent = {name: 'tab_closed', payload: {ssid: tab.ssid, tabIndex}};
  const heir = state.tabs[tabIndex + 1] ?? state.tabs[tabIndex - 1];
  if (!heir || tab.ssid !== state.activeSsid) return [closed];
  const heirIndex = tabIndex + 1 < state.tabs.length ? tabIndex : tabIndex - 1;
  return [closed, {name: 'tab_activated', payload: {ssid: heir.ssid, tabIndex: heirIndex}}];
}

function activated(state: SessionState, tab: Tab): SessionEvent {
  return {name: 'tab_activated', payload: {ssid: tab.ssid, tabIndex: state.tabs.indexOf(tab)}};
}

function report(state: SessionState, ssid: Ssid, event: (tabIndex: number) => SessionEvent): Outcome {
  const tabIndex = state.tabs.findIndex((tab) => tab.ssid === ssid);
  return tabIndex < 0 ? refuse('unknown_tab', `Expected the ssid of an open tab, got ${ssid}.`) : [event(tabIndex)];
}
