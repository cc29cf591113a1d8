import type {RoomCommand} from '../../model/commands.ts';
import type {ClientIndex, Json, SessionEvent, Ssid, ToldEvent} from '../../model/events.ts';
import {findTab, type SessionState, shownSsid} from '../../model/state.ts';
import {SessionError} from '../errors.ts';
import {Place} from './place.ts';

/** Says what happened in a page. */
export type Report = (command: RoomCommand) => void;

/**
 * The pages of all tabs, wherever this window shows them. All windows follow the addresses of the session; the one
 * whose participant controls a tab tells where its page goes.
 */
export class Pages {
  readonly #report: Report;
  /** The first of them is the one that tells. */
  readonly #places = new Set<Place>();
  #state: SessionState | null = null;
  #me: ClientIndex | null = null;

  constructor(report: Report) {
    this.#report = report;
  }

  /** Shows the tabs in an element, until the function that it returns is called. */
  show(element: Element): () => void {
    const place = new Place(element, this.#report);
    this.#places.add(place);
    this.#update();
    return () => {
      this.#places.delete(place);
      place.close();
      this.#update();
    };
  }

  /** Does to the pages what an event means for them. */
  happened(event: SessionEvent, told: ToldEvent | null): void {
    for (const place of this.#places) place.happened(event, told);
  }

  /** Shows the tabs as they are now. */
  follow(state: SessionState, me: ClientIndex): void {
    this.#state = state;
    this.#me = me;
    this.#update();
  }

  /** Shows nothing any more. */
  clear(): void {
    this.#state = null;
    for (const place of this.#places) place.clear();
  }

  /**
   * Size of a tab in CSS pixels; of the one that is shown if none is named.
   * @throws {SessionError} `unknown_tab` when there is none, `unsupported` when nothing shows it
   */
  sizeOf(ssid: Ssid | undefined): Json {
    const state = this.#state as SessionState;
    const tab = findTab(state, ssid ?? shownSsid(state, this.#me));
    if (!tab) throw new SessionError('unknown_tab', `Expected the ssid of an open tab, got ${ssid}.`);
    for (const place of this.#places) {
      const size = place.sizeOf(tab.ssid);
      if (size) return {...size};
    }
    throw new SessionError('unsupported', 'Expected something that shows the tab, such as <wf-view>: nothing does.');
  }

  #update(): void {
    const state = this.#state;
    const me = this.#me;
    if (!state || me === null) return;
    let tells = true;
    for (const place of this.#places) {
      place.follow(state, me, tells);
      tells = false;
    }
    // A window that shows no pages knows of none that is late.
    if (tells && state.tabs.some((tab) => tab.loading && tab.controlIndex === me)) setTimeout(() => this.#arrive(), 0);
  }

  #arrive(): void {
    if (this.#places.size > 0) return;
    for (const {ssid, url, loading, controlIndex} of this.#state?.tabs ?? []) {
      if (loading && controlIndex === this.#me) this.#report({name: 'tab_relocated', args: {ssid, url}});
    }
  }
}
