import type {SessionEventMap, SessionEventName, ToldEvent} from '../../model/events.ts';
import {findParticipant, findTab, shownSsid} from '../../model/state.ts';
import {field, isFlag, isRecord, numberField, pick, textField, toJson, userDataField} from './fields.ts';
import type {Heard} from './hear.ts';
import {tabTakes} from './take-tabs.ts';
import {someone, type Take} from './taking.ts';

/** What each event of the vendor's says about the session. */
const TAKES: {readonly [Name in SessionEventName]?: Take} = {
  ...tabTakes,
  session_ended: (tracker, payload) => {
    const url = textField(payload, 'finalLocation');
    const told = url === undefined ? {} : {final_location: url, finalLocation: url};
    tracker.tell({name: 'session_ended', payload: told});
  },
  message: (tracker, payload) => {
    // What a page sent is nobody's to change, so it is not copied.
    const message = {targetOrigin: '*', ...payload, origin: textField(payload, 'origin') ?? ''};
    tracker.tell({name: 'message', payload: message as unknown as SessionEventMap['message']});
  },
  chat_message: (tracker, payload) => {
    const clientIndex = someone(tracker, payload, 'clientIndex') ?? 0;
    tracker.tell({name: 'chat_message', payload: {message: textField(payload, 'message') ?? '', clientIndex}});
  },
  participant_joined: (tracker, payload) => {
    const clientIndex = numberField(payload, 'clientIndex');
    if (clientIndex !== undefined) tracker.meet(clientIndex, userDataField(payload));
  },
  participant_left: (tracker, payload) => {
    const clientIndex = numberField(payload, 'clientIndex');
    if (clientIndex !== undefined) tracker.miss(clientIndex, payload['removed'] === true);
  },
  participant_updated: (tracker, payload) => {
    const known = findParticipant(tracker.state, numberField(payload, 'clientIndex') ?? null);
    const changes = pick(payload, {userData: isRecord, online: isFlag, activeSsid: Number.isInteger});
    if (!known || !changes) return;
    tracker.tell({name: 'participant_updated', payload: {...changes, clientIndex: known.clientIndex}});
  },
  host_rights_requested: (tracker, payload) => {
    const clientIndex = someone(tracker, payload, 'clientIndex');
    if (clientIndex === undefined || tracker.state.hostRequests.includes(clientIndex)) return;
    tracker.tell({name: 'host_rights_requested', payload: {clientIndex}});
  },
  host_changed: (tracker, payload) => {
    // The only documented way for a page to learn its own index.
    const known = tracker.me;
    tracker.me = numberField(payload, 'myIndex') ?? known;
    tracker.recheck();
    const to = someone(tracker, payload, 'to');
    if (to === undefined || (to === tracker.state.host && tracker.me === known)) return;
    const myIndex = tracker.me ?? (payload['gained'] === true ? to : 0);
    tracker.tell({name: 'host_changed', payload: {to, gained: to === myIndex, myIndex}});
  },
  huddle_mode: (tracker, payload) => {
    const enabled = field(payload, 'enabled') === true;
    if (enabled === tracker.state.huddle) return;
    const seen = shownSsid(tracker.state, tracker.me);
    tracker.tell({name: 'huddle_mode', payload: {enabled}});
    if (!enabled && seen !== null) tracker.tell({name: 'tab_activated', payload: tracker.place(seen)});
  },
  huddle_follow: (tracker, payload) => {
    const clientIndex = someone(tracker, payload, 'clientIndex');
    if (clientIndex === undefined) return;
    // How the vendor tells that someone stopped is not known; whatever names nobody is taken for that.
    const followingIndex = numberField(payload, 'followingIndex') ?? clientIndex;
    const both = {clientIndex, followingIndex, client_index: clientIndex, following_index: followingIndex};
    tracker.tell({name: 'huddle_follow', payload: both});
  },
  // The window is this client's own affair.
  session_started: () => {},
  error: () => {},
};

const asItIs = (tracker: Parameters<Take>[0], {name, payload}: Heard) =>
  tracker.tell({name, payload: toJson(payload)} as unknown as ToldEvent);

/** Takes in what the vendor told. Of what this kit has added, a client of this kit at the other end tells the whole. */
export function take(tracker: Parameters<Take>[0], heard: Heard): void {
  const {name, payload} = heard;
  const {ssid} = payload as {ssid?: number};
  if (TAKES[name]) TAKES[name](tracker, payload);
  else if (ssid === undefined || findTab(tracker.state, ssid)) asItIs(tracker, heard);
}
