import {type Guard, leaverOf, type Machine} from './machine.ts';

const inherited: Guard<string> = [
  'the host leaves, and someone is there who may be host by `host_rights`: who came first and is connected',
  (step) => leaverOf(step) === step.before.host,
];
const notInherited: Guard<string> = [
  'the host leaves, and nobody is there who may be host by `host_rights`',
  (step) => leaverOf(step) === step.before.host,
];
const mayBeHost: Guard<string> = ['whoever joins may be host by `host_rights`', ({after}) => after.host !== null];

/** The host of the session. */
export const hostOfSession: Machine<string> = {
  title: 'The host',
  about:
    'The host chooses the tab that everyone sees, lets people in, removes them, and ends the session. `host_rights` says who becomes host by coming first or by inheriting: `admins-only` (the leader, and whom a magic link says so of), `members-only`, or `everyone`. Passing host rights on is not limited by it.',
  states: {
    nobody: 'nobody is there who may be',
    host: 'someone is',
    huddle: 'huddle mode is on: nobody is, and everyone who may be host may end it and what else the host may',
  },
  read: ({host, huddle}) =>
    new Map([['host', {at: huddle ? 'huddle' : host === null ? 'nobody' : 'host', whose: host}]]),
  roles: () => [],
  transitions: [
    {
      from: 'nobody',
      command: 'join',
      by: 'room',
      when: mayBeHost,
      to: 'host',
      events: ['participant_joined', 'host_changed'],
    },
    {from: 'host', command: 'make_host', by: 'host', to: 'host', events: ['host_changed']},
    {
      from: 'host',
      command: 'leave',
      by: 'room',
      when: inherited,
      to: 'host',
      events: ['participant_left', 'host_changed'],
    },
    {from: 'host', command: 'leave', by: 'room', when: notInherited, to: 'nobody', events: ['participant_left']},
    {
      from: 'host',
      command: 'remove_participant',
      by: 'room',
      when: inherited,
      to: 'host',
      events: ['participant_left', 'host_changed'],
    },
    {
      from: 'host',
      command: 'remove_participant',
      by: 'room',
      when: notInherited,
      to: 'nobody',
      events: ['participant_left'],
    },
    {from: 'host', command: 'set_huddle_mode', by: 'host', to: 'huddle', events: ['huddle_mode']},
    {from: 'huddle', command: 'set_huddle_mode', by: 'host', to: 'host', events: ['huddle_mode', 'host_changed']},
  ],
};

const askerLeaves: Guard<number> = ['whoever asks leaves', (step, asker) => leaverOf(step) === asker];
const eitherLeaves: Guard<number> = [
  'whoever asks leaves, or the host',
  (step, asker) => [asker, step.before.host].includes(leaverOf(step) ?? null),
];
const hostLeaves: Guard<number> = ['the host leaves', (step) => leaverOf(step) === step.before.host];

/** A request for host rights. */
export const requestForHost: Machine<number> = {
  title: 'A request for host rights',
  about:
    'Whoever wants to be host asks the one who is, once at a time. Several can wait. It is granted, declined, withdrawn, or waits too long (a minute). Another host was never asked: all requests are settled when the host changes.',
  states: {none: 'nothing is asked', waiting: 'the host is asked'},
  absent: 'none',
  read: ({hostRequests}) => new Map(hostRequests.map((asker) => [asker, {at: 'waiting'}])),
  roles: (by, asker) => (by === asker ? ['asker'] : []),
  transitions: [
    {
      from: 'none',
      command: 'request_to_host',
      by: 'asker',
      when: ['host_switching_allowed', ({before}) => before.settings.host_switching_allowed],
      to: 'waiting',
      events: ['host_rights_requested'],
    },
    {from: 'waiting', command: 'make_host', by: 'host', to: 'none', events: ['host_changed']},
    {from: 'waiting', command: 'decline_host', by: 'host', to: 'none', events: ['host_request_declined']},
    {
      from: 'waiting',
      command: 'withdraw_host_request',
      by: 'asker',
      to: 'none',
      events: ['host_request_withdrawn'],
    },
    {from: 'waiting', command: 'expire_host_request', by: 'room', to: 'none', events: ['host_request_withdrawn']},
    {from: 'waiting', command: 'set_huddle_mode', by: 'host', to: 'none', events: ['huddle_mode']},
    {from: 'waiting', command: 'leave', by: 'room', when: askerLeaves, to: 'none', events: ['participant_left']},
    {from: 'waiting', command: 'leave', by: 'room', when: hostLeaves, to: 'none', events: ['participant_left']},
    {
      from: 'waiting',
      command: 'remove_participant',
      by: 'host',
      when: askerLeaves,
      to: 'none',
      events: ['participant_left'],
    },
    {
      from: 'waiting',
      command: 'remove_participant',
      by: 'room',
      when: eitherLeaves,
      to: 'none',
      events: ['participant_left'],
    },
  ],
};
