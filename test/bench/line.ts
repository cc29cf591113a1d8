import {once} from 'node:events';
import {WebSocket} from 'ws';
import {HEADER_BYTES} from '../../src/protocol/frames.ts';
import {SOCKET_PATH, SUBPROTOCOL} from '../../src/protocol/rpc.ts';
import {sizeOf} from '../../src/server/browser/whole.ts';
import type {Arrived} from './tab.ts';

interface Answer {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: {readonly message: string};
}

/** A bare WebSocket that calls methods, and says of each picture at once that it was painted. */
export class Line {
  /** Told of each message, and of pictures which tab they show. */
  onBytes: (bytes: number, picture?: Arrived & {readonly ssid: number}) => void = () => {};
  #socket: WebSocket;
  #lastId = 0;
  #waiting = new Map<number, PromiseWithResolvers<unknown>>();

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) this.#onPicture(data);
      else this.#onText(data);
    });
  }

  static async connect(origin: string): Promise<Line> {
    const socket = new WebSocket(origin.replace('http', 'ws') + SOCKET_PATH, SUBPROTOCOL, {perMessageDeflate: false});
    await once(socket, 'open');
    return new Line(socket);
  }

  call<Result>(method: string, params: object): Promise<Result> {
    const id = ++this.#lastId;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(id, waiting);
    this.#send({id, method, params});
    return waiting.promise as Promise<Result>;
  }

  /** Takes nothing from now on, and says nothing of it. */
  stall(): void {
    this.#socket.pause();
  }

  close(): void {
    this.#socket.terminate();
  }

  #send(message: object): void {
    this.#socket.send(JSON.stringify({jsonrpc: '2.0', ...message}));
  }

  #onPicture(data: Buffer): void {
    const ssid = data.readUInt32BE(4);
    this.#send({method: 'frame_shown', params: {ssid}});
    const width = sizeOf(data.subarray(HEADER_BYTES, HEADER_BYTES + 3_072).toString('base64'))?.width;
    this.onBytes(data.length, width === undefined ? undefined : {ssid, width, time: data.readDoubleBE(16)});
  }

  #onText(data: Buffer): void {
    this.onBytes(data.length);
    const {id, result, error}: Answer = JSON.parse(data.toString());
    if (id === undefined) return;
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) waiting?.reject(new Error(error.message));
    else waiting?.resolve(result);
  }
}
