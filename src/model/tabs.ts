import type {ParticipantCommands, RoomCommands} from './commands.ts';
import type {ClientIndex, SessionEvent, Ssid} from './events.ts';
import {activated, unfollowed} from './huddle.ts';
import {mayLead, unknownParticipant} from './life.ts';
import type {Deciders, Outcome} from './outcome.ts';
import {type Refusal, refuse} from './refusals.ts';
import {isAllowedUrl, type SessionSettings} from './settings.ts';
import {asShown, findParticipant, findTab, type SessionState, shownSsid, type Tab} from './state.ts';
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
  | 'execute'
>;
type PageReports = Pick<
  RoomCommands,
  'tab_popped_up' | 'file_shared' | 'tab_relocating' | 'tab_relocated' | 'tab_changed' | 'tab_gone' | 'tab_downloaded'
>;

/** Which pages there are, and which of them everyone sees. */
export const tabs: {participant: Deciders<TabCommands>; room: Deciders<PageReports>} = {
  participant: {
    open_tab: (state, {url}, by) => openAs(state, permittedUrl(state.settings, url), by),
    close_tab: (state, {ssid}, by) => {
      const tab = tabOf(state, ssid);
      if ('refused' in tab) return tab;
      if (tab.leaderIndex === by || mayLead(state, by)) return close(state, tab);
      return refuse('not_allowed', 'Only the owner of a tab and the host can close it.');
    },
    activate_tab: (state, {ssid}, by) => {
      const tab = tabOf(state, ssid);
      if ('refused' in tab) return tab;
      if (state.huddle) return choose(state, tab, by);
      if (state.host !== by) return refuse('not_allowed', 'Only the host can choose the tab that everyone sees.');
      return tab.ssid === state.activeSsid ? [] : [activated(state, tab.ssid)];
    },
    relocate: (state, {url, ssid}, by) => {
      const checked = permittedUrl(state.settings, url);
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
    execute: (state, {ssid}, by) => {
      const tab = tabOf(state, ssid, by);
      if ('refused' in tab) return tab;
      if (!state.settings.code_execution_enabled) return refuse('not_allowed', 'This space lets nobody run code.');
      if (by !== 0 && !mayLead(state, by)) return refuse('not_allowed', 'Only the leader and the host can run code.');
      return hidden(tab, by) ? refuse('not_allowed', 'Its owner has paused this tab.') : [];
    },
  },
  room: {
    tab_popped_up: (state, {opener, url}) => {
      const tab = tabOf(state, opener);
      if ('refused' in tab) return tab;
      const {leaderIndex, controlIndex, paused} = tab;
      const show = opener === shownSsid(state, controlIndex);
      const seenBy = paused ? leaderIndex : controlIndex;
      const events = open(state, permittedUrl(state.settings, url), {leaderIndex, seenBy, show, paused});
      if ('refused' in events || seenBy === leaderIndex) return events;
      // Whoever clicked goes on in the page that the click opened.
      const ssid = state.nextSsid;
      const tabIndex = state.tabs.length;
      return [...events, {name: 'tab_control_transferred', payload: {ssid, tabIndex, leaderIndex, controlIndex}}];
    },
    // The lists are about the web: a file comes from whoever shares it.
    file_shared: (state, {client_index: by, url}) => {
      return findParticipant(state, by) ? openAs(state, checkUrl(url), by) : unknownParticipant(by);
    },
    tab_relocating: (state, {ssid, url}) =>
      report(state, ssid, (tabIndex) => ({name: 'relocate_start', payload: {ssid, tabIndex, url}})),
    tab_relocated: (state, {ssid, url}) =>
      report(state, ssid, (tabIndex) => ({name: 'relocated', payload: {ssid, tabIndex, url}})),
    tab_changed: (state, changes) =>
      report(state, changes.ssid, (tabIndex) => ({name: 'tab_updated', payload: {...changes, tabIndex}})),
    tab_downloaded: (state, {ssid, file_id: fileId, filename, sha256}) => {
      const tab = tabOf(state, ssid);
      if ('refused' in tab) return tab;
      const {controlIndex} = tab;
      const tabIndex = state.tabs.indexOf(tab);
      return [{name: 'file_downloaded', payload: {ssid, tabIndex, fileId, filename, sha256, controlIndex}}];
    },
    tab_gone: (state, {ssid, opener}) => {
      const tab = tabOf(state, ssid);
      return 'refused' in tab ? tab : close(state, tab, findTab(state, opener ?? null));
    },
  },
};

/** The tab that a command means: the one named, else the one that the caller sees. */
export function tabOf(state: SessionState, ssid: Ssid | undefined, by: ClientIndex | null = null): Tab | Refusal {
  const tab = findTab(state, ssid ?? shownSsid(state, by));
  if (tab) return tab;
  return refuse(
    'unknown_tab',
    ssid === undefined ? 'No tab is open.' : `Expected the ssid of an open tab, got ${ssid}.`,
  );
}

/** Whether the owner of a tab hides from someone what happens in it. */
export function hidden(tab: Tab, from: ClientIndex): boolean {
  return tab.paused && tab.leaderIndex !== from;
}

/** What happens when a tab is shown again, if it was paused: the others are told how it is now. */
export function resumed(state: SessionState, tab: Tab): SessionEvent[] {
  if (!tab.paused) return [];
  const {ssid, leaderIndex} = tab;
  const tabIndex = state.tabs.indexOf(tab);
  return [
    {name: 'tab_resumed', payload: {ssid, tabIndex, leaderIndex}},
    {name: 'tab_updated', payload: {ssid, tabIndex, ...asShown(tab)}},
  ];
}

/** What happens when a tab is opened, and shown to everyone if that is wanted. */
export function opened(
  ssid: Ssid,
  tabIndex: number,
  leaderIndex: ClientIndex,
  url: string,
  show: boolean,
): SessionEvent[] {
  const event: SessionEvent = {name: 'tab_opened', payload: {ssid, tabIndex, leaderIndex, url}};
  return show ? [event, {name: 'tab_activated', payload: {ssid, tabIndex}}] : [event];
}

/** The address in its normal form, or why nobody can go there in this session. */
export function permittedUrl(settings: SessionSettings, url: string): string | Refusal {
  const checked = checkUrl(url);
  return typeof checked === 'string' ? (blockedUrl(settings, checked) ?? checked) : checked;
}

/** Why nobody may be at an address, or null when the lists of the space let people be there. */
export function blockedUrl(settings: SessionSettings, url: string): Refusal | null {
  if (isAllowedUrl(settings, url)) return null;
  return refuse('blocked_url', `This space does not let people go to "${url.slice(0, 100)}".`);
}

function steer(state: SessionState, {ssid}: {readonly ssid?: Ssid | undefined}, by: ClientIndex): Outcome {
  const tab = tabOf(state, ssid, by);
  if ('refused' in tab) return tab;
  if (tab.controlIndex !== by) return refuse('not_allowed', 'Only the one in control of a tab can navigate it.');
  return hidden(tab, by) ? refuse('not_allowed', 'Its owner has paused this tab.') : [];
}

function pause(state: SessionState, ssid: Ssid | undefined, by: ClientIndex, paused: boolean): Outcome {
  const tab = tabOf(state, ssid, by);
  if ('refused' in tab) return tab;
  if (tab.leaderIndex !== by) return refuse('not_allowed', 'Only the owner of a tab can pause and resume it.');
  if (tab.paused === paused) return refuse('nothing_to_do', `The tab is ${paused ? 'paused' : 'shown'} already.`);
  if (!paused) return resumed(state, tab);
  return [{name: 'tab_paused', payload: {ssid: tab.ssid, tabIndex: state.tabs.indexOf(tab), leaderIndex: by}}];
}

/** Opens a tab as someone asked; everyone sees that of the host. */
function openAs(state: SessionState, url: string | Refusal, by: ClientIndex): Outcome {
  if (!state.settings.non_hosts_can_open_tabs && !mayLead(state, by)) {
    return refuse('not_allowed', 'In this session only the host can open tabs.');
  }
  return open(state, url, {leaderIndex: by, show: state.huddle || by === state.host});
}

/** How a tab is opened. */
interface Opening {
  readonly leaderIndex: ClientIndex;
  /** Whoever is to see it in huddle mode, if not its owner. */
  readonly seenBy?: ClientIndex;
  readonly show: boolean;
  /** As what opens it is, before anyone hears where it goes: the others know that it is there. */
  readonly paused?: boolean;
}

/** Opens a tab for its owner, unless its address was refused. */
export function open(
  state: SessionState,
  url: string | Refusal,
  {leaderIndex, seenBy = leaderIndex, show, paused = false}: Opening,
): Outcome {
  if (typeof url !== 'string') return url;
  if (!state.settings.new_urls_allowed && state.tabs.length > 0) {
    return refuse('not_allowed', 'In this session no more tabs can be opened.');
  }
  if (state.tabs.length >= MAX_TABS)
    return refuse('too_many', `A session has at most ${MAX_TABS} tabs: close one first.`);
  const {nextSsid: ssid} = state;
  const tabIndex = state.tabs.length;
  const events = opened(ssid, tabIndex, leaderIndex, paused ? 'about:blank' : url, false);
  if (paused) {
    events.push(
      {name: 'tab_paused', payload: {ssid, tabIndex, leaderIndex}},
      {name: 'relocate_start', payload: {ssid, tabIndex, url}},
    );
  }
  if (!state.huddle) {
    return show || state.activeSsid === null ? [...events, {name: 'tab_activated', payload: {ssid, tabIndex}}] : events;
  }
  // Whoever sees no tab yet sees the first one.
  const viewers = state.participants.filter(({clientIndex, activeSsid, following}) => {
    return (activeSsid === null && following === null) || (show && clientIndex === seenBy);
  });
  const stops = show && follows(state, seenBy) ? unfollowed(state, seenBy).slice(0, 1) : [];
  return [
    ...events,
    ...stops,
    ...viewers.map(({clientIndex}): SessionEvent => ({name: 'tab_activated', payload: {ssid, tabIndex, clientIndex}})),
  ];
}

/** Closes a tab; those who saw it see its heir: the next one, if none is named. */
export function close(state: SessionState, tab: Tab, named?: Tab): Outcome {
  const tabIndex = state.tabs.indexOf(tab);
  const closed: SessionEvent = {name: 'tab_closed', payload: {ssid: tab.ssid, tabIndex}};
  const left = state.tabs.filter((one) => one !== tab);
  const heir = left.find((one) => one === named) ?? left[tabIndex] ?? left.at(-1);
  if (!heir) return [closed];
  const {ssid} = heir;
  const heirIndex = left.indexOf(heir);
  const shown = (whose: {clientIndex?: ClientIndex}): SessionEvent => {
    return {name: 'tab_activated', payload: {ssid, tabIndex: heirIndex, ...whose}};
  };
  if (!state.huddle) return tab.ssid === state.activeSsid ? [closed, shown({})] : [closed];
  const viewers = state.participants.filter(({activeSsid}) => activeSsid === tab.ssid);
  return [closed, ...viewers.map(({clientIndex}) => shown({clientIndex}))];
}

/** Someone picks a tab in huddle mode, and follows nobody any more. */
function choose(state: SessionState, tab: Tab, by: ClientIndex): Outcome {
  if (follows(state, by)) return [...unfollowed(state, by).slice(0, 1), activated(state, tab.ssid, by)];
  return tab.ssid === shownSsid(state, by) ? [] : [activated(state, tab.ssid, by)];
}

function follows(state: SessionState, clientIndex: ClientIndex): boolean {
  return (findParticipant(state, clientIndex)?.following ?? null) !== null;
}

function report(state: SessionState, ssid: Ssid, event: (tabIndex: number) => SessionEvent): Outcome {
  const tabIndex = state.tabs.findIndex((tab) => tab.ssid === ssid);
  return tabIndex < 0 ? refuse('unknown_tab', `Expected the ssid of an open tab, got ${ssid}.`) : [event(tabIndex)];
}
