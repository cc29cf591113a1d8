import {DEFAULT_SETTINGS, type SessionSettings} from '../../model/settings.ts';

/** Where sessions are made: who holds its widget key may make one. */
export interface Space {
  readonly id: string;
  /** Its name in addresses. */
  readonly slug: string;
  /** What people call it. */
  readonly name: string;
  /** Public identifier that pages carry; begins with `wk_`. */
  readonly widgetKey: string;
  /**
   * Of the pages that may make its sessions, join them, and talk with one that they are shown in: all of them, or
   * those. The server's own pages always may.
   */
  readonly origins: '*' | readonly string[];
  /** What its sessions are for. The PIN of an `assisted` one is known before anyone came. */
  readonly type: 'meeting' | 'assisted' | 'solo';
  /** Every visitor of its link comes into the same session. */
  readonly shared: boolean;
  /** Who may begin a session by its link alone: all with `public`, else those with its widget key or a magic link. */
  readonly accessControl: 'members-only' | 'company' | 'public';
  /** Secret of at least 32 characters that magic links are signed with; without one there are none. */
  readonly magicSecret?: string;
  /** Folders of the extensions that run on the pages of its sessions. */
  readonly extensions: readonly string[];
  /** What its sessions allow, unless one is made with other settings. */
  readonly settings: SessionSettings;
}

/** The space that a server has from its first start on. Its key is known to everyone, so it is for development only. */
export const DEMO_SPACE: Space = {
  id: 'demo',
  slug: 'demo',
  name: 'Demo',
  widgetKey: 'wk_demo',
  origins: '*',
  type: 'meeting',
  shared: false,
  accessControl: 'public',
  extensions: [],
  settings: {...DEFAULT_SETTINGS, host_rights: 'everyone'},
};

/** The shortest secret that cannot be guessed, in characters. */
const SECRET_LENGTH = 32;

/** The spaces of a server. */
export class Spaces {
  readonly #spaces: readonly Space[];

  /** @throws {RangeError} when a space cannot be told from another by id and slug, or its secret could be guessed */
  constructor(spaces: readonly Space[]) {
    this.#spaces = spaces;
    const names = new Set<string>();
    for (const {id, slug, magicSecret} of spaces) {
      if (!/^[\w-]{1,100}$/.test(slug))
        throw new RangeError(`Expected a slug of letters, digits, - and _; got "${slug}".`);
      for (const name of new Set([id, slug])) {
        if (names.has(name)) throw new RangeError(`Expected one space by the name of "${name}", got more.`);
        names.add(name);
      }
      if (magicSecret !== undefined && magicSecret.length < SECRET_LENGTH) {
        throw new RangeError(`Expected ${SECRET_LENGTH} or more characters as the magicSecret of "${slug}".`);
      }
    }
  }

  /** The space with that id or slug, or undefined. */
  find(idOrSlug: string): Space | undefined {
    return this.#spaces.find(({id, slug}) => id === idOrSlug || slug === idOrSlug);
  }

  /** The space with that slug, or undefined. */
  bySlug(name: string): Space | undefined {
    return this.#spaces.find(({slug}) => slug === name);
  }

  /** The space that has that widget key, which is no secret, or undefined. */
  withKey(key: string): Space | undefined {
    return this.#spaces.find(({widgetKey}) => widgetKey === key);
  }
}
