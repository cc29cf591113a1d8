import {readFileSync, statSync} from 'node:fs';
import {ConfigError} from './config-error.ts';

/** Environment variables, as `process.env` has them. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Where container engines put secrets: readable by all, who are in there with the server alone. */
const CONTAINER_SECRETS = '/run/secrets/';

/** What others than its owner and its group may do with such a file: read it. */
const READABLE_BY_ALL = 0o004;

/**
 * The text of a secret in the environment, or in the file that the same variable with `_FILE` at its end names.
 * @throws {ConfigError} when it is said twice, or its file is missing or open to everyone
 */
export function secretInEnv(env: Env, name: string): string | undefined {
  const [text, file] = [env[name] || undefined, env[`${name}_FILE`] || undefined];
  if (text !== undefined && file !== undefined) {
    throw new ConfigError(`Expected one of ${name} and ${name}_FILE, got both.`);
  }
  return file === undefined ? text : secretInFile(file, `${name}_FILE`);
}

/**
 * The text of a secret that a file has.
 *
 * @param named - what names the file
 * @throws {ConfigError} when it is missing, empty or open to everyone
 */
export function secretInFile(file: string, named: string): string {
  let text: string;
  try {
    if (!file.startsWith(CONTAINER_SECRETS) && statSync(file).mode & READABLE_BY_ALL) {
      throw new ConfigError(`${named} is ${file}, which everyone on this machine can read: chmod o-r ${file}`);
    }
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`${named} is ${file}, which cannot be read: ${(error as Error).message}.`, {cause: error});
  }
  if (!text) throw new ConfigError(`${named} is ${file}, which is empty.`);
  return text;
}
