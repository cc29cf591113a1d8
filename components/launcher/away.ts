import {type Session, type SpaceSettings, webfuse} from '../../src/client/index.ts';

/** What a launcher says of the session that it starts. */
interface Wish {
  readonly provider: string;
  readonly server: string;
  readonly space: string;
  readonly widgetKey: string;
  readonly url: string;
  readonly userName: string;
  readonly invitePage: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A session in a window of its own. */
export interface AwaySession {
  readonly running: boolean;
  /** Brings the window to the front, and opens it again where it was closed. May throw as the first time. */
  focus(): void;
}

/** Starts a session in a window of its own. Rejects with a `SessionError`, as when the browser opens none. */
export async function startAway(wish: Wish, changed: () => void): Promise<AwaySession> {
  const {provider, server, widgetKey, space: id, url, userName, invitePage, settings} = wish;
  const space = await webfuse.initSpace(widgetKey, id, {
    provider: provider as SpaceSettings['provider'],
    server,
    // What was started before the page was loaded anew would open its window in place of this one.
    session_autorestore_enabled: false,
    ...settings,
    open_in_new_window: true,
  });
  const session: Session = space.session({...(url && {url}), ...(invitePage && {invitePage})});
  await session.start(undefined, userName ? {name: userName} : {});
  session.subscribe(changed);
  return {
    get running() {
      // Of others, a window that was closed does not come back: who presses then wants another session.
      return session.started && (provider === 'server' || !session.window?.closed);
    },
    focus() {
      if (!session.window?.closed) return session.window?.focus();
      session.suspend();
      session.resume();
    },
  };
}
