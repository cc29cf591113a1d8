import {findTab, type SessionState} from '../../../src/model/state.ts';
import {type Guard, leaverOf, type Machine, onLeaving, type Step} from './machine.ts';

const recipient = ({command}: Step) => (command.name === 'transfer_tab_control' ? command.args.to : undefined);
const tabBefore = ({before}: Step, ssid: number) => findTab(before, ssid);
const openerOf = ({command, before}: Step) =>
  command.name === 'tab_popped_up' ? findTab(before, command.args.opener) : undefined;

const toOwner: Guard<number> = [
  'it is given to the owner',
  (step, ssid) => recipient(step) === tabBefore(step, ssid)?.leaderIndex,
];
const toOther: Guard<number> = [
  'it is given to someone else',
  (step, ssid) => recipient(step) !== tabBefore(step, ssid)?.leaderIndex,
];
const ownerLeaves: Guard<number> = [
  'the owner leaves, and the host or who came first owns it now',
  (step, ssid) => leaverOf(step) === tabBefore(step, ssid)?.leaderIndex,
];
const ownerLeavesIt: Guard<number> = [
  'the owner leaves, and whoever borrowed control owns it now',
  (step, ssid) => leaverOf(step) === tabBefore(step, ssid)?.leaderIndex,
];
const ownerLeavesLent: Guard<number> = [
  'the owner leaves; another owns it now, and whoever borrowed control keeps it',
  (step, ssid) => leaverOf(step) === tabBefore(step, ssid)?.leaderIndex,
];
const borrowerLeaves: Guard<number> = [
  'whoever borrowed control leaves',
  (step, ssid) => leaverOf(step) === tabBefore(step, ssid)?.controlIndex,
];
const openerOwn: Guard<number> = [
  'a page opened it whose tab is with its owner',
  (step) => !openerOf(step)?.paused && openerOf(step)?.leaderIndex === openerOf(step)?.controlIndex,
];
const openerLent: Guard<number> = [
  'a page opened it whose tab is lent: whoever clicked goes on there',
  (step) => !openerOf(step)?.paused && openerOf(step)?.leaderIndex !== openerOf(step)?.controlIndex,
];
const openerPaused: Guard<number> = [
  'a page opened it whose tab is paused: so is this one',
  (step) => openerOf(step)?.paused === true,
];
const atStart: Guard<number> = ['the leader joins, and the space says what opens', () => true];
const abandoned: Guard<number> = ['nobody was left to own it: whoever joins does', () => true];

/** Control of a tab. */
export const controlOfTab: Machine<number> = {
  title: 'Control of a tab',
  about:
    'Every tab has an owner, and somebody in control of it, who alone can click, type and navigate. The owner can take control back at any time, and a grant covers all tabs of that owner. Someone whose line drops keeps control for the grace time; only when they leave does it go back.',
  states: {
    closed: 'there is no such tab',
    own: 'its owner is in control',
    lent: 'someone else is in control',
  },
  absent: 'closed',
  read: ({tabs}) =>
    new Map(
      tabs.map(({ssid, leaderIndex, controlIndex}) => [
        ssid,
        {at: leaderIndex === controlIndex ? 'own' : 'lent', whose: `${leaderIndex}, ${controlIndex}`},
      ]),
    ),
  roles: (by, ssid, before) => {
    const tab = findTab(before, ssid);
    return [...(tab?.leaderIndex === by ? ['owner'] : []), ...(tab?.controlIndex === by ? ['controller'] : [])];
  },
  transitions: [
    {from: 'closed', command: 'open_tab', by: 'anyone', to: 'own', events: ['tab_opened']},
    {from: 'closed', command: 'open_tab', by: 'room', to: 'own', events: ['tab_opened']},
    {from: 'closed', command: 'file_shared', by: 'room', to: 'own', events: ['tab_opened']},
    {from: 'closed', command: 'join', by: 'room', when: atStart, to: 'own', events: ['tab_opened']},
    {from: 'closed', command: 'tab_popped_up', by: 'room', when: openerOwn, to: 'own', events: ['tab_opened']},
    {
      from: 'closed',
      command: 'tab_popped_up',
      by: 'room',
      when: openerLent,
      to: 'lent',
      events: ['tab_opened', 'tab_control_transferred'],
    },
    {
      from: 'closed',
      command: 'tab_popped_up',
      by: 'room',
      when: openerPaused,
      to: 'own',
      events: ['tab_opened', 'tab_paused', 'relocate_start'],
    },
    ...transfers('own', 'transfer_tab_control', 'owner', 'lent', toOther),
    ...transfers('lent', 'transfer_tab_control', 'owner', 'lent', toOther),
    ...transfers('lent', 'transfer_tab_control', 'owner', 'own', toOwner),
    ...transfers('lent', 'revoke_tab_control', 'owner', 'own'),
    ...transfers('lent', 'return_tab_control', 'controller', 'own'),
    ...onLeaving({
      from: 'lent',
      when: borrowerLeaves,
      to: 'own',
      events: ['participant_left', 'tab_control_transferred'],
    }),
    ...onLeaving({
      from: 'lent',
      when: ownerLeavesIt,
      to: 'own',
      events: ['participant_left', 'tab_control_transferred'],
    }),
    ...onLeaving({
      from: 'lent',
      when: ownerLeavesLent,
      to: 'lent',
      events: ['participant_left', 'tab_control_transferred'],
    }),
    ...onLeaving({from: 'own', when: ownerLeaves, to: 'own', events: ['participant_left', 'tab_control_transferred']}),
    ...transfers('own', 'join', 'room', 'own', abandoned),
    ...['own', 'lent'].flatMap(closings),
  ],
};

