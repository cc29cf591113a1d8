import type {ParticipantCommand, RoomCommand} from '../../model/commands.ts';
import {decide} from '../../model/decide.ts';
import type {ClientIndex, SessionEvent} from '../../model/events.ts';
import {evolve} from '../../model/evolve.ts';
import {isRefusal} from '../../model/outcome.ts';
import {findTab, type SessionState, shownSsid} from '../../model/state.ts';
import {checkUrl} from '../../model/url.ts';
import {addressAt, type Travel} from './history.ts';
import type {Room} from './room.ts';

/** How many places in the history of a tab these go; a page that is loaded again stays where it is. */
const STEPS = {go_back: -1, go_forward: 1, reload: 0} as const;

/** What happened by a command, with the pages that then begin to load. */
export interface CarriedOut {
  readonly events: readonly SessionEvent[];
  readonly travel?: Travel | undefined;
}

/** Does to the addresses of tabs what a command that was allowed means: the pages follow them. */
export function carriedOut(
  {state, histories}: Room,
  {name, args}: ParticipantCommand | RoomCommand,
  by: ClientIndex | null,
  events: readonly SessionEvent[],
): CarriedOut {
  const opened = events.flatMap((event) => (event.name === 'tab_opened' ? [event.payload] : []));
  const ssid = ('ssid' in args ? args.ssid : undefined) ?? shownSsid(state, by);
  if (ssid === null) return {events: loading(state, events, opened)};

  const travel = name in STEPS ? {ssid, by: STEPS[name as keyof typeof STEPS]} : undefined;
  const url = travel ? addressAt(histories, travel) : name === 'relocate' ? checkUrl(args.url) : undefined;
  if (typeof url !== 'string') return {events: loading(state, events, opened)};
  return {events: loading(state, events, [...opened, {ssid, url}]), travel};
}

/** Tells of tabs whose history now begins or ends elsewhere. */
export function flagsToTell({state, histories}: Room): RoomCommand[] {
  if (state.phase === 'ended') return [];
  return state.tabs.flatMap(({ssid, canGoBack, canGoForward}): RoomCommand[] => {
    const back = addressAt(histories, {ssid, by: -1}) !== undefined;
    const forward = addressAt(histories, {ssid, by: 1}) !== undefined;
    if (back === canGoBack && forward === canGoForward) return [];
    return [{name: 'tab_changed', args: {ssid, canGoBack: back, canGoForward: forward}}];
  });
}

/** What windows tell of their pages. The rest that the room may do is the keeper's own. */
const REPORTS: ReadonlySet<string> = new Set<RoomCommand['name']>([
  'tab_relocating',
  'tab_relocated',
  'tab_changed',
  'active',
  'message_from_page',
]);

/** Whether someone may say what happened in a page: who controls its tab, and for messages who owns it. */
export function mayReport(state: SessionState, {name, args}: RoomCommand, by: ClientIndex): boolean {
  if (!REPORTS.has(name)) return false;
  if (!('ssid' in args)) return state.tabs.some(({controlIndex}) => controlIndex === by);
  const tab = findTab(state, args.ssid);
  return (name === 'message_from_page' ? tab?.leaderIndex : tab?.controlIndex) === by;
}

function loading(
  state: SessionState,
  events: readonly SessionEvent[],
  pages: readonly {readonly ssid: number; readonly url: string}[],
): readonly SessionEvent[] {
  let all = events;
  for (const {ssid, url} of pages) {
    const now = all.reduce<SessionState>(evolve, state);
    const started = decide(now, {name: 'tab_relocating', args: {ssid, url}}, 'room');
    if (!isRefusal(started)) all = [...all, ...started];
  }
  return all;
}
