import {type Commons, newCommons, openSessions} from './commons.ts';
import type {ListenOptions} from './emitter.ts';
import {expectAddress, expectFunction, expectText} from './expect.ts';
import {keptPrefix, restoreKept} from './kept.ts';
import {ofPage} from './of-page.ts';
import {findProvider, type ProviderName} from './providers/find.ts';
import {
  expectEventName,
  type ListenName,
  type Session,
  type SessionCallback,
  type SessionCallbacks,
} from './session.ts';
import {Space} from './space.ts';
import type {Connect} from './wire/transport.ts';

/** Where sessions live, and what else a provider takes. */
export interface SpaceSettings {
  /**
   * Address of the session server, the one that this script came from if left out; with `webfuse`, a host of Webfuse's
   * or the address of its script.
   */
  readonly server?: string;
  /**
   * `server` if left out; `local` shares a session among the windows of this browser, with no server; `webfuse` has it
   * in Webfuse's cloud.
   */
  readonly provider?: ProviderName;
  /** Anything else is a setting for all sessions of the space, as `SessionOptions` has them. */
  readonly [setting: string]: unknown;
}

/** Where all begins: gives spaces, and hears of all sessions. */
export class Webfuse {
  /** Whether this page is shown in a session itself. There it gets another of these, so here it never is. */
  readonly isInsideSession: boolean = false;
  /** The session that this page is shown in. */
  readonly currentSession: Session | null = null;

  readonly #connect: Connect | undefined;
  readonly #commons: Commons;

  /**
   * @param connect - opens the line to a server, in tests
   * @param commons - what it shares with others
   */
  constructor(connect?: Connect, commons: Commons = newCommons()) {
    this.#connect = connect;
    this.#commons = commons;
  }

  /**
   * Gives a space, with the sessions that this page had in it before it was loaded anew: they start in the next task.
   * Nothing is sent before a session is made in it.
   *
   * @param spaceId - its id or slug; left out, the space that the key belongs to
   */
  async initSpace(widgetKey: string, spaceId: string | number = '', settings: SpaceSettings = {}): Promise<Space> {
    expectText(widgetKey);
    const {provider = 'server', server, ...others} = settings;
    const Provider = await findProvider(provider);
    const address = provider === 'server' ? serverAddress(server) : (server ?? '');
    const space = new Space(String(spaceId), {
      widgetKey,
      server: address,
      settings: others,
      commons: this.#commons,
      Provider,
      connect: this.#connect,
    });
    if (others['session_autorestore_enabled'] !== false)
      await restoreKept(space, keptPrefix(address, space.id), this.#commons);
    return space;
  }

  /** The sessions of this page that are not over, oldest first. */
  listSessions(): Session[] {
    return openSessions(this.#commons);
  }

  /** Calls back when something happens in any session, now or later. */
  on<Name extends ListenName>(name: Name, callback: SessionCallback<Name>, options?: ListenOptions): this {
    this.#commons.everywhere.on(expectEventName(name), expectFunction(callback) as SessionCallbacks[Name], options);
    return this;
  }

  /** Stops calling back. */
  off<Name extends ListenName>(name: Name, callback: SessionCallback<Name>): this {
    this.#commons.everywhere.off(name, callback as SessionCallbacks[Name]);
    return this;
  }
}

/** The entry to all spaces and sessions. */
export const webfuse = new Webfuse(undefined, ofPage('commons', newCommons));

/** Where this script came from: a page of another site loads it from its session server. */
export function scriptOrigin(): string | undefined {
  const {protocol, origin} = new URL(import.meta.url);
  return /^https?:$/.test(protocol) ? origin : globalThis.location?.origin;
}

/** Address of a session server; of the one that this script came from if none is given. */
export function serverAddress(server?: string): string {
  // A bare host would be a path on this site.
  const given = (server || scriptOrigin()) as string;
  const {origin, pathname} = expectAddress(given, 'server="https://…"', /^\/|:\//.test(given));
  return origin + pathname.replace(/\/$/, '');
}
