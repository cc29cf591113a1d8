import type {Json} from '../../model/events.ts';
import {NOT_ADMITTED, OTHER_CONNECTION, REMOVED, SESSION_ENDED} from '../../protocol/close-codes.ts';
import {
  type ClientNotifications,
  MAX_MESSAGE_BYTES,
  type RpcFailure,
  type RpcMethods,
  type RpcSuccess,
  type ServerNotifications,
  type WireRequests,
} from '../../protocol/rpc.ts';
import {SessionError} from '../errors.ts';
import type {Transport} from './transport.ts';

/** How long an answer may take, in milliseconds: opening the first tab starts a browser. */
const CALL_TIMEOUT = 20_000;

/** After how long a silence to ask whether the other side is still there, in milliseconds. */
const SILENCE = 10_000;

/** The code of a line that broke without a word. */
const BROKEN = 1006;

/** All that can be called, with what is sent and what comes back. */
export type Calls = RpcMethods & {[Name in keyof WireRequests]: {params: WireRequests[Name]; result: Json}};

type Reply = RpcSuccess | RpcFailure;
/** What the server says on its own. */
export type Notification = {
  readonly [Name in keyof ServerNotifications]: {readonly method: Name; readonly params: ServerNotifications[Name]};
}[keyof ServerNotifications];

/** Pairs answers with calls, and rejects those that still wait when the line is gone. */
export class Connection {
  onsaid: ((said: Notification) => void) | null = null;
  /** A picture came, as it is. */
  onpicture: ((message: ArrayBuffer) => void) | null = null;
  /** The other side hung up, or the line broke. Not called after `close()`. */
  onclose: ((code: number) => void) | null = null;

  readonly #transport: Transport;
  readonly #waiting = new Map<number, (reply: Reply | SessionError) => void>();
  #lastId = 0;
  #open = true;
  #silent = true;
  #watch: ReturnType<typeof setTimeout> | undefined;

  constructor(transport: Transport) {
    this.#transport = transport;
    transport.onmessage = (message) => this.#read(message);
    transport.onclose = (code) => this.#closed(code);
    this.#listen();
  }

  /**
   * Calls a method of the server. `take` sees the result before the next message is read, however many come at once;
   * who awaits the promise may see it after that.
   */
  call<Method extends keyof Calls>(
    method: Method,
    params: Calls[Method]['params'],
    take?: (result: Calls[Method]['result']) => void,
  ): Promise<Calls[Method]['result']> {
    return new Promise((resolve, reject) => {
      if (!this.#open) throw closedError();
      const id = ++this.#lastId;
      const message = JSON.stringify({jsonrpc: '2.0', id, method, params});
      const {length} = new TextEncoder().encode(message);
      if (length > MAX_MESSAGE_BYTES) {
        throw new SessionError('too_large', `Expected at most ${MAX_MESSAGE_BYTES} bytes to send, got ${length}.`);
      }

      // The server answers at once, so a line on which no answer comes is dead, whatever the socket says.
      const timer = setTimeout(() => {
        settle(new SessionError('timeout', `Expected an answer to ${method} in ${CALL_TIMEOUT / 1000} s, got none.`));
        this.#transport.close();
        this.#closed(BROKEN);
      }, CALL_TIMEOUT);
      const settle = (reply: Reply | SessionError) => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        if (reply instanceof SessionError) return reject(reply);
        if ('error' in reply) {
          const {message, data} = reply.error;
          return reject(new SessionError(data.code, message, {retryAfter: data.retry_after}));
        }
        const result = reply.result as Calls[Method]['result'];
        take?.(result);
        resolve(result);
      };
      this.#waiting.set(id, settle);
      this.#transport.send(message);
    });
  }

  /** Says something that gets no answer. */
  notify<Method extends keyof ClientNotifications>(method: Method, params: ClientNotifications[Method]): void {
    if (this.#open) this.#transport.send(JSON.stringify({jsonrpc: '2.0', method, params}));
  }

  /** Hangs up. */
  close(): void {
    this.onclose = null;
    this.#transport.close();
    this.#closed(1000);
  }

  /** Asks for an answer whenever nothing came for a while: browsers keep a socket open that leads nowhere any more. */
  #listen(): void {
    this.#watch = setTimeout(() => {
      if (this.#silent) this.call('ping', {}).catch(() => {});
      this.#silent = true;
      this.#listen();
    }, SILENCE);
  }

  #read(message: string | ArrayBuffer): void {
    if (!this.#open) return;
    this.#silent = false;
    if (typeof message !== 'string') {
      this.onpicture?.(message);
      return;
    }
    const parsed = JSON.parse(message) as Reply | Notification;
    if ('method' in parsed) this.onsaid?.(parsed);
    else this.#waiting.get(parsed.id as number)?.(parsed);
  }

  #closed(code: number): void {
    if (!this.#open) return;
    this.#open = false;
    clearTimeout(this.#watch);
    for (const settle of this.#waiting.values()) settle(closedError(code));
    this.onclose?.(code);
  }
}

/** What those are told who were hung up on, or what there is to say when there is no line. */
export function closedError(code?: number): SessionError {
  const [error, {reason}] = CLOSED.find(([, closed]) => closed.code === code) ?? NO_LINE;
  return new SessionError(error, reason);
}

const CLOSED = [
  ['session_ended', SESSION_ENDED],
  ['not_admitted', NOT_ADMITTED],
  ['removed', REMOVED],
  ['connection_closed', OTHER_CONNECTION],
] as const;
const NO_LINE = ['connection_closed', {reason: 'There is no connection to the session at the moment.'}] as const;
