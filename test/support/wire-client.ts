import {once} from 'node:events';
import {type ClientOptions, WebSocket} from 'ws';
import type {Json, ToldEvent} from '../../src/model/events.ts';
import {
  type Aside,
  type ServerNotifications,
  SOCKET_PATH,
  SUBPROTOCOL,
  type WireErrorCode,
} from '../../src/protocol/rpc.ts';

interface Answer {
  readonly id: number | string | null;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly result?: any;
  readonly error?: {readonly code: number; readonly message: string; readonly data: {readonly code: WireErrorCode}};
}

type Told = ToldEvent & {readonly number: number};

/** A client that knows the wire and nothing else. */
export class WireClient {
  readonly socket: WebSocket;
  /** Events in the order in which they came. */
  readonly events: Told[] = [];
  readonly pictures: Buffer[] = [];
  /** What was said of tabs in passing. */
  readonly asides: Aside[] = [];
  /** What it was told when it was let in after waiting. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it as into answers
  admission: any;
  /** Answers and events in the order in which they came: `answer 3`, `event host_changed`. */
  readonly order: string[] = [];
  #nextId = 1;
  #answers: Answer[] = [];
  #arrived = Promise.withResolvers<void>();

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) this.pictures.push(data);
      else this.#take(JSON.parse(data.toString()));
      this.#arrived.resolve();
      this.#arrived = Promise.withResolvers();
    });
    socket.on('close', () => this.#arrived.resolve());
    // Of a server that was killed; what is waited for ends with the line.
    socket.on('error', () => {});
  }

  /**
   * @param page - origin of the page that it plays
   * @param options - such as the certificate that is expected
   */
  static async connect(origin: string, page?: string, options: ClientOptions = {}): Promise<WireClient> {
    const url = origin.replace('http', 'ws') + SOCKET_PATH;
    const socket = new WebSocket(url, SUBPROTOCOL, {...options, ...(page !== undefined && {origin: page})});
    await once(socket, 'open');
    return new WireClient(socket);
  }

  /** Makes a session and takes its leader's seat. */
  async lead(
    name = 'Ada',
    settings: object = {},
  ): Promise<Record<'session_id' | 'invite' | 'seat_token' | 'pin', string>> {
    const {result: made} = await this.call('create_session', {space: 'demo', widget_key: 'wk_demo', settings});
    const {session_id, leader_token} = made;
    const {result} = await this.call('join_session', {session_id, leader_token, user_data: {name}});
    return {...made, ...result};
  }

  /** Calls a method and waits for the answer. */
  async call(method: string, params: Json | object = {}): Promise<Answer> {
    const id = this.#nextId++;
    this.send(JSON.stringify({jsonrpc: '2.0', id, method, params}));
    return this.answer(id);
  }

  /** The code with which a call is refused. */
  async refusal(method: string, params: Json | object = {}): Promise<WireErrorCode | undefined> {
    return (await this.call(method, params)).error?.data.code;
  }

  send(data: string | Uint8Array): void {
    this.socket.send(data);
  }

  /** Waits for the answer with that id. */
  answer(id: number | string | null): Promise<Answer> {
    return this.until(() => {
      const index = this.#answers.findIndex((answer) => answer.id === id);
      return index < 0 ? undefined : this.#answers.splice(index, 1)[0];
    });
  }

  /** Waits for an event of that name, and takes it out. */
  event<Name extends Told['name']>(name: Name): Promise<Extract<Told, {name: Name}>> {
    return this.until(() => {
      const index = this.events.findIndex((event) => event.name === name);
      return index < 0 ? undefined : (this.events.splice(index, 1)[0] as Extract<Told, {name: Name}>);
    });
  }

  /** Waits until something has come. */
  async until<Result>(look: () => Result | undefined): Promise<Result> {
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      if (this.socket.readyState === WebSocket.CLOSED) throw new Error('The server hung up.');
      await this.#arrived.promise;
    }
  }

  /** Waits until the server hangs up, and tells with which code. */
  async hungUp(): Promise<number> {
    const [code] = await once(this.socket, 'close');
    return code as number;
  }

  async close(): Promise<void> {
    if (this.socket.readyState === WebSocket.CLOSED) return;
    const closed = once(this.socket, 'close');
    this.socket.close(1000);
    await closed;
  }

  #take(message: Answer & {method?: string; params?: Told}): void {
    if (message.method === 'admitted') {
      this.admission = message.params;
      this.order.push('admitted');
    } else if (message.method === 'aside') {
      this.asides.push((message.params as unknown as ServerNotifications['aside']).aside);
    } else if (message.method === 'event' && message.params) {
      this.events.push(message.params);
      this.order.push(`event ${message.params.name}`);
    } else {
      this.#answers.push(message);
      this.order.push(`answer ${message.id}`);
    }
  }
}
