import {type Guard, type Machine, onLeaving, type Place} from './machine.ts';

const goesOn: Guard<string> = [
  '`anyone_can_deactivate_space`',
  ({before}) => before.settings.anyone_can_deactivate_space,
];

/** The session itself. */
export const life: Machine<string> = {
  title: 'The session',
  about:
    'It goes on until someone ends it, or until nobody was connected for as long as `empty_session_timeout` says. Nothing happens in it afterwards: every command is refused with `session_ended`.',
  states: {created: 'nobody has joined yet', live: 'it is open', ended: 'it is over'},
  read: ({phase}) => new Map([['session', {at: phase}]]),
  roles: () => [],
  transitions: [
    {from: 'created', command: 'join', by: 'room', to: 'live', events: ['participant_joined']},
    {from: 'created', command: 'expire', by: 'room', to: 'ended', events: ['session_ended']},
    {from: 'created', command: 'end', by: 'room', to: 'ended', events: ['session_ended']},
    {from: 'live', command: 'end', by: 'room', to: 'ended', events: ['session_ended']},
    {from: 'live', command: 'end', by: 'host', to: 'ended', events: ['session_ended']},
    {from: 'live', command: 'end', by: 'anyone', when: goesOn, to: 'ended', events: ['session_ended']},
    {from: 'live', command: 'expire', by: 'room', to: 'ended', events: ['session_ended']},
  ],
};

const noAdmission: Guard<number> = [
  '`admission_enabled` is off, or whoever comes is no guest',
  ({after, before}, index) => !before.settings.admission_enabled || after.roles[index] !== 'guest',
];
const admission: Guard<number> = [
  '`admission_enabled` is on, and whoever comes is a guest',
  ({after, before}, index) => before.settings.admission_enabled && after.roles[index] === 'guest',
];
const lost: Guard<number> = ['the line is lost', () => true];
const found: Guard<number> = ['the line is found within the grace time', () => true];

/** A seat in the session. */
export const seat: Machine<number> = {
  title: 'A seat, and who is let in',
  about:
    'Someone whose line is lost keeps the seat, and with it host rights, tabs and control, for the grace time (30 seconds). With `admission_enabled` guests wait until the host lets them in, in huddle mode until anyone does; another host is asked again. Whoever waits is told nothing.',
  states: {
    outside: 'not in the session',
    waiting: 'asks to be let in',
    here: 'in the session',
    away: 'in the session, with the line lost',
  },
  absent: 'outside',
  read: ({waiting, participants}) =>
    new Map<number, Place>([
      ...waiting.map(({clientIndex}): [number, Place] => [clientIndex, {at: 'waiting'}]),
      ...participants.map(({clientIndex, online}): [number, Place] => [clientIndex, {at: online ? 'here' : 'away'}]),
    ]),
  roles: () => [],
  transitions: [
    {from: 'outside', command: 'join', by: 'room', when: noAdmission, to: 'here', events: ['participant_joined']},
    {from: 'outside', command: 'join', by: 'room', when: admission, to: 'waiting', events: ['admission_requested']},
    {from: 'waiting', command: 'admit', by: 'doorkeeper', to: 'here', events: ['participant_joined']},
    {from: 'waiting', command: 'refuse', by: 'doorkeeper', to: 'outside', events: ['admission_refused']},
    {from: 'waiting', command: 'leave', by: 'room', to: 'outside', events: ['admission_withdrawn']},
    {from: 'here', command: 'set_online', by: 'room', when: lost, to: 'away', events: ['participant_updated']},
    {from: 'away', command: 'set_online', by: 'room', when: found, to: 'here', events: ['participant_updated']},
    ...onLeaving<number>({from: 'here', to: 'outside', events: ['participant_left']}),
    ...onLeaving<number>({from: 'away', to: 'outside', events: ['participant_left']}),
  ],
};
