import type {ClientIndex, SessionEvent, Ssid, ToldEvent} from '../../model/events.ts';
import {type SessionState, shownSsid} from '../../model/state.ts';
import {hidden} from '../../model/tabs.ts';
import {PageFrame} from './page-frame.ts';
import type {Report} from './pages.ts';

/** An element in which the tabs are seen: one frame for each, kept while the tab is open, one of them on top. */
export class Place {
  readonly #element: HTMLElement;
  readonly #report: Report;
  readonly #frames = new Map<Ssid, PageFrame>();
  #shown: PageFrame | undefined;

  constructor(element: Element, report: Report) {
    this.#element = element as HTMLElement;
    // The frames fill it.
    if (getComputedStyle(element).position === 'static') this.#element.style.position = 'relative';
    this.#report = report;
    element.addEventListener('wheel', this.#onWheel, {passive: true});
  }

  /** Size of a tab in CSS pixels, or null when it is not here. */
  sizeOf(ssid: Ssid): {readonly width: number; readonly height: number} | null {
    return this.#frames.get(ssid)?.size ?? null;
  }

  happened(event: SessionEvent, told: ToldEvent | null): void {
    if (event.name === 'message' && event.payload.to !== 'owner') {
      const {data, targetOrigin} = event.payload;
      for (const frame of this.#frames.values()) frame.post(data, targetOrigin);
    }
    if (told?.name === 'relocate_start') this.#frames.get(told.payload.ssid)?.relocating(told.payload.url);
    else if (told?.name === 'relocated') this.#frames.get(told.payload.ssid)?.relocated(told.payload.url);
    else if (told?.name === 'tab_updated' && told.payload.url !== undefined) {
      this.#frames.get(told.payload.ssid)?.relocated(told.payload.url);
    }
  }

  /** Shows the tabs as they are now. One place of a window tells what happens in the pages. */
  follow(state: SessionState, me: ClientIndex, tells: boolean): void {
    const active = shownSsid(state, me);
    for (const [ssid, frame] of this.#frames) {
      if (state.tabs.some((tab) => tab.ssid === ssid)) continue;
      frame.remove();
      this.#frames.delete(ssid);
    }
    for (const tab of state.tabs) {
      const frame = this.#frames.get(tab.ssid) ?? this.#add(new PageFrame(tab, this.#report));
      frame.follow(tab, {
        shown: tab.ssid === active && !hidden(tab, me),
        usable: tab.controlIndex === me,
        leads: tells && tab.controlIndex === me,
        listens: tells && tab.leaderIndex === me,
      });
    }
    this.#shown = active === null ? undefined : this.#frames.get(active);
  }

  /** Takes all pages away, and shows none any more. */
  close(): void {
    this.clear();
    this.#element.removeEventListener('wheel', this.#onWheel as EventListener);
  }

  /** Takes all pages away, until there are some again. */
  clear(): void {
    for (const frame of this.#frames.values()) frame.remove();
    this.#frames.clear();
    this.#shown = undefined;
  }

  #add(frame: PageFrame): PageFrame {
    this.#frames.set(frame.ssid, frame);
    this.#element.append(frame.element);
    return frame;
  }

  /** Who is not in control cannot touch the page, and may read on in it. */
  #onWheel = (event: Event) => {
    if (event.target === this.#element) this.#shown?.scroll(event as WheelEvent);
  };
}
