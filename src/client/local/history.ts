import type {SessionEvent, Ssid} from '../../model/events.ts';

/** How many addresses of a tab are remembered. */
const LONGEST = 50;

/** Where a tab was. Kept by address, so that it holds in every window, whatever each browser lets one know. */
export interface TabHistory {
  readonly urls: readonly string[];
  /** Which of them is shown. */
  readonly at: number;
  /** The next address that is arrived at takes the place of this one: a redirect, or a page gone back to. */
  readonly settling: boolean;
}

/** The histories of all tabs, by the id of the tab. */
export type Histories = Readonly<Record<Ssid, TabHistory>>;

/** Somebody goes through the history of a tab; by 0 places when a page is loaded again. */
export interface Travel {
  readonly ssid: Ssid;
  readonly by: number;
}

/** The histories after an event. */
export function remember(histories: Histories, {name, payload}: SessionEvent): Histories {
  if (name === 'tab_opened') {
    return {...histories, [payload.ssid]: {urls: [payload.url], at: 0, settling: true}};
  }
  if (name === 'tab_closed') {
    const {[payload.ssid]: _, ...others} = histories;
    return others;
  }
  const history = 'ssid' in payload && payload.ssid ? histories[payload.ssid] : undefined;
  if (name === 'relocated' && history) return {...histories, [payload.ssid]: arrived(history, payload.url)};
  return histories;
}

/** The histories after somebody went through one. */
export function travelled(histories: Histories, {ssid, by}: Travel): Histories {
  const history = histories[ssid];
  return history ? {...histories, [ssid]: {...history, at: history.at + by, settling: true}} : histories;
}

/** The address that many places further, or undefined when there is none. */
export function addressAt(histories: Histories, {ssid, by}: Travel): string | undefined {
  const history = histories[ssid];
  return history?.urls[history.at + by];
}

function arrived({urls, at, settling}: TabHistory, url: string): TabHistory {
  if (settling || urls[at] === url) return {urls: urls.with(at, url), at, settling: false};
  const next = [...urls.slice(0, at + 1), url].slice(-LONGEST);
  return {urls: next, at: next.length - 1, settling: false};
}
