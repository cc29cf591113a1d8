import {once} from 'node:events';
import {createReadStream, statSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import path from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};

/** A host that hands out files and knows nothing of sessions. */
export interface StaticSite {
  readonly origin: string;
  close(): void;
}

/** Serves the files of these folders, the first that has one. */
export async function serveFolders(...folders: string[]): Promise<StaticSite> {
  const server = createServer(({url = '/'}, response) => {
    const {pathname} = new URL(url, 'http://host');
    const file = folders.map((folder) => path.join(folder, path.normalize(pathname))).find(isFile);
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream'});
    createReadStream(file).pipe(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function isFile(file: string): boolean {
  return statSync(file, {throwIfNoEntry: false})?.isFile() ?? false;
}
