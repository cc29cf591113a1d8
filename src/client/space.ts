import type {Emitter} from './emitter.ts';
import {SessionError} from './errors.ts';
import type {NewProvider} from './providers/find.ts';
import {Session, type SessionCallbacks, type SessionOptions} from './session.ts';
import type {Connect} from './wire/transport.ts';

/** What all sessions of a space have in common. */
export interface SpaceContext {
  readonly widgetKey: string;
  readonly server: string;
  /** What sessions of the space allow, on top of what the server says. */
  readonly settings: object;
  readonly everywhere: Emitter<SessionCallbacks>;
  readonly Provider: NewProvider;
  readonly connect?: Connect | undefined;
}

/** A place on the server that sessions are made in. */
export class Space {
  readonly id: string;
  /** The name that stands in addresses; the id, as long as the server was not asked for it. */
  readonly slug: string;
  readonly #context: SpaceContext;

  constructor(id: string, context: SpaceContext) {
    this.id = id;
    this.slug = id;
    this.#context = context;
  }

  /** A session, at once: it is created in the background, or joined by an invite link when it is started. */
  session(options: SessionOptions = {}, link?: string): Session {
    const {widgetKey, server, settings, everywhere, Provider, connect} = this.#context;
    const {url, storageKey, invitePage, ...own} = options;
    const provider = new Provider({
      server,
      space: this.id,
      widgetKey,
      link,
      storageKey,
      settings: {...settings, ...own},
      invitePage: invitePage === undefined ? undefined : toPage(invitePage),
      connect,
    });
    return new Session(provider, {url}, everywhere);
  }
}

function toPage(address: string): string {
  const url = URL.parse(address, globalThis.location?.href);
  if (url) return url.href;
  throw new SessionError('invalid_argument', `Expected the address of a page as invitePage, got "${address}".`);
}
