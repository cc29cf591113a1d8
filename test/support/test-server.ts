import type {TestContext} from 'node:test';
import {createServer, type ServerOptions, type SessionServer} from '../../src/server/app.ts';
import {jsonLog} from '../../src/server/operations/log.ts';
import {DEMO_SPACE} from '../../src/server/storage/spaces.ts';
import {FakePages} from './fake-pages.ts';
import {WireClient} from './wire-client.ts';

/** A real server on a free port with pages of no browser; goes when the test does. */
export async function serve(
  test: TestContext,
  options: Partial<ServerOptions> = {},
): Promise<SessionServer & {pages: FakePages; connect(page?: string): Promise<WireClient>}> {
  const pages = new FakePages();
  const server = await createServer({
    browser: pages,
    spaces: [DEMO_SPACE],
    demo: true,
    log: jsonLog('silent'),
    ...options,
  });
  test.after(() => server.close());
  return {...server, pages, connect: (page) => WireClient.connect(server.origin, page)};
}
