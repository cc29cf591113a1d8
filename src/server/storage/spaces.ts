import {randomBytes, randomInt} from 'node:crypto';
import {DEFAULT_SETTINGS} from '../../model/settings.ts';
import type {Vault} from '../vault.ts';
import {opened} from './damaged.ts';
import type {DeclaredKey} from './keys.ts';
import {type SpaceRecord, type SpaceStore, type Store, TakenError} from './store.ts';

/** Where sessions are made. */
export interface Space extends Omit<SpaceRecord, 'magicSecret' | 'managed' | 'createdAt'> {
  /** Secret of at least 32 characters that magic links are signed with; without one there are none. */
  readonly magicSecret?: string;
}

/** A space as a config file says it, with keys of its own. */
export interface DeclaredSpace extends Space {
  readonly keys?: readonly DeclaredKey[];
}

/** What can be changed of a space. */
export type SpaceChanges = Partial<Omit<Space, 'id'>>;

/** A space, and what is known of it beside what it is. */
export interface KnownSpace extends Space, Pick<SpaceRecord, 'managed' | 'createdAt'> {}

/** The space of `npm start`. Its key is known to everyone, so it is for development only. */
export const DEMO_SPACE: DeclaredSpace = {
  id: 'demo',
  slug: 'demo',
  name: 'Demo',
  origins: '*',
  type: 'meeting',
  shared: false,
  accessControl: 'public',
  extensions: [],
  settings: {...DEFAULT_SETTINGS, host_rights: 'everyone'},
  keys: [{key: 'wk_demo'}],
};

/** What a space is unless it is said. */
const NEW_SPACE = {
  origins: [],
  type: 'meeting',
  shared: false,
  accessControl: 'company',
  extensions: [],
  settings: DEFAULT_SETTINGS,
} as const satisfies Partial<Space>;

/** The shortest secret that cannot be guessed, in characters. */
const SECRET_LENGTH = 32;

/** The spaces of a server. All are held in memory; the store has them for the next start, and for other servers. */
export class Spaces {
  readonly #store: SpaceStore & Pick<Store, 'place'>;
  readonly #vault: Vault;
  readonly #now: () => number;
  readonly #spaces = new Map<string, KnownSpace>();
  /** Whose magic links are signed with a secret from the config file. */
  readonly #declaredSecrets = new Set<string>();
  /** Changes come one after another, each on top of the one before. */
  #turn: Promise<unknown> = Promise.resolve();

  /**
   * Reads the spaces of a store, and writes those into it that a config file declares.
   * @throws {StoreError} when a secret in the store does not open
   * @throws {RangeError} when a space cannot be told from another by id and slug, or its secret could be guessed
   */
  static async open(
    store: SpaceStore & Pick<Store, 'place'>,
    vault: Vault,
    declared: readonly Space[] = [],
    now: () => number = Date.now,
  ): Promise<Spaces> {
    const spaces = new Spaces(store, vault, now);
    await spaces.refresh();
    await spaces.#declare(declared);
    return spaces;
  }

  private constructor(store: SpaceStore & Pick<Store, 'place'>, vault: Vault, now: () => number) {
    this.#store = store;
    this.#vault = vault;
    this.#now = now;
  }

  /** Learns what other servers have changed. */
  refresh(): Promise<void> {
    return this.#inTurn(() => this.#read());
  }

