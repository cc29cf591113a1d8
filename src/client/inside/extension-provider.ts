import type {Json} from '../../model/events.ts';
import {evolve} from '../../model/evolve.ts';
import type {RpcMethods, ServerNotifications, WireRequests} from '../../protocol/rpc.ts';
import type {SessionError} from '../errors.ts';
import type {Provider, ProviderListener, Seat} from '../providers/provider.ts';
import {unsupported} from '../unsupported.ts';
import {Connection, closedError} from '../wire/connection.ts';
import type {Transport} from '../wire/transport.ts';

type Attached = RpcMethods['attach_extension']['result'];

/** The session that an extension finds itself in: it acts as the owner of the tab, whose seat is not its own. */
export class ExtensionProvider implements Provider {
  readonly evolve = evolve;
  listener: ProviderListener = {told() {}, lost() {}, restored() {}, waiting() {}, failed() {}};
  sessionId: string | null = null;
  pin: string | null = null;
  readonly sessionLink = null;
  readonly leaderLink = null;
  readonly followerLink = null;
  readonly shows = 'window';
  readonly node = null;
  readonly window = null;

  readonly #lineThere = Promise.withResolvers<void>();
  #connection: Connection | null = null;
  #seated = false;

  /** Goes over this way to the server from now on. */
  use(transport: Transport): void {
    this.#connection?.close();
    const connection = new Connection(transport);
    connection.onsaid = ({method, params}) => {
      if (method === 'event') this.#told(params);
    };
    this.#connection = connection;
    this.#lineThere.resolve();
    if (!this.#seated) return;
    this.listener.lost();
    this.#attach().then(
      ({snapshot}) => this.listener.restored(snapshot),
      (error: SessionError) => {
        // The page was put by before it was answered, and has come back.
        if (connection === this.#connection) this.listener.failed('connect_failed', error);
      },
    );
  }

  async create(): Promise<void> {}

  async join(): Promise<Seat> {
    await this.#lineThere.promise;
    const connection = this.#connection;
    try {
      const {client_index: clientIndex, snapshot} = await this.#attach();
      this.#seated = true;
      return {clientIndex, snapshot};
    } catch (error) {
      // The page was put by before it was answered, and has come back.
      if (connection !== this.#connection) return this.join();
      throw error;
    }
  }

  async send<Name extends keyof WireRequests>(name: Name, args: WireRequests[Name]): Promise<Json> {
    if (!this.#connection) throw closedError();
    return (await this.#connection.call(name, args as never)) as Json;
  }

  upload(): Promise<never> {
    return unsupported('uploadFile() in an extension');
  }

  input(): Promise<never> {
    return unsupported('input() in an extension');
  }

  watch(): () => void {
    return () => {};
  }

  suspend(): void {}

  resume(): void {}

  #told({number: _, ...event}: ServerNotifications['event']): void {
    this.listener.told(event);
  }

  async #attach(): Promise<Attached> {
    if (!this.#connection) throw closedError();
    const attached = await this.#connection.call('attach_extension', {});
    this.sessionId = attached.session_id;
    this.pin = attached.pin;
    return attached;
  }
}
