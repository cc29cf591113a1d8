import {SUBPROTOCOL} from '../protocol/rpc.ts';
import {SessionError} from './errors.ts';

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
  static connect(url: string): Promise<Transport> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(url, SUBPROTOCOL);
      socket.binaryType = 'arraybuffer';
      const timer = setTimeout(() => socket.close(), CONNECT_TIMEOUT);
      socket.onopen = () => {
        clearTimeout(timer);
        resolve(new WebSocketTransport(socket));
      };
      socket.onclose = () => {
        clearTimeout(timer);
        reject(new SessionError('connect_failed', `No connection to ${new URL(url).host} could be made.`));
      };
    });
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