function transfers(
  from: string,
  command: Machine<number>['transitions'][number]['command'],
  by: string,
  to: string,
  when?: Guard<number>,
): Machine<number>['transitions'] {
  return [{from, command, by, to, events: ['tab_control_transferred'], ...(when && {when})}];
}

function closings(from: string): Machine<number>['transitions'] {
  return [
    {from, command: 'close_tab', by: 'owner', to: 'closed', events: ['tab_closed']},
    {from, command: 'close_tab', by: 'host', to: 'closed', events: ['tab_closed']},
    {from, command: 'close_tab', by: 'room', to: 'closed', events: ['tab_closed']},
    {from, command: 'tab_gone', by: 'room', to: 'closed', events: ['tab_closed']},
  ];
}

const isFor: Guard<string> = [
  'it is given to whoever asked',
  (step, key) => recipient(step) === Number(key.split('>')[0]),
];
const eitherLeaves: Guard<string> = [
  'either of the two leaves',
  (step, key) =>
    key
      .split('>')
      .map(Number)
      .includes(leaverOf(step) as number),
];

/** A request for control. */
export const requestForControl: Machine<string> = {
  title: 'A request for control',
  about:
    'Whoever wants control of a tab asks its owner, once at a time. Several can wait, and each is answered for itself: a request is granted, declined, withdrawn, or waits too long (a minute). It is gone with the tab, and with either of the two.',
  states: {none: 'nothing is asked', waiting: 'the owner is asked'},
  absent: 'none',
  read: ({controlRequests}) =>
    new Map(
      controlRequests.map(({clientIndex, leaderIndex, ssid}) => [
        `${clientIndex}>${leaderIndex}`,
        {at: 'waiting', whose: ssid},
      ]),
    ),
  roles: (by, key) => {
    const [asker, owner] = key.split('>').map(Number);
    return [...(by === asker ? ['asker'] : []), ...(by === owner ? ['owner'] : [])];
  },
  transitions: [
    {
      from: 'none',
      command: 'request_tab_control',
      by: 'asker',
      when: ['participants_can_request_to_interact', ({before}: Step) => allowsAsking(before)],
      to: 'waiting',
      events: ['tab_control_requested'],
    },
    {
      from: 'waiting',
      command: 'transfer_tab_control',
      by: 'owner',
      when: isFor,
      to: 'none',
      events: ['tab_control_transferred'],
    },
    settled('decline_tab_control', 'owner', 'control_request_declined'),
    settled('withdraw_tab_control_request', 'asker', 'control_request_withdrawn'),
    settled('expire_control_request', 'room', 'control_request_withdrawn'),
    settled('close_tab', 'owner', 'tab_closed'),
    settled('close_tab', 'host', 'tab_closed'),
    settled('close_tab', 'room', 'tab_closed'),
    settled('tab_gone', 'room', 'tab_closed'),
    ...onLeaving({from: 'waiting', when: eitherLeaves, to: 'none', events: ['participant_left']}),
  ],
};

function allowsAsking({settings}: SessionState): boolean {
  return settings.participants_can_request_to_interact;
}

function settled(
  command: Machine<string>['transitions'][number]['command'],
  by: string,
  event: Machine<string>['transitions'][number]['events'][number],
): Machine<string>['transitions'][number] {
  return {from: 'waiting', command, by, to: 'none', events: [event]};
}
