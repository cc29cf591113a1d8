import type {Ssid} from '../../model/events.ts';
import {findParticipant, findTab, shownSsid, type Tab} from '../../model/state.ts';
import {field, numberField, type Payload, recordsOf, textField, userDataField} from './fields.ts';
import type {Tracker} from './tracker.ts';

/**
 * Takes in the list of tabs that the vendor gave.
 *
 * @param before - the tabs that were known when it was asked for; others may have come too late for the list
 */
export function learnTabs(tracker: Tracker, list: unknown, before: readonly Tab[]): void {
  const tabs = recordsOf(list).flatMap((record) => {
    const ssid = numberField(record, 'ssid') ?? numberField(record, 'id');
    return ssid === undefined ? [] : [{ssid, record}];
  });
  if (tabs.length === 0) return;
  for (const {ssid, record} of tabs) learnTab(tracker, ssid, record);
  for (const {ssid} of before) if (!tabs.some((tab) => tab.ssid === ssid)) tracker.hide(ssid);
  const active = tabs.find(({record}) => record['active'] === true);
  if (active && shownSsid(tracker.state, tracker.me) === null) tracker.look(active.ssid);
}

/** Takes in what the vendor says of one tab. */
export function learnTab(tracker: Tracker, ssid: Ssid, record: Payload): void {
  tracker.show({ssid, url: textField(record, 'url'), leaderIndex: numberField(record, 'leaderIndex')});
  const tab = findTab(tracker.state, ssid);
  if (!tab) return;
  const title = textField(record, 'title') ?? tab.title;
  // Between the two relocation events, the list may still have the page before.
  const url = tab.loading ? tab.url : (textField(record, 'url') ?? tab.url);
  const changes = {...(title !== tab.title && {title}), ...(url !== tab.url && {url})};
  if (Object.keys(changes).length === 0) return;
  tracker.tell({name: 'tab_updated', payload: {...tracker.place(ssid), ...changes}});
}

/** Takes in the list of participants, where the vendor's client has one. */
export function learnParticipants(tracker: Tracker, list: unknown): void {
  const records = recordsOf(list).flatMap((record) => {
    const clientIndex = numberField(record, 'clientIndex');
    return clientIndex === undefined ? [] : [{clientIndex, record}];
  });
  for (const {clientIndex, record} of records) {
    if (field(record, 'self') === true) tracker.me = clientIndex;
    const userData = {...findParticipant(tracker.state, clientIndex)?.userData, ...userDataField(record)};
    tracker.meet(clientIndex, userData);
    const online = field(record, 'online');
    if (typeof online === 'boolean' && findParticipant(tracker.state, clientIndex)?.online === !online) {
      tracker.tell({name: 'participant_updated', payload: {clientIndex, online}});
    }
  }
  const host = records.find(({record}) => field(record, 'isHost') === true)?.clientIndex;
  if (host !== undefined) tracker.crown(host);
  tracker.recheck();
}
