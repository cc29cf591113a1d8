import type {Json, UserData} from '../../model/events.ts';
import {INITIAL_STATE} from '../../model/state.ts';
import type {WireRequests} from '../../protocol/rpc.ts';
import {SessionError} from '../errors.ts';
import {textOf, type VendorSession, type VendorSpace} from '../vendor/api.ts';
import {VendorClient} from '../vendor/client.ts';
import {selectorOf} from '../vendor/frame.ts';
import {loadVendor} from '../vendor/load.ts';
import {asSessionError, unsupportedThere} from '../vendor/reasons.ts';
import {scriptAddress, spaceOf} from '../vendor/space.ts';
import {SessionWindow} from '../vendor/window.ts';
import type {Provider, ProviderListener, Seat, Target} from './provider.ts';

/** How long a session goes on with its element out of the page, in milliseconds. */
const GRACE_TIME = 30_000;

/** Which space of the vendor's a session is in, and how this client gets in. */
export interface WebfuseProviderOptions {
  /** Host of the vendor's, or address of its script; the vendor's own if left empty. */
  readonly server: string;
  readonly space: string;
  readonly widgetKey: string;
  /** Options of the session, as the vendor has them. */
  readonly settings?: object | undefined;
  /** A session link to join by; without one a session is made. */
  readonly link?: string | undefined;
  readonly load?: typeof loadVendor | undefined;
  /** How long a command may take, in milliseconds. */
  readonly timeout?: number | undefined;
}

/** A session in the vendor's cloud, by way of the client that its own script defines. */
export class WebfuseProvider implements Provider {
  listener: ProviderListener = {told() {}, lost() {}, restored() {}, waiting() {}, failed() {}};
  readonly shows = 'window';

  readonly #options: WebfuseProviderOptions;
  readonly #window = new SessionWindow();
  /** The vendor's session; an ended one keeps its links. */
  #session: VendorSession | null = null;
  #client: VendorClient | null = null;
  #left: ReturnType<typeof setTimeout> | undefined;

  constructor(options: WebfuseProviderOptions) {
    this.#options = options;
  }

  get sessionId(): string | null {
    return /\/s([\w-]+)\/?(?:[?#]|$)/.exec(this.sessionLink ?? '')?.[1] ?? null;
  }

  get sessionLink(): string | null {
    return this.#text('sessionLink') ?? this.followerLink;
  }

  get leaderLink(): string | null {
    return this.#text('leaderLink');
  }

  get followerLink(): string | null {
    return this.#text('followerLink');
  }

  get pin(): string | null {
    return this.#text('pin');
  }

  get node(): HTMLIFrameElement | null {
    return this.#window.node ?? (this.#session?.['node'] as HTMLIFrameElement | undefined) ?? null;
  }

  get window(): Window | null {
    return (this.#session?.['window'] as Window | undefined) ?? this.node?.contentWindow ?? null;
  }

  async create(): Promise<void> {
    if (this.#client) return;
    const {server, space: id, widgetKey, settings = {}, link, timeout, load = loadVendor} = this.#options;
    const vendor = await load(scriptAddress(server));
    // Otherwise a page that is loaded again would have two: the one that is restored, and the one that it starts.
    const space = await spaceOf(vendor, widgetKey, id, {session_autorestore_enabled: false, ...settings});
    this.#session = makeSession(space, settings, link);
    this.#client = new VendorClient({
      session: this.#session,
      joins: link !== undefined,
      settings,
      timeout,
      told: (event) => {
        this.listener.told(event);
        if (event.name === 'session_ended') this.#leave();
      },
      failed: (reason, error) => {
        this.#leave();
        this.listener.failed(reason, error);
      },
    });
  }

  async join(userData: UserData, target: Target): Promise<Seat> {
    const client = this.#connected();
    try {
      const selector = await this.#selectorFor(target);
      const snapshot = {...INITIAL_STATE, settings: client.settings};
      return {clientIndex: await client.enter(selector, userData), snapshot};
    } catch (error) {
      this.#leave();
      throw error;
    }
  }

  async send<Name extends keyof WireRequests>(name: Name, args: WireRequests[Name]): Promise<Json> {
    return this.#connected().desk.send(name, args);
  }

  async upload(file: File): Promise<Json> {
    return this.#connected().desk.upload(file);
  }

  input(): Promise<void> {
    return Promise.reject(unsupportedThere('input'));
  }

  watch(): () => void {
    return () => {};
  }

  show(place: Element): () => void {
    return this.#window.offer(place);
  }

  suspend(): void {
    // The vendor's window keeps its own line; only one that nobody comes back to is closed.
    if (this.#client) this.#left ??= setTimeout(() => this.#leave(), GRACE_TIME);
  }

  resume(): void {
    clearTimeout(this.#left);
    this.#left = undefined;
    const {listener} = this;
    const error = new SessionError('seat_lost', 'The session was left a while ago: start another.');
    queueMicrotask(() => (this.#client ? listener.restored(null) : listener.failed('start_failed', error)));
  }

  async #selectorFor(target: Target): Promise<string | undefined> {
    if (target === null) return this.#window.open();
    if (target === 'window' || target instanceof HTMLIFrameElement) return selectorOf(target);
    this.#window.offer(target);
    return this.#window.open();
  }

  #connected(): VendorClient {
    if (this.#client) return this.#client;
    throw new SessionError('connection_closed', 'There is no session of Webfuse at the moment.');
  }

  /** Closes the window, with which this client leaves the session. */
  #leave(): void {
    clearTimeout(this.#left);
    this.#left = undefined;
    this.#client?.stop();
    this.#client = null;
    this.#window.close();
  }

  #text(name: string): string | null {
    return textOf(this.#session, name);
  }
}

function makeSession(space: VendorSpace, settings: object, link: string | undefined): VendorSession {
  try {
    return link === undefined ? space.session(settings) : space.session(settings, link);
  } catch (error) {
    throw asSessionError(error, 'session()');
  }
}
