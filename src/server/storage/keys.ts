import {randomBytes} from 'node:crypto';
import {hashOf, sameSecret} from '../rooms/secrets.ts';
import type {KeyRecord, KeyStore, KeyType} from './store.ts';

/** A key as the config file says it: the key itself, or what it is and its SHA-256. */
export type DeclaredKey =
  | {readonly name?: string; readonly key: string}
  | {readonly name?: string; readonly type: KeyType; readonly sha256: string};

/** A declared key and the space it is for; null for the whole server. */
export interface Declared {
  readonly spaceId: string | null;
  readonly key: DeclaredKey;
}

/** A key as lists show it. */
export type Key = Omit<KeyRecord, 'hash'>;

/** How many random bytes a key has: a widget key is public, and only has to be another one. */
const BYTES = {wk: 16, rk: 32, ck: 32} as const satisfies Record<KeyType, number>;

/** How much of a secret key is shown, so that people can tell which it is. */
const SHOWN = 8;

/** The shortest secret key that cannot be guessed, in characters. */
const SECRET_LENGTH = 32;

/** How often it is written down when keys were last used, in milliseconds. */
const NOTING = 60_000;

/** The keys of a server. All are held in memory, so that one is found at once; the store has them for the next start, and for other servers. */
export class Keys {
  readonly #store: KeyStore;
  readonly #now: () => number;
  readonly #keys = new Map<number, KeyRecord>();
  /** Who was used since it was last written down. */
  #used = new Map<number, number>();
  readonly #noting: NodeJS.Timeout;

  /**
   * Reads the keys of a store, and writes those into it that a config file declares.
   * @throws {RangeError} when a declared key is none, or could be guessed
   * @throws {TakenError} when one is declared twice
   */
  static async open(store: KeyStore, declared: readonly Declared[] = [], now: () => number = Date.now): Promise<Keys> {
    const keys = new Keys(store, now);
    await keys.refresh();
    await keys.#declare(declared);
    return keys;
  }

  private constructor(store: KeyStore, now: () => number) {
    this.#store = store;
    this.#now = now;
    this.#noting = setInterval(() => void this.#note().catch(() => {}), NOTING).unref();
  }

  /** Learns what other servers have changed. */
  async refresh(): Promise<void> {
    const listed = await this.#store.listKeys();
    const before = new Map(this.#keys);
    this.#keys.clear();
    // One that is being revoked may stand in the store as it was.
    for (const key of listed) {
      this.#keys.set(key.id, {...key, revokedAt: key.revokedAt ?? before.get(key.id)?.revokedAt ?? null});
    }
  }

  /** The key with that text, unless it was revoked; notes that it was used. Takes as long whichever it is. */
  find(text: string): Key | undefined {
    const hash = hashOf(text);
    let found: KeyRecord | undefined;
    for (const key of this.#keys.values()) {
      if (sameSecret(hash, key.hash) && key.revokedAt === null) found = key;
    }
    if (found) this.#used.set(found.id, this.#now());
    return found && this.#shown(found);
  }

  /** The space that a widget key is for, or undefined. */
  spaceOf(widgetKey: string): string | undefined {
    const key = this.find(widgetKey);
    return key?.type === 'wk' ? (key.spaceId ?? undefined) : undefined;
  }

  /** All keys of a space, or with null those of the whole server, revoked ones too; oldest first. */
  list(spaceId: string | null): readonly Key[] {
    return [...this.#keys.values()].filter((key) => key.spaceId === spaceId).map((key) => this.#shown(key));
  }

  /** Makes a key. Its text is told this once, except that of a widget key. */
  async make(type: KeyType, spaceId: string | null, name = ''): Promise<{readonly key: Key; readonly text: string}> {
    const text = `${type}_${randomBytes(BYTES[type]).toString('base64url')}`;
    return {key: await this.#add(fieldsOf({key: text, name}), spaceId, false), text};
  }

  /** Makes a key useless for ever. Answers with it, or undefined when there is none. */
  async revoke(id: number): Promise<Key | undefined> {
    const key = this.#keys.get(id);
    if (!key) return undefined;
    const revokedAt = key.revokedAt ?? this.#now();
    // From now on, whatever the store says.
    this.#keys.set(id, {...key, revokedAt});
    await this.#store.revokeKey(id, revokedAt);
    return this.#shown({...key, revokedAt});
  }

  /** The space is gone, and with it its keys, from the store as well. */
  forget(spaceId: string): void {
    for (const [id, key] of this.#keys) if (key.spaceId === spaceId) this.#keys.delete(id);
  }

  /** Writes down which keys were used. */
  async close(): Promise<void> {
    clearInterval(this.#noting);
    await this.#note();
  }

  async #note(): Promise<void> {
    const used = [...this.#used];
    if (used.length === 0) return;
    this.#used = new Map();
    for (const [id, lastUsedAt] of used) {
      const key = this.#keys.get(id);
      if (key) this.#keys.set(id, {...key, lastUsedAt});
    }
    await this.#store.touchKeys(used);
  }

  /** What a config file declared once and no longer does is revoked. */
  async #declare(declared: readonly Declared[]): Promise<void> {
    const wanted = declared.map(({key, spaceId}) => ({fields: fieldsOf(key), spaceId}));
    const isSame = (key: KeyRecord, {fields, spaceId}: (typeof wanted)[number]) =>
      key.hash === fields.hash && key.spaceId === spaceId && key.type === fields.type;
    for (const key of [...this.#keys.values()]) {
      if (key.managed && !wanted.some((each) => isSame(key, each))) await this.revoke(key.id);
    }
    for (const each of wanted) {
      const there = [...this.#keys.values()].find((key) => isSame(key, each));
      if (there?.revokedAt === null) continue;
      if (!there) await this.#add(each.fields, each.spaceId, true);
      else throw new RangeError(`Expected another key than ${there.shown}, which was revoked: make a new one.`);
    }
  }

  async #add(fields: Fields, spaceId: string | null, managed: boolean): Promise<Key> {
    const rest = {spaceId, managed, createdAt: this.#now(), revokedAt: null, lastUsedAt: null};
    const key = await this.#store.addKey({...fields, ...rest});
    this.#keys.set(key.id, key);
    return this.#shown(key);
  }

  #shown({hash: _, ...key}: KeyRecord): Key {
    return {...key, lastUsedAt: this.#used.get(key.id) ?? key.lastUsedAt};
  }
}

type Fields = Pick<KeyRecord, 'type' | 'name' | 'hash' | 'shown'>;

function fieldsOf(declared: DeclaredKey): Fields {
  const {name = ''} = declared;
  if ('sha256' in declared) {
    const {type, sha256: hash} = declared;
    if (/^[0-9a-f]{64}$/.test(hash)) return {type, name, hash, shown: `${type}_…`};
    throw new RangeError(`Expected the SHA-256 of a key as 64 hex digits, got ${hash.length} characters.`);
  }
  const {key} = declared;
  const type = key.slice(0, 2) as KeyType;
  if (!Object.hasOwn(BYTES, type) || key[2] !== '_') {
    throw new RangeError(`Expected a key that begins with wk_, rk_ or ck_, got "${key.slice(0, 3)}…".`);
  }
  if (type === 'wk') return {type, name, hash: hashOf(key), shown: key};
  if (key.length < SECRET_LENGTH) throw new RangeError(`Expected a secret key of ${SECRET_LENGTH} characters or more.`);
  return {type, name, hash: hashOf(key), shown: `${key.slice(0, SHOWN)}…`};
}
