import {findTab, type Session, type SessionEventMap, type SessionEventName, type Ssid} from '../../src/client/index.ts';
import type {Phrase} from '../languages/words.ts';
import {chatLogOf} from '../shared/chat-log.ts';
import {inControl, nameFor, nameOf, titleOf} from '../shared/people.ts';
import type {Say} from '../shared/speech.ts';

/** What there is to tell. */
export interface News {
  readonly text: string;
  /** Told to those who do not see the page: the others see it for themselves. */
  readonly unseen?: boolean;
  /** How it sounds: someone wants an answer, someone wrote, or someone is there. */
  readonly sound?: Sound;
}

/** The sounds that there are. */
export type Sound = 'asked' | 'written' | 'joined';

type Tell = {
  readonly [Name in SessionEventName]?: (payload: SessionEventMap[Name], session: Session, say: Say) => News | null;
};

/** So much of a message is told. */
const MOST = 140;

function shortened(text: string): string {
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}

/** Someone asks, if that is not this participant. */
function asks(words: Phrase) {
  return ({clientIndex}: {readonly clientIndex: number}, {state}: Session, say: Say): News | null =>
    clientIndex === state.me ? null : {text: say(words, {name: nameFor(state, clientIndex, say)}), sound: 'asked'};
}

/** This participant asked, and was not heard. */
function declined(words: Phrase) {
  return ({clientIndex}: {readonly clientIndex: number}, {state}: Session, say: Say): News | null =>
    clientIndex === state.me ? {text: say(words)} : null;
}

/** What someone else did with a tab of theirs. */
function withTab(words: Phrase) {
  return (
    {ssid, leaderIndex}: {readonly ssid: Ssid; readonly leaderIndex: number},
    {state}: Session,
    say: Say,
  ): News | null => {
    const tab = findTab(state, ssid);
    if (!tab || leaderIndex === state.me) return null;
    const title = titleOf(tab.shown ? {...tab, ...tab.shown} : tab, say);
    return {text: say(words, {name: nameFor(state, leaderIndex, say), title})};
  };
}

/** The page that is shown now. A screen reader sees nothing of a picture. */
function page({ssid}: {readonly ssid: Ssid}, {state}: Session, say: Say): News | null {
  const tab = ssid === state.activeSsid ? findTab(state, ssid) : undefined;
  return tab && !tab.loading ? {text: say('Page: {title}', {title: titleOf(tab, say)}), unseen: true} : null;
}

const TELL: Tell = {
  participant_joined: (visitor, {state}, say) =>
    visitor.clientIndex === state.me
      ? null
      : {text: say('{name} joined', {name: nameOf(visitor, say)}), sound: 'joined'},
  participant_left: (visitor, {state}, say) =>
    visitor.clientIndex === state.me
      ? null
      : {text: say(visitor.removed ? '{name} was removed' : '{name} left', {name: nameOf(visitor, say)})},
  admission_requested: (visitor, _, say) => ({
    text: say('{name} waits to be let in', {name: nameOf(visitor, say)}),
    sound: 'asked',
  }),
  tab_control_requested: asks('{name} asks for control'),
  host_rights_requested: asks('{name} asks to be host'),
  control_request_declined: declined('You do not get control now'),
  host_request_declined: declined('The host stays the host'),
  host_changed: ({to}, {state}, say) => ({
    text: to === state.me ? say('You are host now') : say('{name} is host now', {name: nameFor(state, to, say)}),
  }),
  tab_control_transferred: ({controlIndex}, {state}, say) => ({text: inControl(state, controlIndex, say)}),
  tab_paused: withTab('{name} paused “{title}”'),
  tab_resumed: withTab('{name} shows “{title}” again'),
  // One that is new is told when its page has come.
  tab_activated: (payload, session, say) =>
    findTab(session.state, payload.ssid)?.title ? page(payload, session, say) : null,
  tab_updated: (payload, session, say) => (payload.loading === false ? page(payload, session, say) : null),
  huddle_mode: ({enabled}, _, say) => ({
    text: enabled
      ? say('Huddle: each looks at a tab of their own')
      : say('The huddle is over: all look at the same tab'),
  }),
  file_downloaded: ({filename}, _, say) => ({text: say('{file} was downloaded', {file: filename})}),
  chat_message: ({clientIndex, message}, session, say) =>
    clientIndex === session.state.me || chatLogOf(session).isRead
      ? null
      : {text: `${nameFor(session.state, clientIndex, say)}: ${shortened(message)}`, sound: 'written'},
  connection_restored: (_payload, _session, say) => ({text: say('Connected again')}),
};

/** What there is to tell of something that happened, or null when it is nothing. */
export function newsOf<Name extends SessionEventName>(
  name: Name,
  payload: SessionEventMap[Name],
  session: Session,
  say: Say,
): News | null {
  return TELL[name]?.(payload, session, say) ?? null;
}
