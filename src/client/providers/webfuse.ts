import type {Json, UserData} from '../../model/events.ts';
import {evolve} from '../../model/evolve.ts';
import {INITIAL_STATE} from '../../model/state.ts';
import type {WireRequests} from '../../protocol/rpc.ts';
import {SessionError} from '../errors.ts';
import {textOf, type VendorSession, type VendorSpace} from '../vendor/api.ts';
import {VendorClient} from '../vendor/client.ts';
import {selectorOf} from '../vendor/frame.ts';
import {KeptLink} from '../vendor/kept-link.ts';
import {loadVendor} from '../vendor/load.ts';
import {asSessionError, unsupportedThere} from '../vendor/reasons.ts';
import {scriptAddress, sessionAddress, spaceOf} from '../vendor/space.ts';
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
  readonly settings?: {readonly session_autorestore_enabled?: boolean | undefined} | undefined;
  /** A session link to join by; without one a session is made. */
  readonly link?: string | undefined;
  /** Under which key the way back is kept while the browser tab lives. */
  readonly storageKey?: string | undefined;
  readonly load?: typeof loadVendor | undefined;
  /** How long a command may take, in milliseconds. */
  readonly timeout?: number | undefined;
}

/** A session in the vendor's cloud, by way of the client that its own script defines. */
export class WebfuseProvider implements Provider {
  readonly evolve = evolve;
  listener: ProviderListener = {told() {}, lost() {}, restored() {}, waiting() {}, failed() {}};
  readonly shows = 'window';

  readonly #options: WebfuseProviderOptions;
  readonly #window = new SessionWindow();
  /** The vendor's session; an ended one keeps its links. */
  #session: VendorSession | null = null;
  #client: VendorClient | null = null;
  readonly #kept: KeptLink;
  #left: ReturnType<typeof setTimeout> | undefined;

  constructor(options: WebfuseProviderOptions) {
    this.#options = options;
    const {link, storageKey, settings} = options;
    const keeps = link === undefined && settings?.session_autorestore_enabled !== false;
    this.#kept = new KeptLink(keeps ? storageKey : undefined);
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
    const {server, space: id, widgetKey, settings = {}, timeout, load = loadVendor} = this.#options;
    const address = scriptAddress(server);
    const vendor = await load(address);
    // What the vendor restores it shows in a window of its own making, so that a page would have two of them.
    const space = await spaceOf(vendor, widgetKey, id, {...settings, session_autorestore_enabled: false});
    const link = sessionAddress(this.#options.link ?? this.#kept.get(), address);
    this.#session = makeSession(space, settings, link);
    this.#client = new VendorClient({
      session: this.#session,
      joins: link !== undefined,
      settings,
      timeout,
      told: (event) => {
        this.listener.told(event);
        if (event.name !== 'session_ended') return;
        this.#kept.set(null);
        this.#leave();
      },
      failed: (reason, error) => {
        this.#leave();
        this.listener.failed(reason, error);
      },
    });
  }

  async linked(): Promise<void> {
    if (this.#options.link === undefined) await this.#connected().create(() => this.sessionLink !== null);
  }

  async join(userData: UserData, target: Target): Promise<Seat> {
    try {
      return await this.#enter(userData, target);
    } catch (error) {
      if (this.#kept.get() === undefined) throw error;
      // The session that this page was in before it was loaded again is over: begin anew.
      this.#kept.set(null);
      await this.create();
      return this.#enter(userData, target);
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

  async #enter(userData: UserData, target: Target): Promise<Seat> {
    const client = this.#connected();
    try {
      const selector = await this.#selectorFor(target);
      const snapshot = {...INITIAL_STATE, settings: client.settings};
      const clientIndex = await client.enter(selector, userData);
      this.#kept.set(this.sessionLink);
      return {clientIndex, snapshot};
    } catch (error) {
      this.#leave();
      throw error;
    }
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
