import {EVENT_NAMES, type OwnEventName, type SessionEventMap, type SessionEventName} from '../../model/events.ts';
import {ALIAS_NAMES, type AliasEventMap, type AliasName, NEVER_FIRED} from '../aliases.ts';
import {SessionError} from '../errors.ts';
import type {InsideSession} from './inside-session.ts';

/** Events that a page inside a session is told: not where the tabs go, nor what is each client's own. */
export type InsideEventName = Exclude<SessionEventName, OwnEventName | 'relocate_start' | 'relocated'>;

/** Every name that `on()` takes; one of an event that is not told inside is never called. */
export type InsideListenName = SessionEventName | AliasName;

/** What is called when something happens in the session. */
export type InsideCallback<Name extends InsideListenName> = (
  session: InsideSession,
  payload: (SessionEventMap & AliasEventMap)[Name],
) => void;

/** Events, as an emitter takes them. */
export type InsideCallbacks = {[Name in InsideListenName]: InsideCallback<Name>};

/** Older names of events with the same payload. Those that count people are not told: pages do not know who is there. */
export const SAME: {readonly [Name in SessionEventName]?: AliasName} = {
  tab_control_transferred: 'tab_control',
  file_downloaded: 'file_download',
};

const NAMES: ReadonlySet<string> = new Set([...EVENT_NAMES, ...ALIAS_NAMES, ...NEVER_FIRED]);

/**
 * A name that can be listened to.
 * @throws {SessionError} `invalid_argument` when nothing has that name
 */
export function expectInsideName<Name extends InsideListenName>(name: Name): Name {
  if (NAMES.has(name)) return name;
  throw new SessionError('invalid_argument', `Expected the name of an event, got "${String(name).slice(0, 64)}".`);
}
