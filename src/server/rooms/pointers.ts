import type {ClientIndex, Ssid} from '../../model/events.ts';
import type {Aside, PointerPlace, Stroke} from '../../protocol/rpc.ts';

/** How often people are told where the others point, in milliseconds: no eye sees more. */
const PAUSE = 40;

/** How many numbers of lines someone may add in that time; a hand makes some ten places. */
const MAX_NUMBERS = 512;

/** Tells those who look at a tab, each of them what the others did. */
export type TellPointing = (ssid: Ssid, aside: Extract<Aside, {kind: 'pointing'}>) => void;

/**
 * Where people point and what they draw, told to those who look at the same tab and kept nowhere. Of places only the
 * newest is told, however many came.
 */
export class Pointers {
  readonly #tell: TellPointing;
  /** Where each of them was last seen. */
  readonly #seen = new Map<ClientIndex, Ssid>();
  /** What is to be told next, by tab. */
  readonly #moved = new Map<Ssid, Map<ClientIndex, PointerPlace | null>>();
  readonly #drawn = new Map<Ssid, Stroke[]>();
  /** How many numbers each of them has added to that. */
  readonly #numbers = new Map<ClientIndex, number>();
  #timer: NodeJS.Timeout | null = null;

  constructor(tell: TellPointing) {
    this.#tell = tell;
  }

  /** Someone points at a place in a tab, or at nothing there any more. */
  point(ssid: Ssid, by: ClientIndex, at: PointerPlace | null): void {
    const seen = this.#seen.get(by);
    if (seen !== undefined && seen !== ssid) this.#move(seen, by, null);
    if (at) this.#seen.set(by, ssid);
    else this.#seen.delete(by);
    this.#move(ssid, by, at);
  }

  /** Someone draws a line, or goes on with it. False when that was too much at once. */
  draw(ssid: Ssid, stroke: Stroke): boolean {
    const numbers = (this.#numbers.get(stroke.by) ?? 0) + stroke.points.length;
    if (numbers > MAX_NUMBERS) return false;
    this.#numbers.set(stroke.by, numbers);
    this.#drawn.set(ssid, [...(this.#drawn.get(ssid) ?? []), stroke]);
    this.#soon();
    return true;
  }

  /** Someone is not there any more. */
  leave(by: ClientIndex): void {
    const seen = this.#seen.get(by);
    if (seen !== undefined) this.point(seen, by, null);
  }

  /** Tells nothing any more. */
  clear(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#moved.clear();
    this.#drawn.clear();
  }

  #move(ssid: Ssid, by: ClientIndex, at: PointerPlace | null): void {
    const moved = this.#moved.get(ssid) ?? new Map();
    this.#moved.set(ssid, moved.set(by, at));
    this.#soon();
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => this.#flush(), PAUSE).unref();
  }

  #flush(): void {
    this.#timer = null;
    const [moved, drawn] = [new Map(this.#moved), new Map(this.#drawn)];
    this.#moved.clear();
    this.#drawn.clear();
    this.#numbers.clear();
    for (const ssid of new Set([...moved.keys(), ...drawn.keys()])) {
      const pointers = [...(moved.get(ssid) ?? [])].map(([by, at]) => ({by, at}));
      this.#tell(ssid, {kind: 'pointing', pointers, strokes: drawn.get(ssid) ?? []});
    }
  }
}
