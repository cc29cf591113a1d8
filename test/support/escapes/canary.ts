import dgram from 'node:dgram';
import {once} from 'node:events';
import net, {type AddressInfo, type Socket} from 'node:net';

const ANSWER = [
  'HTTP/1.1 200 OK',
  'access-control-allow-origin: *',
  'content-type: text/plain',
  'content-length: 0',
  'connection: close',
  '\r\n',
].join('\r\n');

/**
 * Something of this machine that no page of a session may reach: listens at one port of the loopback, with TCP and UDP over
 * both kinds of IP, and takes note of whatever comes.
 */
export class Canary {
  readonly port: number;
  /** What came, oldest first: the protocol and the first line, or a name of it that was looked up. */
  readonly seen: string[] = [];
  readonly #closers: (() => void)[];
  readonly #first = Promise.withResolvers<void>();

  private constructor(port: number, closers: (() => void)[]) {
    this.port = port;
    this.#closers = closers;
  }

  /** Settles with the first that comes. */
  get hit(): Promise<void> {
    return this.#first.promise;
  }

  /** Begins to listen, at a port that is free for all of it. */
  static async listen(): Promise<Canary> {
    for (;;) {
      const closers: (() => void)[] = [];
      const four = await listening(0, '127.0.0.1');
      const {port} = four.address() as AddressInfo;
      try {
        closers.push(() => four.close());
        const six = await listening(port, '::1');
        closers.push(() => six.close());
        const canary = new Canary(port, closers);
        for (const server of [four, six]) server.on('connection', (socket) => canary.#onSocket(socket));
        for (const [type, address] of [
          ['udp4', '127.0.0.1'],
          ['udp6', '::1'],
        ] as const) {
          const udp = dgram.createSocket(type);
          closers.push(() => udp.close());
          await once(udp.bind(port, address), 'listening');
          udp.on('message', () => canary.note('UDP'));
        }
        return canary;
      } catch (error) {
        for (const close of closers) close();
        if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      }
    }
  }

  /** Something came to it, here or elsewhere. */
  note(what: string): void {
    this.seen.push(what);
    this.#first.resolve();
  }

  close(): void {
    for (const close of this.#closers.splice(0)) close();
  }

  #onSocket(socket: Socket): void {
    this.#closers.push(() => socket.destroy());
    this.note('TCP');
    socket.on('error', () => {});
    socket.once('data', (data) => {
      this.seen.push(String(data).match(/^[ -~]*/)?.[0] ?? '');
      socket.end(ANSWER);
    });
  }
}

async function listening(port: number, host: string): Promise<net.Server> {
  const server = net.createServer().listen(port, host);
  await once(server, 'listening');
  return server;
}
