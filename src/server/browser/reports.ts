import type {NavigationListener, PageChanges} from './navigation.ts';
import {Turns} from './turns.ts';

/** How many addresses of a tab are told: more than anyone goes to by hand. */
const MOVES = {perSecond: 4, atOnce: 20};

/** How many icons, which are larger than all else. */
const ICONS = {perSecond: 0.1, atOnce: 10};

/**
 * Tells where a page goes and what changes about it. All of that is kept in the log, so of a page that goes on and on
 * without anyone's doing only the newest is told, a few times a second. The last of it is always told in the end.
 */
export class Reports implements NavigationListener {
  readonly #listener: NavigationListener;
  readonly #moves: Turns;
  readonly #icons: Turns;
  /** Where it went, before that is told. */
  #move: {readonly to: 'relocating' | 'relocated'; readonly url: string} | null = null;
  /** What changed after that. */
  #changes: PageChanges = {};
  #icon: string | undefined;

  /** @param now - the clock, in milliseconds */
  constructor(listener: NavigationListener, now?: () => number) {
    this.#listener = listener;
    this.#moves = new Turns({...MOVES, ...(now && {now})});
    this.#icons = new Turns({...ICONS, ...(now && {now})});
  }

  relocating(url: string): void {
    const {loading: _, ...changes} = this.#changes;
    // A document came meanwhile.
    this.#changes = this.#move?.to === 'relocated' ? {error: null, ...changes} : changes;
    this.#move = {to: 'relocating', url};
    this.#moves.take(this.#tellMove);
  }

  relocated(url: string): void {
    const {loading: _, error: _error, errorCode: _code, ...changes} = this.#changes;
    this.#changes = changes;
    this.#move = {to: 'relocated', url};
    this.#moves.take(this.#tellMove);
  }

  changed({icon, ...changes}: PageChanges): void {
    if (icon !== undefined) {
      this.#icon = icon;
      this.#icons.take(this.#tellIcon);
    }
    if (this.#move) this.#changes = {...this.#changes, ...changes};
    else if (Object.keys(changes).length > 0) this.#listener.changed(changes);
  }

  /** Tells nothing of what is not told yet. */
  drop(): void {
    this.#moves.leave(this.#tellMove);
    this.#icons.leave(this.#tellIcon);
    this.#move = null;
    this.#changes = {};
  }

  #tellMove = (): void => {
    if (!this.#move) return;
    const {to, url} = this.#move;
    const changes = this.#changes;
    this.#move = null;
    this.#changes = {};
    this.#listener[to](url);
    if (Object.keys(changes).length > 0) this.#listener.changed(changes);
  };

  #tellIcon = (): void => {
    if (this.#icon !== undefined) this.#listener.changed({icon: this.#icon});
  };
}
