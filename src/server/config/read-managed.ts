import path from 'node:path';
import {DEFAULT_SETTINGS, type SessionSettings, withSettings} from '../../model/settings.ts';
import type {ManagedKey, ManagedSpace, ManagedWebhook} from './config.ts';
import {ConfigError} from './config-error.ts';
import type {SecretPlace} from './managed.ts';
import {type Env, secretInFile} from './read-secret.ts';
import type {ConfigFile} from './schema.ts';

/** The shortest secret that cannot be guessed, in characters. */
const SECRET_LENGTH = 32;

/** Reads what a config says of spaces, keys and webhooks. */
export class ManagedReader {
  readonly #folder: string;
  readonly #env: Env;

  /**
   * @param folder - what paths are relative to
   * @param env - where secrets may stand
   */
  constructor(folder: string, env: Env) {
    this.#folder = folder;
    this.#env = env;
  }

  /** @throws {ConfigError} when two have a name in common, or one is not as it should be */
  spaces(said: ConfigFile['spaces']): ManagedSpace[] {
    const [names, keys] = [new Set<string>(), new Set<string>()];
    return said.map(({id, name, magicSecret, settings, extensions, ...space}, index) => {
      const at = `spaces[${index}]`;
      const {slug, widgetKeys} = space;
      for (const each of new Set([id ?? slug, slug])) once(names, each, `a space by the name of "${each}"`);
      for (const key of widgetKeys) once(keys, key, `the widget key "${key}"`);
      return {
        ...space,
        id: id ?? slug,
        name: name ?? slug,
        magicSecret: magicSecret ? this.#secret(magicSecret, `${at}.magicSecret`) : null,
        extensions: extensions.map((folder) => path.resolve(this.#folder, folder)),
        settings: settingsOf(settings, at),
      };
    });
  }

  /** @throws {ConfigError} when one is said twice, or is not as it should be */
  keys(said: ConfigFile['keys']): ManagedKey[] {
    const texts = new Set<string>();
    return said.map(({key: place, ...rest}, index) => {
      const at = `keys[${index}].key`;
      const key = this.#secret(place, at);
      const prefix = rest.space === undefined ? 'ck_' : 'rk_';
      if (!key.startsWith(prefix) || !/^.._[\w-]{32,200}$/.test(key)) {
        throw new ConfigError(`Expected ${at} to be ${prefix} and 32 or more letters, digits, - and _.`);
      }
      once(texts, key, `the key of ${at}`);
      return {...rest, key};
    });
  }

  /** @throws {ConfigError} when two have a name in common, or one is not as it should be */
  webhooks(said: ConfigFile['webhooks']): ManagedWebhook[] {
    const names = new Set<string>();
    return said.map(({secrets, ...rest}, index) => {
      const {name, space} = rest;
      once(names, `${space ?? ''} ${name}`, `a webhook by the name of "${name}"`);
      const read = (place: SecretPlace, which: number) => this.#secret(place, `webhooks[${index}].secrets[${which}]`);
      return {...rest, secrets: secrets.map(read)};
    });
  }

  #secret({env, file}: SecretPlace, at: string): string {
    if (file !== undefined) return long(secretInFile(path.resolve(this.#folder, file), `${at}.file`), at);
    const text = env && this.#env[env];
    if (!text) throw new ConfigError(`Expected ${env} in the environment, where ${at} says that it is.`);
    return long(text, at);
  }
}

function long(secret: string, at: string): string {
  if (secret.length >= SECRET_LENGTH) return secret;
  throw new ConfigError(`Expected ${at} to have ${SECRET_LENGTH} or more characters, got ${secret.length}.`);
}

function once(known: Set<string>, name: string, what: string): void {
  if (known.has(name)) throw new ConfigError(`Expected ${what} once, got it twice.`);
  known.add(name);
}

function settingsOf(said: object, at: string): SessionSettings {
  const settings = withSettings(DEFAULT_SETTINGS, said);
  if ('refused' in settings) throw new ConfigError(`${at}.settings: ${settings.message}`);
  return settings;
}
