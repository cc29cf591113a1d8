import type {ClientIndex, Ssid} from '../../model/events.ts';
import type {SessionState} from '../../model/state.ts';
import {findTab} from '../../model/state.ts';
import {hidden} from '../../model/tabs.ts';
import type {Viewing} from '../browser/pages.ts';

/** Someone who watches a tab, with or without pictures at the moment. */
interface Watching {
  readonly ssid: Ssid;
  readonly by: ClientIndex;
  readonly start: () => Viewing;
  viewing: Viewing | null;
}

/** Who watches which tab. While its owner has paused a tab, no picture of it leaves the server for anyone else. */
export class Watchings {
  readonly #all = new Set<Watching>();

  /** Starts the pictures of a tab for someone, now or when its owner shows it again. */
  add(state: SessionState, ssid: Ssid, by: ClientIndex, start: () => Viewing): Viewing {
    const watching: Watching = {ssid, by, start, viewing: null};
    this.#all.add(watching);
    follow(watching, state);
    return {
      shown: () => watching.viewing?.shown(),
      stop: () => {
        this.#all.delete(watching);
        watching.viewing?.stop();
        watching.viewing = null;
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
  if (!hidden(tab, watching.by)) {
    watching.viewing ??= watching.start();
    return;
  }
  watching.viewing?.stop();
  watching.viewing = null;
}
