import type {ServerNotifications} from '../../protocol/rpc.ts';
import {Emitter, type ListenOptions} from '../emitter.ts';
import {expectFunction, expectText} from '../expect.ts';
import {Connection} from '../wire/connection.ts';
import type {Transport} from '../wire/transport.ts';
import {
  expectInsideName,
  type InsideCallback,
  type InsideCallbacks,
  type InsideListenName,
  SAME,
} from './inside-events.ts';
import {InsideSession} from './inside-session.ts';
import {InsideSpace} from './inside-space.ts';

/** What the page says of itself to be let in. */
interface Pass {
  readonly widget_key: string;
  readonly space?: string;
}

/** The entry for a page that is shown in a session: gives that session, to a page that knows its space. */
export class InsideWebfuse {
  readonly #connect: () => Transport;
  readonly #events = new Emitter<InsideCallbacks>();
  /** Those of the session, which has no other way to be told of anything. */
  readonly #sessionEvents = new Emitter<InsideCallbacks>();
  #connection: Connection | null = null;
  #pass: Pass | null = null;
  #session: InsideSession | null = null;

  /** @param connect - gives a new way to the server */
  constructor(connect: () => Transport) {
    this.#connect = connect;
  }

  /** Whether this page is shown in a session and was let in. */
  get isInsideSession(): boolean {
    return this.#session !== null;
  }

  /** The session that this page is shown in, or null before it was let in. */
  get currentSession(): InsideSession | null {
    return this.#session;
  }

  /** The session that this page is shown in, if it was let in. */
  listSessions(): InsideSession[] {
    return this.#session ? [this.#session] : [];
  }

  /**
   * Lets this page into the session that it is shown in.
   *
   * @param spaceId - the space of that session; left out, the key alone has to be right
   */
  async initSpace(widgetKey: string, spaceId: string | number = ''): Promise<InsideSpace> {
    const space = String(spaceId);
    const pass = {widget_key: expectText(widgetKey), ...(space && {space})};
    const {id, slug, pin} = await this.#line().call('init_space', pass);
    this.#pass = pass;
    this.#session ??= new InsideSession(
      (method, params) => this.#line().call(method, params as never),
      this.#sessionEvents,
      pin,
    );
    return new InsideSpace(id, slug);
  }

  /** Calls back when something happens in the session, also before this page is let in. */
  on<Name extends InsideListenName>(name: Name, callback: InsideCallback<Name>, options?: ListenOptions): this {
    this.#events.on(expectInsideName(name), expectFunction(callback) as InsideCallbacks[Name], options);
    return this;
  }

  /** Stops calling back. */
  off<Name extends InsideListenName>(name: Name, callback: InsideCallback<Name>): this {
    this.#events.off(name, callback as InsideCallbacks[Name]);
    return this;
  }

  /** Asks to be let in again: the page was put by for going back, and the server has forgotten it meanwhile. */
  async resume(): Promise<void> {
    this.#connection?.close();
    this.#connection = null;
    if (this.#pass) await this.#line().call('init_space', this.#pass);
  }

  #line(): Connection {
    if (this.#connection) return this.#connection;
    const connection = new Connection(this.#connect());
    connection.onsaid = ({method, params}) => method === 'event' && this.#tell(params);
    connection.onclose = () => {
      this.#connection = null;
    };
    this.#connection = connection;
    return connection;
  }

  #tell({name, payload}: ServerNotifications['event']): void {
    const alias = SAME[name];
    for (const each of alias ? [name, alias] : [name]) {
      const args = [this.#session, payload] as unknown as Parameters<InsideCallbacks[InsideListenName]>;
      this.#sessionEvents.emit(each, ...args);
      this.#events.emit(each, ...args);
    }
  }
}
