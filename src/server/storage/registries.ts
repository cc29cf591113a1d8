import type {Vault} from '../vault.ts';
import type {DeclaredWebhook} from '../webhooks/managed.ts';
import {type Declared, type DeclaredKey, Keys} from './keys.ts';
import {type DeclaredSpace, Spaces} from './spaces.ts';
import type {KeyStore, SpaceStore, Store} from './store.ts';

/** What a config file says that there is. */
export interface Declarations {
  /** Spaces that are there besides those in the store; nothing but this changes them. */
  readonly spaces: readonly DeclaredSpace[];
  /** Keys that are valid besides those in the store: of a space by its slug, or of the whole server. */
  readonly keys?: readonly (DeclaredKey & {readonly space?: string})[];
  /** Webhooks that are there besides those in the store: of a space by its slug, or of the whole server. */
  readonly webhooks?: readonly DeclaredWebhook[];
}

/** The spaces of a server, and who may do something in them. */
export interface Registries {
  readonly spaces: Spaces;
  readonly keys: Keys;
}

/**
 * Reads the spaces and the keys of a store, and writes those into it that are declared.
 * @throws {RangeError} when what is declared does not go with each other
 * @throws {TakenError} when it does not go with what is in the store
 */
export async function openRegistries(
  store: SpaceStore & KeyStore & Pick<Store, 'place'>,
  vault: Vault,
  declared: Declarations,
): Promise<Registries> {
  const spaces = await Spaces.open(store, vault, declared.spaces);
  return {spaces, keys: await Keys.open(store, declaredKeys(declared, spaces))};
}

/** The keys that came with the spaces, and those of the whole server. */
function declaredKeys({spaces: declared, keys = []}: Declarations, spaces: Spaces): Declared[] {
  const ofSpaces = declared.flatMap(({id, keys: own = []}) => own.map((key) => ({spaceId: id, key})));
  const others = keys.map(({space: slug, ...key}) => {
    const space = slug === undefined ? null : spaces.bySlug(slug);
    if (space === undefined) throw new RangeError(`Expected the slug of a space that a key is for, got "${slug}".`);
    return {spaceId: space?.id ?? null, key};
  });
  return [...ofSpaces, ...others];
}
