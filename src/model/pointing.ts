import type {ClientIndex, Ssid} from './events.ts';
import {type Refusal, refuse} from './refusals.ts';
import {findTab, type SessionState, shownSsid} from './state.ts';
import {hidden} from './tabs.ts';

/** Why someone may not point at something in a tab, or draw there, or null when they may. */
export function refusedPointing(
  state: SessionState,
  ssid: Ssid,
  by: ClientIndex,
  what: 'point' | 'draw',
): Refusal | null {
  const tab = findTab(state, ssid);
  const {hide_cursors: onlyControl, drawing_mode: mode} = state.settings;
  if (!tab) return refuse('unknown_tab', `Expected the ssid of an open tab, got ${ssid}.`);
  if (shownSsid(state, by) !== ssid) return refuse('not_allowed', 'Only those who look at a tab can point there.');
  if (hidden(tab, by)) return refuse('not_allowed', 'Its owner has paused this tab.');
  if (onlyControl && tab.controlIndex !== by) {
    return refuse('not_allowed', 'In this session only the one in control can point and draw.');
  }
  if (what === 'draw' && mode === 'disabled') return refuse('not_allowed', 'In this session nobody can draw.');
  return null;
}
