import {once} from 'node:events';
import {WebSocket} from 'ws';
import {SOCKET_PATH, SUBPROTOCOL} from '../../../src/protocol/rpc.ts';

/** Where the first letter of the second key stands: an answer has `id` there, and an event `method`. */
const SECOND_KEY = '{"jsonrpc":"2.0","'.length;
const ANSWER = 'i'.charCodeAt(0);

/** One line of the benchmark: it reads no more of what comes than it has to. */
export class Guest {
  /** Called with each answer, and with each event. */
  onAnswer: (data: Buffer) => void = () => {};
  onEvent: (data: Buffer) => void = () => {};
  readonly #socket: WebSocket;
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data: Buffer) => {
      if (data[SECOND_KEY] === ANSWER) this.onAnswer(data);
      else this.onEvent(data);
    });
  }

  static async connect(url: string): Promise<Guest> {
    const socket = new WebSocket(url, SUBPROTOCOL, {perMessageDeflate: false});
    await once(socket, 'open');
    return new Guest(socket);
  }

  /** Calls a method and waits for the answer; nothing else may be under way. */
  // biome-ignore lint/suspicious/noExplicitAny: results of every shape
  call(method: string, params: object): Promise<any> {
    return new Promise((resolve, reject) => {
      this.onAnswer = (data) => {
        const {result, error} = JSON.parse(data.toString());
        if (error) reject(new Error(error.message));
        else resolve(result);
      };
      this.send(method, params);
    });
  }

  send(method: string, params: object): void {
    this.#lastId += 1;
    this.#socket.send(JSON.stringify({jsonrpc: '2.0', id: this.#lastId, method, params}));
  }

  close(): void {
    this.#socket.terminate();
  }
}

/** Where a server of sessions is reached, and the bare one for a session of that number. */
export function urlOf(origin: string, bareSession?: number): string {
  const url = origin.replace('http', 'ws');
  return bareSession === undefined ? url + SOCKET_PATH : `${url}/${bareSession}`;
}
