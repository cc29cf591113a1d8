import type {Declarations} from '../storage/registries.ts';
import type {Config, ManagedSpace} from './config.ts';

/** What a config says that there is, as registries take it. */
export function declarationsOf({spaces, keys, webhooks}: Pick<Config, 'spaces' | 'keys' | 'webhooks'>): Declarations {
  return {spaces: spaces.map(declared), keys, webhooks};
}

function declared({magicSecret, widgetKeys, ...rest}: ManagedSpace): Declarations['spaces'][number] {
  return {...rest, keys: widgetKeys.map((key) => ({key})), ...(magicSecret !== null && {magicSecret})};
}
