import type {SessionEventName, Ssid} from '../../model/events.ts';
import {findTab, shownSsid} from '../../model/state.ts';
import {isFlag, isText, numberField, type Payload, pick, textField} from './fields.ts';
import {someone, type Take} from './taking.ts';
import type {Tracker} from './tracker.ts';

/** What the events about tabs say. The vendor names a tab by its id, by its place in the bar, or not at all. */
export const tabTakes: {readonly [Name in SessionEventName]?: Take} = {
  relocate_start: (tracker, payload) => relocation(tracker, 'relocate_start', payload),
  relocated: (tracker, payload) => relocation(tracker, 'relocated', payload),
  tab_activated: (tracker, payload) => {
    const ssid = idIn(payload);
    if (ssid === undefined) return;
    tracker.show({ssid});
    tracker.look(ssid);
  },
  tab_opened: (tracker, payload) => {
    const ssid = idIn(payload);
    const leaderIndex = someone(tracker, payload, 'leaderIndex');
    if (ssid !== undefined) tracker.show({ssid, leaderIndex, url: textField(payload, 'url')});
  },
  tab_closed: (tracker, payload) => {
    const ssid = idIn(payload);
    if (ssid !== undefined) tracker.hide(ssid);
  },
  tab_updated: (tracker, payload) => {
    const ssid = numberField(payload, 'ssid');
    if (ssid !== undefined && !findTab(tracker.state, ssid)) return;
    const changes = pick(payload, UPDATED);
    if (changes) tracker.tell({name: 'tab_updated', payload: {...changes, ...tracker.place(ssid ?? tracker.seen())}});
  },
  tab_paused: (tracker, payload) => pause(tracker, 'tab_paused', payload),
  tab_resumed: (tracker, payload) => pause(tracker, 'tab_resumed', payload),
  tab_control_requested: (tracker, payload) => {
    const clientIndex = someone(tracker, payload, 'clientIndex');
    if (clientIndex === undefined) return;
    const ssid = tabIn(tracker, payload);
    const owner = findTab(tracker.state, ssid)?.leaderIndex;
    const isKnown = tracker.state.controlRequests.some((request) => {
      return request.clientIndex === clientIndex && request.leaderIndex === owner;
    });
    if (!isKnown) tracker.tell({name: 'tab_control_requested', payload: {...tracker.place(ssid), clientIndex}});
  },
  tab_control_transferred: (tracker, payload) => {
    const ssid = tabIn(tracker, payload);
    const tab = findTab(tracker.state, ssid);
    const leaderIndex = someone(tracker, payload, 'leaderIndex') ?? tab?.leaderIndex ?? 0;
    const controlIndex = someone(tracker, payload, 'controlIndex') ?? leaderIndex;
    if (tab?.leaderIndex === leaderIndex && tab.controlIndex === controlIndex) return;
    const told = {...tracker.place(ssid), leaderIndex, controlIndex};
    tracker.tell({name: 'tab_control_transferred', payload: told});
  },
  file_downloaded: (tracker, payload) => {
    const file = {url: textField(payload, 'url') ?? '', filename: textField(payload, 'filename') ?? ''};
    tracker.tell({name: 'file_downloaded', payload: {...tracker.place(tabIn(tracker, payload)), ...file}});
  },
};

/** What can be new about a tab. */
const UPDATED = {
  url: isText,
  title: isText,
  loading: isFlag,
  error: (value: unknown) => value === null || isText(value),
  canGoBack: isFlag,
  canGoForward: isFlag,
};

/** Events that are about a tab and do not say which, so that one has to be known. */
const CURRENT: ReadonlySet<SessionEventName> = new Set([
  'relocate_start',
  'relocated',
  'tab_updated',
  'tab_control_requested',
  'file_downloaded',
]);

/** Whether an event cannot be understood before the tabs of the session are known. */
export function needsTabs(tracker: Tracker, name: SessionEventName, payload: Payload): boolean {
  const {tabs} = tracker.state;
  const tabIndex = numberField(payload, 'tabIndex');
  if (tabIndex !== undefined) return tabIndex >= tabs.length;
  return CURRENT.has(name) && shownSsid(tracker.state, tracker.me) === null;
}

function relocation(tracker: Tracker, name: 'relocate_start' | 'relocated', payload: Payload): void {
  const url = textField(payload, 'url') ?? '';
  tracker.tell({name, payload: {...tracker.place(tabIn(tracker, payload)), url}});
}

function pause(tracker: Tracker, name: 'tab_paused' | 'tab_resumed', payload: Payload): void {
  const ssid = tabIn(tracker, payload);
  const tab = findTab(tracker.state, ssid);
  if (!tab || tab.paused === (name === 'tab_paused')) return;
  const leaderIndex = someone(tracker, payload, 'leaderIndex') ?? tab.leaderIndex;
  tracker.tell({name, payload: {...tracker.place(ssid), leaderIndex}});
}

function idIn(payload: Payload): Ssid | undefined {
  return numberField(payload, 'ssid') ?? numberField(payload, 'id');
}

/** The tab an event is about: by its id, else by its place, else the one that everybody sees. */
function tabIn(tracker: Tracker, payload: Payload): Ssid {
  const ssid = numberField(payload, 'ssid');
  return ssid !== undefined && findTab(tracker.state, ssid) ? ssid : tracker.at(numberField(payload, 'tabIndex'));
}
