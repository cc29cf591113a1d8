import type {ClientIndex, Ssid, UserData} from '../../model/events.ts';
import {findParticipant, findTab, shownSsid} from '../../model/state.ts';
import {sameJson} from './fields.ts';
import {Ledger} from './ledger.ts';

/** What there is to know of a tab that was not known before. */
export interface NewTab {
  readonly ssid: Ssid;
  readonly url?: string | undefined;
  readonly leaderIndex?: ClientIndex | undefined;
}

/** A tab that this client asked for; without an id until it is there. */
export interface OwnTab {
  ssid: Ssid | undefined;
}

/**
 * What is true of a session of the vendor's, put together from what its client happens to tell. Whatever is found out
 * is told as the event that should have said it, so that the state here and in the session are one and the same.
 */
export class Tracker extends Ledger {
  /** This client's own index, as soon as that is known. */
  me: ClientIndex | null = null;

  /** Indices and ids are never used twice, so whatever is told late of these is of no use. */
  readonly #left = new Set<ClientIndex>();
  readonly #closed = new Set<Ssid>();
  /** What this client asked for and does not have yet, in that order. */
  #expected: OwnTab[] = [];
  /** A tab that must be there and has no known id. */
  #nameless: Ssid | null = null;

  /** Someone is there. */
  meet(clientIndex: ClientIndex, userData?: UserData): void {
    const known = findParticipant(this.state, clientIndex);
    if (!known) {
      if (this.#left.has(clientIndex)) return;
      this.tell({name: 'participant_joined', payload: {clientIndex, userData: userData ?? {}}});
    } else if (userData && Object.keys(userData).length > 0 && !sameJson(userData, known.userData)) {
      this.tell({name: 'participant_updated', payload: {clientIndex, userData}});
    }
  }

  /** Someone is gone. */
  miss(clientIndex: ClientIndex, removed = false): void {
    this.#left.add(clientIndex);
    const known = findParticipant(this.state, clientIndex);
    if (!known) return;
    const payload = {clientIndex, userData: known.userData, ...(removed && {removed})};
    this.tell({name: 'participant_left', payload});
  }

  /** Someone is host. */
  crown(to: ClientIndex): void {
    if (this.state.host === to || this.state.huddle || this.me === null) return;
    this.tell({name: 'host_changed', payload: {to, gained: to === this.me, myIndex: this.me}});
  }

  /** A tab is there. */
  show({ssid, url = '', leaderIndex: owner}: NewTab): void {
    if (findTab(this.state, ssid) || this.#closed.has(ssid)) return;
    if (this.#nameless !== null) this.hide(this.#nameless);
    const leaderIndex = owner ?? this.#ownerOf(ssid);
    this.meet(leaderIndex);
    this.tell({name: 'tab_opened', payload: {...this.place(ssid), leaderIndex, url}});
  }

  /** This client asks for a tab: the next one that nobody else is known to own is taken for it. */
  expectOwn(): OwnTab {
    const own: OwnTab = {ssid: undefined};
    this.#expected.push(own);
    return own;
  }

  /** This client waits for that tab no longer. */
  forgetOwn(own: OwnTab): void {
    this.#expected = this.#expected.filter((other) => other !== own);
  }

  /** A tab is gone. */
  hide(ssid: Ssid): void {
    if (ssid === this.#nameless) this.#nameless = null;
    else this.#closed.add(ssid);
    if (findTab(this.state, ssid)) this.tell({name: 'tab_closed', payload: this.place(ssid)});
  }

  /** This client sees a tab; everyone does, unless huddle mode is on. */
  look(ssid: Ssid): void {
    const {huddle} = this.state;
    if (!findTab(this.state, ssid) || shownSsid(this.state, this.me) === ssid) return;
    const whose = huddle && this.me !== null ? {clientIndex: this.me} : {};
    this.tell({name: 'tab_activated', payload: {...this.place(ssid), ...whose}});
  }

  /** The tab that this client sees; one without a known id where the vendor never named it. */
  seen(): Ssid {
    const seen = shownSsid(this.state, this.me);
    if (seen !== null) return seen;
    const ssid = this.state.tabs[0]?.ssid ?? this.#invent();
    this.look(ssid);
    return ssid;
  }

  /** A tab by its id and its place in the bar; at the end when it is not there yet. */
  place(ssid: Ssid): {readonly ssid: Ssid; readonly tabIndex: number} {
    const {tabs} = this.state;
    const tabIndex = tabs.findIndex((tab) => tab.ssid === ssid);
    return {ssid, tabIndex: tabIndex < 0 ? tabs.length : tabIndex};
  }

  /** The tab at a place in the bar; the one that is seen where the vendor does not say. */
  at(tabIndex: number | undefined): Ssid {
    return this.state.tabs[tabIndex ?? -1]?.ssid ?? this.seen();
  }

  /** The vendor does not say who opened a tab. */
  #ownerOf(ssid: Ssid): ClientIndex {
    const own = this.#expected.find((tab) => tab.ssid === undefined);
    if (!own || this.me === null) return this.state.host ?? 0;
    own.ssid = ssid;
    return this.me;
  }

  #invent(): Ssid {
    const ssid = this.state.nextSsid;
    this.show({ssid, leaderIndex: this.state.host ?? 0});
    this.#nameless = ssid;
    return ssid;
  }
}
