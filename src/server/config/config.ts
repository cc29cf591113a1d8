import type {Static} from 'typebox';
import type {SessionSettings} from '../../model/settings.ts';
import type {keySchema, spaceSchema, webhookSchema} from './managed.ts';
import type {ConfigFile} from './schema.ts';

/** What a server is told by its operator: read whole, with every default, absolute paths, and secrets at hand. */
export interface Config extends Omit<ConfigFile, '$schema' | 'spaces' | 'keys' | 'webhooks'> {
  readonly spaces: readonly ManagedSpace[];
  readonly keys: readonly ManagedKey[];
  readonly webhooks: readonly ManagedWebhook[];
}

/** A space that the config says all of. */
export interface ManagedSpace extends Omit<Static<typeof spaceSchema>, 'id' | 'name' | 'magicSecret' | 'settings'> {
  readonly id: string;
  readonly name: string;
  readonly magicSecret: string | null;
  /** All of them, with defaults. */
  readonly settings: SessionSettings;
}

/** A REST key that the config says all of. */
export interface ManagedKey extends Omit<Static<typeof keySchema>, 'key'> {
  readonly key: string;
}

/** A webhook that the config says all of. */
export interface ManagedWebhook extends Omit<Static<typeof webhookSchema>, 'secrets'> {
  /** Newest first. */
  readonly secrets: readonly string[];
}
