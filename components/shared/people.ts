import {
  type ClientIndex,
  findParticipant,
  type Participant,
  type SessionSnapshot,
  type Tab,
  type Visitor,
} from '../../src/client/index.ts';
import type {Say} from './speech.ts';

/** The name someone goes by, or a number in place of one. */
export function nameOf({userData, clientIndex}: Visitor, say: Say): string {
  const {name} = userData;
  return typeof name === 'string' && name.trim() ? name : say('Guest {number}', {number: clientIndex + 1});
}

/** The name of the participant with that index, as it is shown to this one. */
export function nameFor(state: SessionSnapshot, clientIndex: ClientIndex, say: Say): string {
  if (clientIndex === state.me) return say('You');
  const participant = findParticipant(state, clientIndex);
  return participant ? nameOf(participant, say) : say('Nobody');
}

/** Who is in control, in a sentence. */
export function inControl(state: SessionSnapshot, clientIndex: ClientIndex, say: Say): string {
  if (clientIndex === state.me) return say('You are in control');
  return say('{name} is in control', {name: nameFor(state, clientIndex, say)});
}

/** Whom someone follows, in a sentence about this participant, or one without its subject. */
export function followingOf(state: SessionSnapshot, {clientIndex, following}: Participant, say: Say): string {
  if (following === null) return '';
  if (following === state.me) return say('follows you');
  const name = nameFor(state, following, say);
  return clientIndex === state.me ? say('You follow {name}', {name}) : say('follows {name}', {name});
}

/** One or two letters that stand for a name. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const picked = words.length > 1 ? [words[0]!, words.at(-1)!] : words;
  return picked
    .map((word) => [...word][0] ?? '')
    .join('')
    .toLocaleUpperCase();
}

/** The tab that this participant sees, or null. */
export function activeTab(state: SessionSnapshot | null): Tab | null {
  return state?.tabs.find((tab) => tab.ssid === state.activeSsid) ?? null;
}

/** Whether this participant may do what a host does. In huddle mode others may, too, of whom nobody here is told. */
export function mayLead({host, me, huddle, settings}: SessionSnapshot): boolean {
  return host === me || (huddle && (me === 0 || settings.host_rights === 'everyone'));
}

/** Whether its owner hides from this participant what happens in a tab. */
export function isHidden(state: SessionSnapshot, {paused, leaderIndex}: Tab): boolean {
  return paused && leaderIndex !== state.me;
}

/** Whether this participant may click, type and navigate in a tab now. */
export function mayUse(state: SessionSnapshot | null, tab: Tab | null | undefined): tab is Tab {
  if (!tab || state?.status !== 'live') return false;
  return tab.controlIndex === state.me && !isHidden(state, tab);
}

/** What a tab is called: the title of its page, else the site. */
export function titleOf({title, url}: Pick<Tab, 'title' | 'url'>, say: Say): string {
  if (title) return title;
  return url === 'about:blank' ? say('New tab') : URL.parse(url)?.host || url;
}
