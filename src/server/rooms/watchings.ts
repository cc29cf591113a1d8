import type {ClientIndex, Ssid} from '../../model/events.ts';
import type {SessionState} from '../../model/state.ts';
import {findTab} from '../../model/state.ts';
import {hidden} from '../../model/tabs.ts';
import type {Viewing} from '../browser/pages.ts';

/** What can be had of a tab. */
export interface Sources {
  /** Starts its pictures. */
  readonly pictures: () => Viewing;
  /** Starts to tell what is masked in them. Returns the way to stop. */
  readonly masked: () => () => void;
}

/** Someone who watches a tab, with or without pictures at the moment. */
interface Watching extends Sources {
  readonly ssid: Ssid;
  readonly by: ClientIndex;
  viewing: Viewing | null;
  /** Stops to tell what is masked, while that is told: to the owner of the tab. */
  stopMasked: (() => void) | null;
}

/**
 * Who watches which tab. While its owner has paused a tab, no picture of it leaves the server for anyone else, and what is
 * masked in it never does.
 */
export class Watchings {
  readonly #all = new Set<Watching>();

  /** Starts the pictures of a tab for someone, now or when its owner shows it again. */
  add(state: SessionState, ssid: Ssid, by: ClientIndex, sources: Sources): Viewing {
    const watching: Watching = {...sources, ssid, by, viewing: null, stopMasked: null};
    follow(watching, state);
    this.#all.add(watching);
    return {
      shown: () => watching.viewing?.shown(),
      stop: () => {
        this.#all.delete(watching);
        stop(watching);
        hide(watching);
      },
    };
  }

  /** A tab was paused or resumed, or belongs to someone else. */
  update(state: SessionState): void {
    for (const watching of this.#all) follow(watching, state);
  }
}

function follow(watching: Watching, state: SessionState): void {
  const tab = findTab(state, watching.ssid);
  if (!tab) return;
  if (hidden(tab, watching.by)) stop(watching);
  else watching.viewing ??= watching.pictures();
  if (tab.leaderIndex === watching.by) watching.stopMasked ??= watching.masked();
  else hide(watching);
}

function stop(watching: Watching): void {
  watching.viewing?.stop();
  watching.viewing = null;
}

function hide(watching: Watching): void {
  watching.stopMasked?.();
  watching.stopMasked = null;
}
