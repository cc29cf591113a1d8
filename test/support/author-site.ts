import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';

/** The site of someone who uses the kit, on an origin of its own. */
export interface AuthorSite {
  readonly origin: string;
  close(): void;
}

/** Serves one page at every address. `makePage` is called for each request. */
export async function serveAuthorSite(makePage: (path: string) => string): Promise<AuthorSite> {
  const server = createServer(({url = '/'}, response) => {
    response.writeHead(200, {'content-type': 'text/html; charset=utf-8'}).end(makePage(url));
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

/** A whole page around what its author wrote. */
export function page(body: string, head = ''): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>An author's page</title>
    <link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`;
}

/** The one line that brings the kit into a page. */
export function kit(server: string): string {
  return `<script type="module" src="${server}/webfuse-elements.js"></script>`;
}
