import type {Key} from '../storage/keys.ts';
import type {Registries} from '../storage/registries.ts';
import type {KeyType} from '../storage/store.ts';

/** What can be done with keys on the machine of the server. */
export type KeyCall =
  | {readonly action: 'make'; readonly type: KeyType; readonly space: string | null; readonly name: string}
  | {readonly action: 'list'; readonly space: string | null}
  | {readonly action: 'revoke'; readonly id: number};

/** A key with the slug of its space. */
export interface ListedKey extends Key {
  readonly space: string | null;
}

/** The keys that it is about, and the text of one that was just made. */
export interface KeyAnswer {
  readonly keys: readonly ListedKey[];
  readonly text?: string;
}

/** What cannot be done, and why, in one sentence. */
export class KeyRefusal extends Error {
  override readonly name = 'KeyRefusal';
}

/** Makes, lists and revokes the keys of a server. */
export class KeyDesk {
  readonly #registries: Registries;

  constructor(registries: Registries) {
    this.#registries = registries;
  }

  /** @throws {KeyRefusal} when it cannot be done */
  async answer(call: KeyCall): Promise<KeyAnswer> {
    if (call.action === 'make') return this.#make(call);
    if (call.action === 'revoke') return this.#revoke(call.id);
    return {keys: call.space === null ? this.#all() : this.#of(this.#spaceId(call.space))};
  }

  async #make({type, space, name}: Extract<KeyCall, {action: 'make'}>): Promise<KeyAnswer> {
    if ((type === 'ck') !== (space === null)) {
      const what = type === 'ck' ? 'no space: it is for the whole server' : 'a space that it is for';
      throw new KeyRefusal(`Expected a ${type} key to have ${what}.`);
    }
    const {key, text} = await this.#registries.keys.make(type, space === null ? null : this.#spaceId(space), name);
    return {keys: [{...key, space}], text};
  }

  async #revoke(id: number): Promise<KeyAnswer> {
    const key = this.#all().find((one) => one.id === id);
    if (!key) throw new KeyRefusal(`There is no key ${id}: list them to see which there are.`);
    if (key.managed) throw new KeyRefusal(`Key ${id} stands in the config: take it out there.`);
    if (key.revokedAt !== null) throw new KeyRefusal(`Key ${id} was revoked before.`);
    const revoked = await this.#registries.keys.revoke(id);
    return {keys: [{...key, ...revoked}]};
  }

  #all(): ListedKey[] {
    const spaces = this.#registries.spaces.list();
    return [null, ...spaces.map(({id}) => id)].flatMap((id) => this.#of(id));
  }

  #of(spaceId: string | null): ListedKey[] {
    const space = spaceId === null ? null : (this.#registries.spaces.find(spaceId)?.slug ?? null);
    return this.#registries.keys.list(spaceId).map((key) => ({...key, space}));
  }

  #spaceId(slug: string): string {
    const space = this.#registries.spaces.bySlug(slug);
    if (space) return space.id;
    const known = this.#registries.spaces.list().map((one) => one.slug);
    throw new KeyRefusal(`There is no space "${slug}": expected one of ${known.join(', ') || 'none'}.`);
  }
}
