import type {SessionError, SessionErrorCode} from '../errors.ts';
import {Connection, type Notification} from './connection.ts';
import {retry} from './retry.ts';
import type {Connect} from './transport.ts';

/**
 * How long the line is sought, in milliseconds. Whether the seat is still there is the server's to say: one that was
 * started anew keeps all seats from then on.
 */
const SEEKING_TIME = 300_000;

/** Failures that another attempt may not meet again. */
const PASSING: readonly SessionErrorCode[] = ['connect_failed', 'connection_closed', 'timeout', 'too_many', 'internal'];

/** Whether it may go better another time. */
export function isPassing(error: SessionError): boolean {
  return PASSING.includes(error.code);
}

export interface LineOptions {
  readonly url: string;
  readonly connect: Connect;
  /** Takes the seat again over a new connection, and calls `use` with it. */
  readonly rejoin: (connection: Connection) => Promise<unknown>;
  readonly onsaid: (said: Notification) => void;
  /** The connection that things go over is another one, or none. */
  readonly onchange: (connection: Connection | null) => void;
  /** The other side hung up, or the line broke. */
  readonly onclose: (code: number) => void;
  /** The line was sought in vain. */
  readonly ongone: (error: SessionError) => void;
}

/** The one connection that a session goes over, whichever that is at the moment. */
export class Line {
  readonly #options: LineOptions;
  #connection: Connection | null = null;
  #seeking: AbortController | null = null;

  constructor(options: LineOptions) {
    this.#options = options;
  }

  /** The connection there is, or null. */
  get connection(): Connection | null {
    return this.#connection;
  }

  /** The connection there is, or a new one. */
  async open(): Promise<Connection> {
    this.#connection ??= await this.#connect();
    return this.#connection;
  }

  /** Lets everything go over this connection from now on. */
  use(connection: Connection): void {
    this.#connection = connection;
    this.#options.onchange(connection);
  }

  /** Hangs up, or stops to seek. */
  drop(): void {
    this.#seeking?.abort();
    this.#connection?.close();
    this.#lose();
  }

  /** Tries to find the line again, until the server says that the seat is gone, or for five minutes. */
  async seek(): Promise<void> {
    this.#seeking?.abort();
    this.#seeking = new AbortController();
    const {signal} = this.#seeking;
    try {
      await retry(() => this.#attempt(signal), isPassing, SEEKING_TIME, signal);
    } catch (error) {
      this.#options.ongone(error as SessionError);
    }
  }

  async #attempt(signal: AbortSignal): Promise<void> {
    const connection = await this.#connect();
    if (signal.aborted) return connection.close();
    const hangUp = () => connection.close();
    signal.addEventListener('abort', hangUp);
    try {
      await this.#options.rejoin(connection);
    } catch (error) {
      connection.close();
      throw error;
    } finally {
      signal.removeEventListener('abort', hangUp);
    }
  }

  async #connect(): Promise<Connection> {
    const {url, connect, onsaid, onclose} = this.#options;
    const connection = new Connection(await connect(url));
    connection.onsaid = onsaid;
    connection.onclose = (code) => {
      if (connection !== this.#connection) return;
      this.#lose();
      onclose(code);
    };
    return connection;
  }

  #lose(): void {
    this.#connection = null;
    this.#options.onchange(null);
  }
}
