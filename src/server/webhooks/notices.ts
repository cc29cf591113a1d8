import {EVENT_NAMES, type LoggedEventName, type SessionEvent, type SessionEventName} from '../../model/events.ts';
import type {SessionState} from '../../model/state.ts';
import {maskAddresses} from '../mask-address.ts';
import type {Notice, SessionSummary} from '../storage/store.ts';
import {spaceSession} from './space-session.ts';

/** An event and all that webhooks may be told of it. */
export interface Happening {
  readonly event: SessionEvent;
  /** Its place in the log. */
  readonly number: number;
  /** The state just before it. */
  readonly before: SessionState;
  /** The session as lists show it from this event on. */
  readonly session: SessionSummary;
  readonly spaceName: string;
  /** Address of the session's page, without the secret that lets people in. */
  readonly link: string;
}

/** When the first participant comes. */
const STARTED = 'space.session.started';

/** What is each client's own is in no log, and so in no webhook. */
const OWN: Readonly<Record<Exclude<SessionEventName, LoggedEventName>, true>> = {
  session_started: true,
  error: true,
  connection_lost: true,
  connection_restored: true,
};

/** The categories that an event is told in: its name, with no `session_` before it, and the start with who began it. */
export function categoriesOf(name: SessionEventName): readonly string[] {
  if (name in OWN) return [];
  const category = `space.session.${name.replace(/^session_/, '')}`;
  return name === 'participant_joined' ? [STARTED, category] : [category];
}

/** Every category there is. */
export const CATEGORIES: readonly string[] = [...new Set(EVENT_NAMES.flatMap(categoriesOf))];

/** What stands for all of them. */
export const ALL_CATEGORIES = 'space.session.*';

/** Whether a webhook can be for that. */
export function isCategory(name: string): boolean {
  return name === ALL_CATEGORIES || CATEGORIES.includes(name);
}

/** What webhooks are told of an event: what it says but for secrets, and what the vendor's say where that is known. */
export function noticesOf(happening: Happening): Notice[] {
  const {event, number, before, session, link} = happening;
  const place = {session_id: session.id, space_id: session.spaceId, number};
  return categoriesOf(event.name).flatMap((category) => {
    if (category !== STARTED) return {category, data: {...place, ...maskAddresses(dataOf(happening))}};
    return before.phase === 'created' ? {category, data: {...spaceSession(session, link), number}} : [];
  });
}

function dataOf({event, before, session, spaceName, link}: Happening): object {
  const {name, payload} = event;
  switch (name) {
    case 'session_created':
      return {};
    case 'session_ended':
      return {...spaceSession(session, link), ...payload};
    case 'participant_joined': {
      const {role: _, ...told} = payload;
      return {...told, space_name: spaceName, participant_count: session.participantCount};
    }
    case 'participant_left': {
      const {clientIndex, userData} = payload;
      const {name, email} = {name: textOf(userData['name']), email: textOf(userData['email'])};
      const vendor = {email, name, client_index: clientIndex, user_id: null, is_leader: clientIndex === 0};
      return {...payload, space_name: spaceName, ...vendor};
    }
    case 'admission_requested': {
      const {role: _, ...told} = payload;
      return told;
    }
    case 'message': {
      const {data, origin, targetOrigin, clientIndex, ssid} = payload;
      const tabIndex = before.tabs.findIndex((tab) => tab.ssid === ssid);
      const from = {...(clientIndex !== null && {clientIndex}), ...(ssid !== null && {ssid, tabIndex})};
      return {data, origin, targetOrigin, ...from};
    }
    case 'file_downloaded': {
      // Its id is its address, and whoever has that has the file.
      const {fileId: _, ...told} = payload;
      return told;
    }
    default:
      return payload;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
