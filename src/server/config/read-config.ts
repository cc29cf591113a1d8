import {readFileSync} from 'node:fs';
import path from 'node:path';
import {Value} from 'typebox/value';
import type {Config} from './config.ts';
import {ConfigError} from './config-error.ts';
import {faultIn} from './fault.ts';
import {checkNetworks} from './networks.ts';
import {ManagedReader} from './read-managed.ts';
import type {Env} from './read-secret.ts';
import {type ConfigFile, configSchema} from './schema.ts';

/**
 * Reads a config file, checking it whole before anything is done with it.
 *
 * @param env - where secrets may stand
 * @throws {ConfigError} when it cannot be read, or says something that it cannot say
 */
export function readConfig(file: string, env: Env): Config {
  const {$schema: _, ...said} = checked(parse(file), file);
  try {
    checkNetworks('trustProxy', said.trustProxy);
    const folder = path.dirname(path.resolve(file));
    const managed = new ManagedReader(folder, env);
    return {
      ...said,
      dataFolder: path.resolve(folder, said.dataFolder),
      browser: {
        ...said.browser,
        ...(said.browser.path !== undefined && {path: path.resolve(folder, said.browser.path)}),
      },
      spaces: managed.spaces(said.spaces),
      keys: managed.keys(said.keys),
      webhooks: managed.webhooks(said.webhooks),
    };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(`${file}: ${error.message}`, {cause: error});
  }
}

/**
 * Where a config says that the data is, and what its server is called; its secrets need not be at hand.
 * @throws {ConfigError} when the config cannot be read, or says something that it cannot say
 */
export function readPlace(file: string): Pick<Config, 'dataFolder' | 'instance'> {
  const {dataFolder, instance} = checked(parse(file), file);
  return {dataFolder: path.resolve(path.dirname(path.resolve(file)), dataFolder), instance};
}

function parse(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError(`Expected a config at ${file}: ${(error as Error).message}.`, {cause: error});
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ConfigError(`${file}: Expected JSON: ${(error as Error).message}.`, {cause: error});
  }
}

function checked(value: unknown, file: string): ConfigFile {
  const said = Value.Default(configSchema, value);
  const fault = faultIn(configSchema, said);
  if (fault) throw new ConfigError(`${file}: ${fault}`);
  return said as ConfigFile;
}
