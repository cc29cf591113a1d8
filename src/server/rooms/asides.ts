import type {ClientIndex, Ssid} from '../../model/events.ts';
import {findTab, type SessionState} from '../../model/state.ts';
import {hidden} from '../../model/tabs.ts';
import type {Aside} from '../../protocol/rpc.ts';
import type {Line} from './line.ts';

/** What is told in passing needs to know. */
export interface AsidesHouse {
  readonly state: SessionState;
  readonly audience: Iterable<{readonly viewer: ClientIndex | null; readonly line: Line}>;
}

/** Tells people what is of a tab, for some of those who look at it, and kept nowhere. */
export class Asides {
  readonly #house: () => AsidesHouse;

  constructor(house: () => AsidesHouse) {
    this.#house = house;
  }

  /** Tells the one in control of a tab. */
  toController(ssid: Ssid, aside: Aside): void {
    const {state} = this.#house();
    if (aside.kind === 'copied' && !state.settings.clipboard_enabled) return;
    this.#whisper(ssid, (viewer, controlIndex) => (viewer === controlIndex ? aside : null));
  }

  /** Offers a file to those who are not in control, where the session allows it. */
  offer(ssid: Ssid, filename: string, linkFor: (viewer: ClientIndex) => string): void {
    if (!this.#house().state.settings.download_trigger_enabled) return;
    this.#whisper(ssid, (viewer, controlIndex) => {
      return viewer === controlIndex ? null : {kind: 'file', filename, url: linkFor(viewer)};
    });
  }

  /** Tells each what the others point at and draw. */
  point(ssid: Ssid, {kind, pointers, strokes}: Extract<Aside, {kind: 'pointing'}>): void {
    this.#whisper(ssid, (viewer) => {
      const others = {
        pointers: pointers.filter(({by}) => by !== viewer),
        strokes: strokes.filter(({by}) => by !== viewer),
      };
      return others.pointers.length + others.strokes.length > 0 ? {kind, ...others} : null;
    });
  }

  #whisper(ssid: Ssid, asideFor: (viewer: ClientIndex, controlIndex: ClientIndex) => Aside | null): void {
    const {state, audience} = this.#house();
    const tab = findTab(state, ssid);
    if (!tab) return;
    for (const {viewer, line} of audience) {
      if (viewer === null || hidden(tab, viewer)) continue;
      const aside = asideFor(viewer, tab.controlIndex);
      if (aside) line.whisper(ssid, aside);
    }
  }
}
