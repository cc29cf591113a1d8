import type {UserData} from '../../model/events.ts';
import {ServerProvider} from '../providers/server.ts';
import {Session} from '../session.ts';
import {WINDOW_PARAMETER} from './handshake.ts';
import {keyOf, MirroredProvider} from './mirror.ts';
import {waitForOpening} from './opener.ts';

/** The session that this window was opened for, not started yet. */
export interface OpenedSession {
  readonly session: Session;
  readonly userData: UserData;
}

/**
 * The session that this window was opened for by another page, or by one that is gone by now. Null when the window was
 * opened by a link.
 */
export async function openHere(): Promise<OpenedSession | null> {
  const {href, pathname, search} = location;
  if (!new URLSearchParams(search).has(WINDOW_PARAMETER)) return null;
  const server = new URL('.', href).href.replace(/\/$/, '');
  const opened = await waitForOpening();
  if (!opened) {
    const storageKey = keyOf(pathname.slice(pathname.lastIndexOf('/') + 2));
    const provider = new ServerProvider({server, space: '', widgetKey: '', link: href, storageKey});
    return {session: new Session(provider), userData: {}};
  }
  const {opening, port, origin} = opened;
  const provider = new MirroredProvider(server, opening, port, origin);
  const session = new Session(provider);
  provider.mirror();
  return {session, userData: opening.userData};
}
