import {once} from 'node:events';
import {createServer, type IncomingMessage, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {text} from 'node:stream/consumers';
import {Webhook} from 'standardwebhooks';
import {Count} from './count.ts';

/** What a webhook was told of one session, in the order in which it came first. */
export interface Told {
  readonly bodies: string[];
  readonly ids: string[];
}

/** What is told to webhooks: it takes nothing whose signature is not right, and notes what comes out of order. */
export class Receiver {
  /** What was wrong, as sentences. */
  readonly wrong: string[] = [];
  /** How often something came that had come before. */
  repeats = 0;
  readonly #told = new Map<string, Told>();
  readonly #arrivals = new Count();
  readonly #webhook: Webhook;
  readonly #server: Server;

  private constructor(secret: string) {
    this.#webhook = new Webhook(secret);
    this.#server = createServer((request, response) => {
      void this.#take(request)
        .catch((error: Error) => this.wrong.push(String(error)))
        .then(() => response.writeHead(204).end());
    });
  }

  static async listen(secret: string): Promise<Receiver> {
    const receiver = new Receiver(secret);
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  /** The address of a webhook of that name. */
  url(name: string): string {
    const {port} = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/${name}`;
  }

  /** Resolves when so many more notices came. */
  more(count: number): Promise<void> {
    return this.#arrivals.more(count);
  }

  /** What a webhook was told of a session. */
  toldOf(webhook: string, session: string): Told {
    const key = `${webhook} ${session}`;
    const told = this.#told.get(key) ?? {bodies: [], ids: []};
    this.#told.set(key, told);
    return told;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #take(request: IncomingMessage): Promise<void> {
    const body = await text(request);
    this.#webhook.verify(body, request.headers as Record<string, string>);
    const {data, sequence_id: sequence} = JSON.parse(body) as {data: {session_id: string}; sequence_id: number};
    const id = String(request.headers['webhook-id']);
    const {bodies, ids} = this.toldOf(request.url!.slice(1), data.session_id);
    if (sequence === ids.length + 1) {
      bodies.push(body);
      ids.push(id);
    } else if (sequence === ids.length && ids.at(-1) === id && bodies.at(-1) === body) {
      // The server was killed before it had noted that this one had arrived.
      this.repeats += 1;
    } else {
      this.wrong.push(
        `Expected ${ids.length + 1} of ${data.session_id} at ${request.url}, or the last one, got ${body}`,
      );
    }
    this.#arrivals.add();
  }
}
