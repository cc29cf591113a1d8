import {SessionError} from '../errors.ts';
import type {Provider} from './provider.ts';
import type {ServerProviderOptions} from './server.ts';

/** Makes the provider of a session. */
export type NewProvider = new (options: ServerProviderOptions) => Provider;

/** Pages load what they use: each comes when it is asked for. */
const PROVIDERS = {
  server: async () => (await import('./server.ts')).ServerProvider,
  local: async () => (await import('./local.ts')).LocalProvider,
  webfuse: async () => (await import('./webfuse.ts')).WebfuseProvider,
};

/** Where a session can live. */
export type ProviderName = keyof typeof PROVIDERS;

/**
 * Loads a provider.
 * @throws {SessionError} `unsupported` when there is none of that name, `load_failed` when its file cannot be loaded
 */
export async function findProvider(name: ProviderName): Promise<NewProvider> {
  if (Object.hasOwn(PROVIDERS, name)) return PROVIDERS[name]().catch(notLoaded);
  const known = Object.keys(PROVIDERS).join(', ');
  throw new SessionError('unsupported', `Expected one of ${known} as provider, got "${name}".`);
}

/** The browser names the file. */
function notLoaded(cause: Error): never {
  throw new SessionError('load_failed', cause.message);
}
