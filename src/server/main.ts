import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {createServer, type SessionServer} from './app.ts';
import {Browser} from './browser/browser.ts';
import {BrowserNotFoundError, findBrowser} from './browser/find.ts';
import {ManifestError} from './extensions/manifest.ts';
import {DEMO_SPACE} from './storage/spaces.ts';

/** The sample shop that sessions can browse with no internet. */
const SHOP = fileURLToPath(new URL('../../demo/shop', import.meta.url));

/** What the system says of a host that is somewhere else, or nowhere. */
const NOT_OURS = new Set(['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN']);

const {env} = process;

/** The port that was asked for. */
function portOf(value = '8080'): number {
  const port = Number(value);
  if (/^\d+$/.test(value) && port < 65_536) return port;
  throw new UsageError(`Expected PORT to be a number from 0 to 65535, got "${value}".`);
}

class UsageError extends Error {}

async function start(): Promise<SessionServer> {
  const host = env['HOST'] || '127.0.0.1';
  const port = portOf(env['PORT'] || undefined);
  const log = {debug() {}, info() {}, warn: console.warn, error: console.error};
  const browser = new Browser({executablePath: findBrowser(env), localSites: {'shop.localhost': SHOP}, log});
  try {
    // Folders of extensions for the demo space, between colons as in PATH.
    const extensions = (env['EXTENSIONS'] ?? '').split(path.delimiter).filter(Boolean);
    return await createServer({browser, spaces: [{...DEMO_SPACE, extensions}], host, port});
  } catch (error) {
    if (error instanceof Error && 'code' in error) {
      if (error.code === 'EADDRINUSE')
        throw new UsageError(
          `Port ${port} is taken: choose another, as in PORT=${port === 65_535 ? 8080 : port + 1} npm start.`,
        );
      if (error.code === 'EACCES')
        throw new UsageError(`Port ${port} may not be used: choose another, as in PORT=8080 npm start.`);
      if (NOT_OURS.has(String(error.code)))
        throw new UsageError(`HOST=${host} is not an address of this machine: leave it out for 127.0.0.1.`);
    }
    throw error;
  }
}

try {
  const server = await start();
  const stop = () => void server.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  console.log(`webfuse-elements is ready: ${server.origin}/`);
} catch (error) {
  if (!(error instanceof UsageError || error instanceof BrowserNotFoundError || error instanceof ManifestError)) {
    throw error;
  }
  console.error(error.message);
  process.exitCode = 1;
}
