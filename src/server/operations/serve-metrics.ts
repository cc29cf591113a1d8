import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Registry} from 'prom-client';

interface Place {
  readonly host: string;
  readonly port: number;
}

/** Where metrics are read. */
export interface MetricsServer {
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves `/metrics` at an address of its own, so that what is public has none. */
export async function serveMetrics(registry: Registry, place: Place): Promise<MetricsServer> {
  const server = createServer(async ({url}, response) => {
    if (url !== '/metrics') return response.writeHead(404).end();
    const text = await registry.metrics();
    return response.writeHead(200, {'content-type': registry.contentType, 'cache-control': 'no-store'}).end(text);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(place, resolve));
  const {address, port: taken, family} = server.address() as AddressInfo;
  return {
    origin: `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
