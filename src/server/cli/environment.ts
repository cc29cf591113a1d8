import {ConfigError} from '../config/config-error.ts';
import {type Env, secretInEnv} from '../config/read-secret.ts';
import {isInstance} from '../config/schema.ts';
import {VAULT_KEY_BYTES} from '../vault.ts';

/** Where to listen, as the environment has it: what is not said there is undefined. */
export function placeIn(env: Env): {host: string | undefined; port: number | undefined} {
  const [host, port] = [env['HOST'] || undefined, env['PORT'] || undefined];
  return {host, port: port === undefined ? undefined : portOf(port)};
}

/**
 * Name of the server, as the environment has it, or undefined.
 * @throws {ConfigError} when it is none
 */
export function instanceIn(env: Env): string | undefined {
  const name = env['WEBFUSE_INSTANCE'] || undefined;
  if (name === undefined || isInstance(name)) return name;
  throw new ConfigError(`Expected WEBFUSE_INSTANCE to be 1 to 40 letters, digits, - and _, got "${name}".`);
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port < 65_536) return port;
  throw new ConfigError(`Expected PORT to be a number from 0 to 65535, got "${text}".`);
}

/**
 * The key of the vault.
 * @throws {ConfigError} when there is none, or it is none
 */
export function vaultKeyIn(env: Env): Uint8Array {
  const how = 'make one with: npm run -s keys -- secret';
  const text = secretInEnv(env, 'WEBFUSE_SECRET');
  if (text === undefined) {
    throw new ConfigError(`Expected WEBFUSE_SECRET or WEBFUSE_SECRET_FILE in the environment: ${how}`);
  }
  const key = Buffer.from(text, 'base64');
  if (key.length === VAULT_KEY_BYTES && /^[\w+/-]+=*$/.test(text)) return key;
  throw new ConfigError(`Expected WEBFUSE_SECRET to be base64 of ${VAULT_KEY_BYTES} bytes: ${how}`);
}
