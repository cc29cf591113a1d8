import type {Json, Ssid} from '../../model/events.ts';
import {findParticipant, findTab, shownSsid} from '../../model/state.ts';
import type {WireRequests} from '../../protocol/rpc.ts';
import {isRecord, numberField} from './fields.ts';
import {learnTab} from './lists.ts';
import type {OwnTab, Tracker} from './tracker.ts';

/** A method of the vendor's, with what it is called with. */
export type Call = readonly [method: string, ...args: unknown[]];

/** How a command is put to the vendor's client, and how it shows that it was done. */
export interface Plan {
  /** The first of these that this version has is called. */
  readonly calls: readonly Call[];
  /** Whether it is done; left out where nothing that is told shows it. */
  readonly done?: () => boolean;
  /** Its tabs have to be looked at to know. */
  readonly looks?: boolean;
  /** Takes in what only this client knows, once the vendor took the call. */
  readonly learn?: (returned: unknown) => void;
  /** Called before it is put to the vendor; returns what is to be done when it is over, whatever came of it. */
  readonly begin?: () => () => void;
  /** What the command is answered with; what the method returned if left out. */
  readonly answer?: () => Json;
}

type Planner<Name extends keyof WireRequests> = (tracker: Tracker, args: WireRequests[Name]) => Plan;

/** The commands that the vendor's client knows by a name or with arguments of its own, or whose doing can be seen. */
export const PLANS: {readonly [Name in keyof WireRequests]?: Planner<Name>} = {
  end: (tracker) => ({calls: [['end']], done: () => tracker.state.phase === 'ended'}),
  relocate: (tracker, {url, ssid}) => goTo(tracker, url, ssid),
  // It has no method for that, and going to where one is comes to the same.
  reload: (tracker, {ssid}) => {
    const tab = findTab(tracker.state, ssid ?? shownSsid(tracker.state, tracker.me));
    return goTo(tracker, tab?.url ?? '', ssid);
  },
  open_tab: (tracker, {url}) => {
    return opening(tracker, [
      ['openTab', url],
      ['relocate', url, true],
    ]);
  },
  close_tab: (tracker, {ssid}) => ({
    calls: [['closeTab', ssid]],
    looks: true,
    done: () => findTab(tracker.state, ssid) === undefined,
  }),
  activate_tab: (tracker, {ssid}) => ({
    calls: [['activateTab', ssid]],
    done: () => shownSsid(tracker.state, tracker.me) === ssid,
  }),
  execute: (_tracker, {code, type, ssid}) => ({
    calls: [['execute', code, {type, ...(ssid !== undefined && {ssid})}]],
  }),
  request_tab_control: (tracker, {ssid}) => ({
    calls: [['requestTabControl'], ['requestControl']],
    // The vendor tells the owner alone.
    learn: () => {
      const place = tracker.place(ssid ?? tracker.seen());
      tracker.tell({name: 'tab_control_requested', payload: {...place, clientIndex: tracker.me ?? 0}});
    },
  }),
  transfer_tab_control: (tracker, {to}) => ({
    calls: [
      ['transferTabControl', to],
      ['giveControl', to],
    ],
    done: tracker.hears(({name, payload}) => name === 'tab_control_transferred' && payload.controlIndex === to),
  }),
  return_tab_control: (tracker) => ({
    calls: [['returnTabControl']],
    done: () => !tracker.state.tabs.some((tab) => tab.controlIndex === tracker.me && tab.leaderIndex !== tracker.me),
  }),
  revoke_tab_control: (tracker) => ({
    calls: [['revokeTabControl']],
    done: () => !tracker.state.tabs.some((tab) => tab.leaderIndex === tracker.me && tab.controlIndex !== tracker.me),
  }),
  request_to_host: (tracker) => ({
    calls: [['requestToHost']],
    // The vendor tells the host alone.
    learn: () => tracker.tell({name: 'host_rights_requested', payload: {clientIndex: tracker.me ?? 0}}),
  }),
  make_host: (tracker, {to}) => ({calls: [['makeHost', to]], done: () => tracker.state.host === to}),
  set_huddle_mode: (tracker, {enabled}) => ({
    calls: [['setHuddleMode', enabled]],
    done: () => tracker.state.huddle === enabled,
  }),
  remove_participant: (tracker, {client_index: clientIndex}) => ({
    calls: [['removeParticipant', clientIndex]],
    done: () => findParticipant(tracker.state, clientIndex) === undefined,
  }),
  send_chat_message: (tracker, {message}) => {
    const done = tracker.hears(({name, payload}) => name === 'chat_message' && payload.message === message);
    return {calls: [['sendChatMessage', message]], done};
  },
  // The origin is what the browser says it is.
  send_message: (_tracker, {data, target_origin: targetOrigin}) => ({calls: [['sendMessage', data, targetOrigin]]}),
  broadcast_message: (_tracker, {message}) => ({calls: [['broadcastMessage', message]]}),
};

function goTo(tracker: Tracker, url: string, ssid: Ssid | undefined): Plan {
  if (ssid !== undefined && ssid !== shownSsid(tracker.state, tracker.me)) {
    // Relocations are told of the tab that is seen alone, so that its address has to be looked up.
    const before = findTab(tracker.state, ssid)?.url;
    return {
      calls: [['relocateTab', url, ssid]],
      ...(before !== url && {looks: true, done: () => findTab(tracker.state, ssid)?.url !== before}),
    };
  }
  const done = tracker.hears(({name}) => name === 'relocate_start' || name === 'relocated');
  return {calls: [['relocate', url, false]], done};
}

/** Opens a tab that then belongs to this client, whether or not the method says which it is. */
export function opening(tracker: Tracker, calls: readonly Call[]): Plan {
  let own: OwnTab = {ssid: undefined};
  return {
    calls,
    looks: true,
    begin: () => {
      own = tracker.expectOwn();
      return () => tracker.forgetOwn(own);
    },
    learn: (returned) => {
      if (!isRecord(returned)) return;
      own.ssid = numberField(returned, 'ssid') ?? numberField(returned, 'id') ?? own.ssid;
      if (own.ssid !== undefined) learnTab(tracker, own.ssid, {...returned, leaderIndex: tracker.me});
    },
    done: () => own.ssid !== undefined && findTab(tracker.state, own.ssid) !== undefined,
    answer: () => ({ssid: own.ssid!}),
  };
}
