import {once} from 'node:events';
import {createServer, type RequestListener} from 'node:http';
import type {AddressInfo} from 'node:net';

/** A host that knows nothing of sessions, on an origin of its own. */
export interface Site {
  readonly origin: string;
  readonly port: number;
  close(): void;
}

/** Answers on a free port of this machine. */
export async function serve(answer: RequestListener): Promise<Site> {
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
