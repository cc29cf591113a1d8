import {findParticipant} from '../../../src/model/state.ts';
import {type Guard, leaverOf, type Machine, onLeaving} from './machine.ts';

const whomLeaves: Guard<number> = [
  'whom they follow leaves: they go on with the tab they saw',
  (step, index) => leaverOf(step) === findParticipant(step.before, index)?.following,
];

/** Huddle mode. */
export const sight: Machine<number> = {
  title: 'What someone sees: huddle mode',
  about:
    'Outside of huddle mode everyone sees the tab that the host chose. In huddle mode each sees a tab of their own, or what someone they follow sees; nobody can be followed by those they follow. When someone stops following, `huddle_follow` tells their own index as `following_index`.',
  states: {
    together: 'the tab that everyone sees',
    own: 'a tab of their own',
    follows: 'what another one sees',
  },
  read: ({huddle, participants}) =>
    new Map(
      participants.map(({clientIndex, following}) => {
        const at = huddle ? (following === null ? 'own' : 'follows') : 'together';
        return [clientIndex, {at, whose: following}];
      }),
    ),
  roles: (by, index) => (by === index ? ['themselves'] : []),
  transitions: [
    {from: 'together', command: 'set_huddle_mode', by: 'host', to: 'own', events: ['huddle_mode']},
    {from: 'own', command: 'set_huddle_mode', by: 'host', to: 'together', events: ['huddle_mode', 'host_changed']},
    {from: 'follows', command: 'set_huddle_mode', by: 'host', to: 'together', events: ['huddle_mode', 'host_changed']},
    {from: 'own', command: 'follow', by: 'themselves', to: 'follows', events: ['huddle_follow']},
    {from: 'follows', command: 'follow', by: 'themselves', to: 'follows', events: ['huddle_follow']},
    {from: 'follows', command: 'unfollow', by: 'themselves', to: 'own', events: ['huddle_follow']},
    {
      from: 'follows',
      command: 'activate_tab',
      by: 'themselves',
      to: 'own',
      events: ['huddle_follow', 'tab_activated'],
    },
    {
      from: 'follows',
      command: 'open_tab',
      by: 'themselves',
      to: 'own',
      events: ['tab_opened', 'huddle_follow', 'tab_activated'],
    },
    {
      from: 'follows',
      command: 'file_shared',
      by: 'room',
      when: ['they sent it', () => true],
      to: 'own',
      events: ['tab_opened', 'huddle_follow', 'tab_activated'],
    },
    {
      from: 'follows',
      command: 'tab_popped_up',
      by: 'room',
      when: ['a page that they use opened another one', () => true],
      to: 'own',
      events: ['tab_opened', 'huddle_follow', 'tab_activated'],
    },
    ...onLeaving({from: 'follows', when: whomLeaves, to: 'own', events: ['huddle_follow', 'participant_left']}),
  ],
};
