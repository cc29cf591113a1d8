import {askedAgain} from './admission.ts';
import {chainOf} from './chain.ts';
import type {ParticipantCommands} from './commands.ts';
import type {ClientIndex, SessionEvent, Ssid} from './events.ts';
import {mayLead, unknownParticipant} from './life.ts';
import type {Deciders} from './outcome.ts';
import {refuse} from './refusals.ts';
import {findParticipant, type SessionState, shownSsid} from './state.ts';

/** Huddle mode: nobody is host, each sees a tab of their own or that of someone they follow. */
export const huddle: Deciders<Pick<ParticipantCommands, 'set_huddle_mode' | 'follow' | 'unfollow'>> = {
  set_huddle_mode: (state, {enabled}, by) => {
    if (enabled === state.huddle) return refuse('nothing_to_do', `Huddle mode is ${enabled ? 'on' : 'off'} already.`);
    if (!mayLead(state, by))
      return refuse('not_allowed', 'Only the host, and who may be host, can switch huddle mode.');
    const switched: SessionEvent = {name: 'huddle_mode', payload: {enabled}};
    if (enabled) return [switched, ...askedAgain(state)];
    const ssid = shownSsid(state, by);
    const events: SessionEvent[] = [switched, {name: 'host_changed', payload: {to: by}}, ...askedAgain(state)];
    return ssid === null ? events : [...events, activated(state, ssid)];
  },
  follow: (state, {client_index: whom}, by) => {
    if (!state.huddle) return refuse('not_allowed', 'People can follow each other in huddle mode only.');
    if (!findParticipant(state, whom)) return unknownParticipant(whom);
    if (chainOf(state, whom).includes(by)) {
      return refuse('not_allowed', whom === by ? 'You see your own tab already.' : 'They follow you already.');
    }
    if (findParticipant(state, by)?.following === whom) return refuse('nothing_to_do', 'You follow them already.');
    const ssid = shownSsid(state, whom);
    const seen = shownSsid(state, by);
    return [followed(by, whom), ...(ssid === null || ssid === seen ? [] : [activated(state, ssid, by)])];
  },
  unfollow: (state, _args, by) =>
    findParticipant(state, by)?.following === null
      ? refuse('nothing_to_do', 'You follow nobody.')
      : unfollowed(state, by),
};

/** Someone goes on alone, with the tab they saw. */
export function unfollowed(state: SessionState, by: ClientIndex): SessionEvent[] {
  const ssid = shownSsid(state, by);
  return [followed(by, by), ...(ssid === null ? [] : [activated(state, ssid, by)])];
}

/** The event that shows a tab: to everyone, or in huddle mode to someone and their followers. */
export function activated(state: SessionState, ssid: Ssid, clientIndex?: ClientIndex): SessionEvent {
  const tabIndex = state.tabs.findIndex((tab) => tab.ssid === ssid);
  const whose = clientIndex === undefined ? {} : {clientIndex};
  return {name: 'tab_activated', payload: {ssid, tabIndex, ...whose}};
}

function followed(follower: ClientIndex, whom: ClientIndex): SessionEvent {
  return {
    name: 'huddle_follow',
    payload: {client_index: follower, following_index: whom, clientIndex: follower, followingIndex: whom},
  };
}
