import type {UserData} from '../../model/events.ts';
import {DEFAULT_SETTINGS, type SessionSettings, withSettings} from '../../model/settings.ts';
import {ServerProvider} from '../providers/server.ts';
import {Session} from '../session.ts';
import {WINDOW_PARAMETER} from './handshake.ts';
import {keyOf, MirroredProvider} from './mirror.ts';
import {passOldMessages} from './old-messages.ts';
import {type Opened, waitForOpening} from './opener.ts';

/** The session that this window shows, not started yet. */
export interface OpenedSession {
  readonly session: Session;
  readonly userData: UserData;
  /** What the page that opened the window asked the session to allow. */
  readonly asked: SessionSettings;
  /** Whether that page hears of everything. */
  readonly isMirrored: boolean;
}

/**
 * The session that this window was opened for by another page, or that a page shows in a frame by a link. Null where
 * someone just followed a link.
 *
 * @param link - the whole address, with what was erased from it
 */
export async function openHere(link: string): Promise<OpenedSession | null> {
  const isWindow = new URLSearchParams(location.search).has(WINDOW_PARAMETER);
  const isFramed = window.parent !== window;
  if (!isWindow && !isFramed) return null;
  const opened = isWindow ? await waitForOpening() : null;
  return opened ? mirrored(opened) : onItsOwn(link, isFramed);
}

function mirrored({opening, port, origin}: Opened): OpenedSession {
  const provider = new MirroredProvider(serverHere(), opening, port, origin);
  const session = new Session(provider);
  provider.mirror();
  const asked = withSettings(DEFAULT_SETTINGS, opening.settings);
  return {
    session,
    userData: opening.userData,
    asked: 'refused' in asked ? DEFAULT_SETTINGS : asked,
    isMirrored: true,
  };
}

function onItsOwn(link: string, isFramed: boolean): OpenedSession {
  const {pathname} = location;
  const storageKey = keyOf(pathname.slice(pathname.lastIndexOf('/') + 2));
  const provider = new ServerProvider({server: serverHere(), space: '', widgetKey: '', link, storageKey});
  const session = new Session(provider);
  if (isFramed) passOldMessages(provider, window.parent);
  return {session, userData: {}, asked: DEFAULT_SETTINGS, isMirrored: false};
}

/** Address of the server that this page comes from. */
function serverHere(): string {
  return new URL('.', location.href).href.replace(/\/$/, '');
}
