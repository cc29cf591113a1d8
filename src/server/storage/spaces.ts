import {DEFAULT_SETTINGS, type SessionSettings} from '../../model/settings.ts';

/** Where sessions are made: who holds its widget key may make one. */
export interface Space {
  readonly id: string;
  /** Its name in addresses. */
  readonly slug: string;
  /** Public identifier that pages carry; begins with `wk_`. */
  readonly widgetKey: string;
  /** Of the pages that may talk with a session that they are shown in: all of them, or those. */
  readonly origins: '*' | readonly string[];
  /** What its sessions allow, unless one is made with other settings. */
  readonly settings: SessionSettings;
}

/** The space that a server has from its first start on. Its key is known to everyone, so it is for development only. */
export const DEMO_SPACE: Space = {
  id: 'demo',
  slug: 'demo',
  widgetKey: 'wk_demo',
  origins: '*',
  settings: {...DEFAULT_SETTINGS, host_rights: 'everyone'},
};

/** The spaces of a server. */
export class Spaces {
  readonly #spaces: readonly Space[];

  constructor(spaces: readonly Space[]) {
    this.#spaces = spaces;
  }

  /** The space with that id or slug, or undefined. */
  find(idOrSlug: string): Space | undefined {
    return this.#spaces.find(({id, slug}) => id === idOrSlug || slug === idOrSlug);
  }
}
