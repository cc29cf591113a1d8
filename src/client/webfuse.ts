import {expectFunction} from './arguments.ts';
import {Emitter, type ListenOptions} from './emitter.ts';
import {SessionError} from './errors.ts';
import {findProvider, type ProviderName} from './providers/find.ts';
import {expectEventName, type ListenName, type SessionCallback, type SessionCallbacks} from './session.ts';
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
  readonly #events = new Emitter<SessionCallbacks>();
  readonly #connect: Connect | undefined;

  constructor(connect?: Connect) {
    this.#connect = connect;
  }

  /** Gives the space with that id. Nothing is sent before a session is made in it. */
  async initSpace(widgetKey: string, spaceId: string, settings: SpaceSettings = {}): Promise<Space> {
    const {provider = 'server', server, ...others} = settings;
    const Provider = await findProvider(provider);
    return new Space(String(spaceId), {
      widgetKey,
      server: provider === 'server' ? toServer(server ?? scriptOrigin()) : (server ?? ''),
      settings: others,
      everywhere: this.#events,
      Provider,
      connect: this.#connect,
    });
  }

  /** Calls back when something happens in any session, now or later. */
  on<Name extends ListenName>(name: Name, callback: SessionCallback<Name>, options?: ListenOptions): this {
    this.#events.on(expectEventName(name), expectFunction(callback) as SessionCallbacks[Name], options);
    return this;
  }

  /** Stops calling back. */
  off<Name extends ListenName>(name: Name, callback: SessionCallback<Name>): this {
    this.#events.off(name, callback as SessionCallbacks[Name]);
    return this;
  }
}

/** The entry to all spaces and sessions. */
export const webfuse = new Webfuse();

/** Where this script came from: a page of another site loads it from its session server. */
function scriptOrigin(): string | undefined {
  const {protocol, origin} = new URL(import.meta.url);
  return /^https?:$/.test(protocol) ? origin : globalThis.location?.origin;
}

function toServer(address: unknown): string {
  const url = typeof address === 'string' ? URL.parse(address, globalThis.location?.href) : null;
  if (url && /^https?:$/.test(url.protocol)) return url.origin + url.pathname.replace(/\/$/, '');
  throw new SessionError('invalid_argument', `Expected the address of a session server, got "${address}".`);
}
