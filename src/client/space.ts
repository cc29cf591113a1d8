import {addSession, type Commons} from './commons.ts';
import {expectAddress, expectJson} from './expect.ts';
import {keptPrefix, OWN} from './kept.ts';
import type {NewProvider} from './providers/find.ts';
import {Session} from './session.ts';
import type {SessionOptions} from './session-options.ts';
import type {ButtonSettings} from './window/button.ts';
import type {Connect} from './wire/transport.ts';

/** What all sessions of a space have in common. */
export interface SpaceContext {
  readonly widgetKey: string;
  readonly server: string;
  /** What sessions of the space allow, on top of what the server says. */
  readonly settings: object;
  readonly commons: Commons;
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

  /**
   * A session, at once: it is created in the background, or joined when it is started.
   *
   * @param link - lets this client in
   * @param sessionId - in place of a link, for a session that this browser tab has a seat in
   */
  session(options: SessionOptions = {}, link?: string | null, sessionId?: string): Session {
    const {widgetKey, server, settings: general, commons, Provider, connect} = this.#context;
    const {url, storageKey, invitePage, ...settings} = expectJson<SessionOptions>({...general, ...options});
    const restores = settings.session_autorestore_enabled !== false;
    const kept = restores ? keptPrefix(server, this.id) + OWN + Math.random() : undefined;
    const provider = new Provider({
      server,
      space: this.id,
      widgetKey,
      link: link ?? (sessionId && `${server}/s${sessionId}`),
      storageKey: storageKey ?? kept,
      settings,
      invitePage:
        invitePage === undefined ? undefined : expectAddress(invitePage, 'the address of a page as invitePage').href,
      connect,
    });
    const session = new Session(provider, {url}, commons.everywhere);
    addSession(commons, session);
    // One that failed may be started anew.
    return session.on('session_started', () => addSession(commons, session));
  }

  /** The session that has these four digits, to be started. Rejects when there is none; an addition. */
  async sessionByPin(pin: string, options?: SessionOptions): Promise<Session> {
    const {linkOfPin} = await import('./later.ts');
    return this.session(options, await linkOfPin(this.#context.server, pin));
  }

  /** Puts a button into the page that starts a session in this space, and is out of sight while one runs. */
  button(settings: ButtonSettings = {}): HTMLButtonElement {
    const button = document.createElement('button');
    void import('./later.ts').then(({dress}) => dress(button, this, this.#context.commons.everywhere, settings));
    return button;
  }
}
