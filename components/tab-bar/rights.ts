import type {SessionSnapshot, Tab} from '../../src/client/index.ts';
import {mayLead} from '../shared/people.ts';

/** Whether this participant may pick the tab that is seen: by everyone, or in huddle mode by themselves. */
export function mayActivate({host, me, huddle}: SessionSnapshot): boolean {
  return host === me || huddle;
}

/** Whether this participant may open another tab. */
export function mayOpen(state: SessionSnapshot): boolean {
  const {settings, tabs} = state;
  if (!settings.new_urls_allowed && tabs.length > 0) return false;
  return settings.non_hosts_can_open_tabs || mayLead(state);
}

/** Whether this participant may close a tab. */
export function mayClose(state: SessionSnapshot, {leaderIndex}: Tab): boolean {
  return leaderIndex === state.me || mayLead(state);
}

/** Whether this participant may pause a tab, or show it again. */
export function mayPause({me, settings}: SessionSnapshot, {leaderIndex, paused}: Tab): boolean {
  return leaderIndex === me && (paused || settings.pause_enabled);
}
