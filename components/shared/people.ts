import type {ClientIndex, Participant, SessionSnapshot, Tab, Visitor} from '../../src/client/index.ts';

/** The name someone goes by, or a number in place of one. */
export function nameOf({userData, clientIndex}: Visitor): string {
  const {name} = userData;
  return typeof name === 'string' && name.trim() ? name : `Guest ${clientIndex + 1}`;
}

/** The participant with that index, or null when nobody has it any more. */
export function participantOf(state: SessionSnapshot, clientIndex: ClientIndex): Participant | null {
  return state.participants.find((each) => each.clientIndex === clientIndex) ?? null;
}

/** The name of the participant with that index, as it is shown to this one. */
export function nameFor(state: SessionSnapshot, clientIndex: ClientIndex): string {
  if (clientIndex === state.me) return 'You';
  const participant = participantOf(state, clientIndex);
  return participant ? nameOf(participant) : 'Nobody';
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
export function titleOf({title, url}: Tab): string {
  if (title) return title;
  return url === 'about:blank' ? 'New tab' : URL.parse(url)?.host || url;
}
