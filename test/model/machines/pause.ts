import {findTab} from '../../../src/model/state.ts';
import {type Guard, leaverOf, type Machine, onLeaving} from './machine.ts';

const ownerLeaves: Guard<number> = [
  'the owner leaves',
  (step, ssid) => leaverOf(step) === findTab(step.before, ssid)?.leaderIndex,
];

/** A paused tab. */
export const pause: Machine<number> = {
  title: 'A paused tab',
  about:
    'The owner of a tab hides from the others what happens in it: they keep the last picture and address, are told nothing of its pages, and cannot use it, not even with borrowed control. When it is resumed they are told how it is now.',
  states: {shown: 'everyone sees it', paused: 'its owner alone does'},
  read: ({tabs}) => new Map(tabs.map(({ssid, paused}) => [ssid, {at: paused ? 'paused' : 'shown'}])),
  roles: (by, ssid, before) => (findTab(before, ssid)?.leaderIndex === by ? ['owner'] : []),
  transitions: [
    {
      from: 'shown',
      command: 'pause_tab',
      by: 'owner',
      when: ['`pause_enabled`', ({before}) => before.settings.pause_enabled],
      to: 'paused',
      events: ['tab_paused'],
    },
    {from: 'paused', command: 'resume_tab', by: 'owner', to: 'shown', events: ['tab_resumed', 'tab_updated']},
    ...onLeaving({from: 'paused', when: ownerLeaves, to: 'shown', events: ['tab_resumed', 'tab_updated']}),
    {
      from: 'paused',
      command: 'join',
      by: 'room',
      when: ['nobody was left to own it', ({before}) => before.participants.length === 0],
      to: 'shown',
      events: ['tab_resumed', 'tab_updated'],
    },
  ],
};
