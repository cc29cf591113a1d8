import type {ClientIndex, Ssid} from '../../model/events.ts';
import type {SessionSettings} from '../../model/settings.ts';
import {findParticipant, type SessionState, shownSsid, type Tab} from '../../model/state.ts';
import type {Fit} from '../../protocol/rpc.ts';
import {DEFAULT_VIEWPORT, isSameViewport, type Viewport} from '../browser/viewport.ts';

/** What pages can be laid out in, and what costs no more than one picture should. CSS pixels. */
const LEAST = {width: 320, height: 240};
const MOST = {width: 1920, height: 1200};

/** How many pixels of a screen one of a picture may cover before it is seen to be blurred. */
const SHARP_FROM = 1.25;

type Size = Pick<Viewport, 'width' | 'height'>;

/** What is done with pages. */
export interface SizedPages {
  resize(ssid: Ssid, viewport: Viewport): void;
  /** Someone else may see how sharp a picture is. */
  sharpen(ssid: Ssid): void;
}

/** Which size the page of each tab has: one for all who look at it. */
export class Sizes {
  readonly #pages: SizedPages;
  /** How everyone sees the session, by the seat: whoever comes back to it sees it as before. */
  readonly #sights = new Map<ClientIndex, Fit>();
  readonly #viewports = new Map<Ssid, Viewport>();

  constructor(pages: SizedPages) {
    this.#pages = pages;
  }

  /** What the page of a tab is laid out for. */
  of(ssid: Ssid): Viewport {
    return this.#viewports.get(ssid) ?? DEFAULT_VIEWPORT;
  }

  /** Someone sees the session that large from now on. */
  look(state: SessionState, by: ClientIndex, sight: Fit): void {
    this.#sights.set(by, sight);
    this.update(state);
    const ssid = shownSsid(state, by);
    if (ssid !== null && this.isSharp(ssid, by)) this.#pages.sharpen(ssid);
  }

  /** Whether someone sees that a picture of a tab has no more pixels than its page has CSS pixels. */
  isSharp(ssid: Ssid, by: ClientIndex): boolean {
    const sight = this.#sights.get(by);
    return sight !== undefined && isSharp(sight, this.of(ssid));
  }

  /** Something happened that may be about who looks at what, or whose a tab is. */
  update(state: SessionState): void {
    for (const by of this.#sights.keys()) if (!findParticipant(state, by)) this.#sights.delete(by);
    for (const ssid of this.#viewports.keys()) {
      if (!state.tabs.some((tab) => tab.ssid === ssid)) this.#viewports.delete(ssid);
    }
    for (const tab of state.tabs) {
      const now = this.#viewports.get(tab.ssid);
      const next = this.#viewportFor(state, tab, now ?? fixed(state.settings));
      this.#viewports.set(tab.ssid, next);
      if (!now || !isSameViewport(now, next)) this.#pages.resize(tab.ssid, next);
    }
  }

  #viewportFor(state: SessionState, {ssid, leaderIndex}: Tab, now: Viewport): Viewport {
    const sights = state.participants
      .filter(({clientIndex, online}) => online && shownSsid(state, clientIndex) === ssid)
      .flatMap(({clientIndex}) => this.#sights.get(clientIndex) ?? []);
    const size = this.#sizeFor(state, leaderIndex, sights, now);
    // While nobody looks there is nothing to change for.
    const ratio = sights.length ? (sights.some((sight) => isSharp(sight, size)) ? 2 : 1) : now.ratio;
    return {...size, ratio};
  }

  #sizeFor({settings}: SessionState, leaderIndex: ClientIndex, sights: readonly Fit[], now: Viewport): Viewport {
    if (settings.viewport === 'fixed') return fixed(settings);
    const owner = this.#sights.get(leaderIndex);
    const mobile = owner?.touch ?? now.mobile;
    if (settings.viewport === 'owner') return {...now, ...(owner && within(owner)), mobile};
    return {...now, ...(sights.length && within(smallest(sights))), mobile};
  }
}

function fixed({viewport_width: width, viewport_height: height}: SessionSettings): Viewport {
  return {...DEFAULT_VIEWPORT, ...within({width, height})};
}

/** Whether someone sees that a picture has no more than a pixel for each CSS pixel of a page of that size. */
function isSharp({width, height, ratio}: Fit, page: Size): boolean {
  const scale = Math.min(width / page.width, height / page.height);
  return ratio > SHARP_FROM && ratio * scale > SHARP_FROM;
}

function smallest(sights: readonly Size[]): Size {
  return {
    width: Math.min(...sights.map(({width}) => width)),
    height: Math.min(...sights.map(({height}) => height)),
  };
}

/** As large as can be of the same shape. */
function within({width, height}: Size): Size {
  const scale = Math.min(1, MOST.width / width, MOST.height / height);
  return {
    width: Math.max(LEAST.width, Math.round(width * scale)),
    height: Math.max(LEAST.height, Math.round(height * scale)),
  };
}
