import {createServer, type ServerOptions, type SessionServer} from '../app.ts';
import {ConfigError} from '../config/config-error.ts';
import {TakenError} from '../storage/store.ts';
import {MachineError} from './exit-codes.ts';

/** What the system says of a host that is somewhere else, or nowhere. */
const NOT_OURS = new Set(['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN']);

/**
 * Starts a server.
 * @throws {MachineError} when it cannot listen there
 * @throws {ConfigError} when what is declared does not go with each other, or with what is kept
 */
export async function listen(options: ServerOptions & {host: string; port: number}): Promise<SessionServer> {
  try {
    return await createServer(options);
  } catch (error) {
    if (error instanceof RangeError || error instanceof TakenError)
      throw new ConfigError(error.message, {cause: error});
    const why = whyNot((error as NodeJS.ErrnoException).code, options);
    throw why ? new MachineError(why, {cause: error}) : error;
  }
}

function whyNot(code: string | undefined, {host, port}: {host: string; port: number}): string | null {
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken: choose another, as in PORT=${port === 65_535 ? 8080 : port + 1} npm start.`;
  }
  if (code === 'EACCES') return `Port ${port} may not be used: choose another, as in PORT=8080 npm start.`;
  if (code && NOT_OURS.has(code)) {
    return `HOST=${host} is not an address of this machine: leave it out for 127.0.0.1.`;
  }
  return null;
}
