import {SUBPROTOCOL} from '../../protocol/rpc.ts';
import {SessionError} from '../errors.ts';

/** How long an attempt to connect may take, in milliseconds. */
const CONNECT_TIMEOUT = 10_000;

/** Moves messages, and knows nothing of what they say. */
export interface Transport {
  send(message: string): void;
  close(): void;
  onmessage: ((message: string | ArrayBuffer) => void) | null;
  onclose: ((code: number) => void) | null;
}

/** Opens a transport. Rejects with a `SessionError`. */
export type Connect = (url: string) => Promise<Transport>;

/** A transport over a WebSocket. */
export class WebSocketTransport implements Transport {
  onmessage: Transport['onmessage'] = null;
  onclose: Transport['onclose'] = null;
  readonly #socket: WebSocket;

  /** Resolves once the socket is open. */
  static async connect(url: string): Promise<Transport> {
    try {
      return new WebSocketTransport(await open(url));
    } catch (cause) {
      throw new SessionError('connect_failed', `No connection to ${new URL(url).host} could be made.`, {cause});
    }
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.onmessage = ({data}) => this.onmessage?.(data);
    socket.onclose = ({code}) => this.onclose?.(code);
  }

  send(message: string): void {
    this.#socket.send(message);
  }

  close(): void {
    this.#socket.close(1000);
  }
}

function open(url: string): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, SUBPROTOCOL);
    socket.binaryType = 'arraybuffer';
    const timer = setTimeout(() => socket.close(), CONNECT_TIMEOUT);
    socket.onopen = () => {
      clearTimeout(timer);
      resolve(socket);
    };
    // Chrome says no more than `error` where the page's policy forbids the connection.
    socket.onclose = socket.onerror = (event) => {
      clearTimeout(timer);
      reject(event);
    };
  });
}
