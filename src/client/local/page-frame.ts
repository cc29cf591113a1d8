import type {Json, Ssid} from '../../model/events.ts';
import type {Tab} from '../../model/state.ts';
import {newFrame, whyBlocked} from './new-frame.ts';
import {PageEars} from './page-ears.ts';
import type {Report} from './pages.ts';

/** How a page stands in its place. */
export interface Standing {
  /** It is the one on top, and nobody hides it. */
  readonly shown: boolean;
  /** This participant may use it. */
  readonly usable: boolean;
  /** What it does is told to the session. */
  readonly leads: boolean;
  /** Its messages are told to the session. */
  readonly listens: boolean;
}

/** The page of a tab, in a frame: goes where the session says, and tells where it went by itself. */
export class PageFrame {
  readonly ssid: Ssid;
  readonly element: HTMLIFrameElement;
  readonly #report: Report;
  #tab: Tab;
  #standing: Standing = {shown: false, usable: false, leads: false, listens: false};
  /** The address that it is on its way to, or null. */
  #heading: string | null;
  #at: string | null = null;
  /** Addresses that were told from here and have not come back: nothing to follow. */
  #told: string[] = [];
  #ears: PageEars | null = null;

  constructor(tab: Tab, report: Report) {
    this.ssid = tab.ssid;
    this.#tab = tab;
    this.#report = report;
    this.#heading = tab.url;
    this.element = newFrame(tab.url);
    this.element.addEventListener('load', this.#onLoad);
    window.addEventListener('message', this.#onMessage);
  }

  /** Size in CSS pixels. */
  get size(): {readonly width: number; readonly height: number} {
    return {width: this.element.clientWidth, height: this.element.clientHeight};
  }

  /** Takes in how the tab is now. */
  follow(tab: Tab, standing: Standing): void {
    const {element} = this;
    if (!standing.leads) this.#told = [];
    this.#tab = tab;
    this.#standing = standing;
    element.title = tab.title || tab.url;
    element.style.visibility = standing.shown ? '' : 'hidden';
    element.style.pointerEvents = standing.usable ? '' : 'none';
    element.tabIndex = standing.usable ? 0 : -1;
    // Loaded before this window was the one to tell.
    if (standing.leads && tab.loading && this.#heading === null && this.#told.length === 0) this.#arrive();
  }

  /** The session sends the tab to an address; the same one is loaded again. */
  relocating(url: string): void {
    if (!this.#isEcho(url) && url !== this.#heading) this.#go(url);
  }

  /** The tab is elsewhere now: where this page is as well, unless it was told by another window. */
  relocated(url: string): void {
    if (this.#isEcho(url)) return;
    if (url !== (this.#heading ?? this.#at) && url !== this.#page?.location.href) this.#go(url);
  }

  /** Hands a message to the page, if it is the one that it is for. */
  post(data: Json, targetOrigin: string): void {
    this.element.contentWindow?.postMessage(data, targetOrigin);
  }

  /** Scrolls a page that cannot be touched, where the browser lets us. */
  scroll({deltaX, deltaY, deltaMode}: WheelEvent): void {
    const page = this.#standing.usable ? null : this.#page;
    const unit = [1, 16, page?.innerHeight ?? 0][deltaMode] ?? 1;
    page?.scrollBy(deltaX * unit, deltaY * unit);
  }

  remove(): void {
    window.removeEventListener('message', this.#onMessage);
    this.#ears?.close();
    this.element.remove();
  }

  /** The window of the page, when it is of this origin; what another one does, no browser tells. */
  get #page(): Window | null {
    try {
      const page = this.element.contentWindow;
      return page?.location.href ? page : null;
    } catch {
      return null;
    }
  }

  #isEcho(url: string): boolean {
    const place = this.#told.indexOf(url);
    this.#told.splice(0, place + 1);
    return place >= 0;
  }

  #go(url: string): void {
    this.#heading = url;
    const page = this.#page;
    if (page?.location.href === url) {
      page.location.reload();
      return;
    }
    const sameDocument = this.#at !== null && url.includes('#') && url.split('#')[0] === this.#at.split('#')[0];
    // Not as a new entry of this window's history: its Back button is for the page around.
    this.element.contentWindow?.location.replace(url);
    // WebKit has told of it by then, when the page is of another origin.
    if (sameDocument && this.#heading !== null) this.#arrive();
  }

  /** The page is there. */
  #arrive(): void {
    const url = this.#page?.location.href ?? this.#heading ?? this.#at ?? this.#tab.url;
    this.#heading = null;
    this.#at = url;
    if (!this.#standing.leads) return;
    const {ssid} = this;
    this.#told.push(url);
    this.#report({name: 'tab_relocated', args: {ssid, url}});
    const error = whyBlocked(url);
    if (error) this.#report({name: 'tab_changed', args: {ssid, error, errorCode: 'mixed_content'}});
    this.#retitle();
  }

  #leave(url: string): void {
    if (url === this.#heading) return;
    this.#heading = url;
    if (!this.#standing.leads) return;
    this.#told.push(url);
    this.#report({name: 'tab_relocating', args: {ssid: this.ssid, url}});
  }

  #retitle(): void {
    const title = this.#page?.document.title ?? '';
    const {ssid, title: known} = this.#tab;
    if (this.#standing.leads && title !== known) this.#report({name: 'tab_changed', args: {ssid, title}});
  }

  #onLoad = () => {
    const page = this.#page;
    // The empty page that a frame begins with.
    if (page?.location.href === 'about:blank' && this.#heading && this.#heading !== 'about:blank') return;
    this.#ears?.close();
    this.#ears =
      page &&
      new PageEars(page, {
        leaves: (url) => this.#leave(url),
        moved: () => {
          if (page.location.href !== this.#at) this.#arrive();
        },
        retitled: () => this.#retitle(),
        used: () => {
          if (this.#standing.leads) this.#report({name: 'active', args: {}});
        },
      });
    // Without the Navigation API it is only known now that the page went elsewhere.
    if (page && this.#heading === null) this.#leave(page.location.href);
    // Where a page of another origin went by itself, nobody knows.
    if (page || this.#heading !== null) this.#arrive();
  };

  #onMessage = ({source, origin, data}: MessageEvent) => {
    if (source !== this.element.contentWindow || !this.#standing.listens) return;
    const json = toJson(data);
    if (json === undefined) return;
    this.#report({name: 'message_from_page', args: {ssid: this.ssid, data: json, origin, target_origin: '*'}});
  };
}

/** What is left of something when it is written as JSON, or undefined when it cannot be. */
function toJson(data: unknown): Json | undefined {
  try {
    return JSON.parse(JSON.stringify(data));
  } catch {
    return undefined;
  }
}