  /** All of them, oldest first. */
  list(): readonly KnownSpace[] {
    return [...this.#spaces.values()];
  }

  /** The space with that id or slug, or undefined. */
  find(idOrSlug: string): KnownSpace | undefined {
    return this.#spaces.get(idOrSlug) ?? this.bySlug(idOrSlug);
  }

  /** The space with that slug, or undefined. */
  bySlug(name: string): KnownSpace | undefined {
    return this.list().find(({slug}) => slug === name);
  }

  /**
   * Makes a space, with an id of its own.
   * @throws {TakenError} when another one has that slug
   */
  add(space: SpaceChanges & Pick<Space, 'name' | 'slug'>): Promise<KnownSpace> {
    const own = () => ({id: this.#newId(), managed: false, createdAt: this.#now()});
    return this.#inTurn(() => this.#put({...NEW_SPACE, ...space, ...own()}, 'addSpace'));
  }

  /**
   * Changes a space. Sessions that live already keep the settings that they were made with.
   * @throws {TakenError} when another one has that slug
   */
  change(id: string, changes: SpaceChanges): Promise<KnownSpace> {
    return this.#inTurn(async () => {
      await this.#read();
      return this.#put({...this.#expect(id), ...changes}, 'changeSpace');
    });
  }

  /** Forgets a space, and in the store its keys and webhooks. */
  remove(id: string): Promise<void> {
    return this.#inTurn(async () => {
      await this.#store.removeSpace(id);
      this.#spaces.delete(id);
    });
  }

  /** Whether the config file has the secret that the magic links of a space are signed with. */
  declaresSecret(id: string): boolean {
    return this.#declaredSecrets.has(id);
  }

  /** Gives a space another secret for its magic links: those that it signed before let nobody in any more. */
  async renewMagicSecret(id: string): Promise<string> {
    const magicSecret = `ms_${randomBytes(SECRET_LENGTH).toString('base64url')}`;
    await this.change(id, {magicSecret});
    return magicSecret;
  }

  /** Takes the secret of a space away: it has no magic links any more. */
  async dropMagicSecret(id: string): Promise<void> {
    await this.#inTurn(async () => {
      await this.#read();
      const {magicSecret: _, ...space} = this.#expect(id);
      return this.#put(space, 'changeSpace');
    });
  }

  async #read(): Promise<void> {
    const open = async ({magicSecret: sealed, ...space}: SpaceRecord): Promise<KnownSpace> => {
      const magicSecret =
        sealed === null
          ? undefined
          : await opened(this.#store, `magic secret of space ${space.id}`, this.#vault.open(sealed));
      return {...space, ...(magicSecret !== undefined && {magicSecret})};
    };
    const spaces = await Promise.all((await this.#store.listSpaces()).map(open));
    this.#spaces.clear();
    for (const space of spaces) this.#spaces.set(space.id, space);
  }

  /** What a config file declared once and no longer does is gone. */
  async #declare(declared: readonly Space[]): Promise<void> {
    checkNames(declared);
    for (const {id, managed} of this.list()) {
      if (managed && !declared.some((space) => space.id === id)) await this.remove(id);
    }
    for (const space of declared) {
      if (space.magicSecret !== undefined) this.#declaredSecrets.add(space.id);
      const there = this.#spaces.get(space.id);
      const createdAt = there?.createdAt ?? this.#now();
      const {id, slug, name, origins, type, shared, accessControl, extensions, settings} = space;
      const magicSecret = space.magicSecret ?? there?.magicSecret;
      await this.#put(
        {
          ...{id, slug, name, origins, type, shared, accessControl, extensions, settings, managed: true, createdAt},
          ...(magicSecret !== undefined && {magicSecret}),
        },
        there ? 'changeSpace' : 'addSpace',
      );
    }
  }

  async #put(space: KnownSpace, how: 'addSpace' | 'changeSpace'): Promise<KnownSpace> {
    const {id, slug, magicSecret} = space;
    if (this.list().some((other) => other.id !== id && [other.id, other.slug].includes(slug))) {
      throw new TakenError(`Expected a slug that no other space has, got "${slug}".`);
    }
    const sealed = magicSecret === undefined ? null : await this.#vault.seal(magicSecret);
    await this.#store[how]({...space, magicSecret: sealed} satisfies SpaceRecord);
    this.#spaces.set(id, space);
    return space;
  }

  #expect(id: string): KnownSpace {
    const space = this.#spaces.get(id);
    if (space) return space;
    throw new RangeError(`Expected the id of a space, got "${id}".`);
  }

  #inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
    const done = this.#turn.then(task);
    this.#turn = done.catch(() => {});
    return done;
  }

  /** Eight digits, since the vendor's ids are numbers; not counted, so that an id is never used twice. */
  #newId(): string {
    for (;;) {
      const id = String(randomInt(10_000_000, 100_000_000));
      if (!this.find(id)) return id;
    }
  }
}

/** Whether a slug can stand in an address. */
export function isSlug(text: string): boolean {
  return /^[\w-]{1,100}$/.test(text);
}

/** @throws {RangeError} when spaces cannot be told from each other, or a secret could be guessed */
function checkNames(spaces: readonly Space[]): void {
  const names = new Set<string>();
  for (const {id, slug, magicSecret} of spaces) {
    if (!isSlug(slug)) throw new RangeError(`Expected a slug of letters, digits, - and _; got "${slug}".`);
    for (const name of new Set([id, slug])) {
      if (names.has(name)) throw new RangeError(`Expected one space by the name of "${name}", got more.`);
      names.add(name);
    }
    if (magicSecret !== undefined && magicSecret.length < SECRET_LENGTH) {
      throw new RangeError(`Expected ${SECRET_LENGTH} or more characters as the magicSecret of "${slug}".`);
    }
  }
}
