import {once} from 'node:events';
import {type AddressInfo, connect, createServer, type Server, type Socket} from 'node:net';
import {SOCKET_PATH} from '../../src/protocol/rpc.ts';

/** A stretch of network in front of a server, which can break. */
export class Relay {
  /** How many lines of sessions were ever made over it. */
  made = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #lines = new Set<Socket>();
  #port: number;
  #broken = false;
  #changed = Promise.withResolvers<void>();

  private constructor(port: number) {
    this.#port = port;
    this.#server = createServer((near) => this.#take(near));
  }

  static async to(origin: string): Promise<Relay> {
    const relay = new Relay(Number(new URL(origin).port));
    relay.#server.listen(0, '127.0.0.1');
    await once(relay.#server, 'listening');
    return relay;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** How many lines of sessions are open. */
  get open(): number {
    return this.#lines.size;
  }

  /** Waits until that many lines are open. */
  async has(lines: number): Promise<void> {
    while (this.open !== lines) await this.#changed.promise;
  }

  /** Breaks every line there is. */
  cut(): void {
    for (const line of this.#lines) line.resetAndDestroy();
  }

  /** Breaks every line there is, and lets nothing through until it is mended. */
  break(): void {
    this.#broken = true;
    this.cut();
  }

  mend(): void {
    this.#broken = false;
  }

  /** Leads to another server from now on. */
  leadTo(origin: string): void {
    this.#port = Number(new URL(origin).port);
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #take(near: Socket): void {
    if (this.#broken) {
      near.resetAndDestroy();
      return;
    }
    const far = connect(this.#port, '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(socket);
      // Broken off by either side: `close` follows.
      socket.on('error', () => {});
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
    near.once('data', (start: Buffer) => {
      if (start.toString('latin1').startsWith(`GET ${SOCKET_PATH} `)) this.#count(near);
    });
  }

  #count(line: Socket): void {
    this.made++;
    this.#lines.add(line);
    line.on('close', () => {
      this.#lines.delete(line);
      this.#tell();
    });
    this.#tell();
  }

  #tell(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}
