import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {Entry} from './entries.ts';

/** So many are shown at first, and so many more at a time. */
const PAGE = 25;

/** How near to an end is at the end, in pixels: nobody scrolls exactly. */
const NEAR = 16;

/** Which events are shown: at the end the newest, and for whoever reads back as many as they come to. */
export class Span implements ReactiveController {
  #log: ReactiveControllerHost & HTMLElement;
  #found: readonly Entry[] = [];
  /** The oldest that is shown. */
  #from = 0;
  #atEnd = true;
  /** How much there was below what is looked at, before more came above it. */
  #below: number | null = null;

  constructor(log: ReactiveControllerHost & HTMLElement) {
    this.#log = log;
    log.addController(this);
  }

  /** What is shown of these. */
  shown(found: readonly Entry[]): readonly Entry[] {
    this.#found = found;
    if (this.#atEnd) this.#from = found.at(-PAGE)?.id ?? 0;
    return found.slice(Math.max(0, this.#first));
  }

  /** Someone scrolled. */
  scrolled(): void {
    const {scrollTop, scrollHeight, clientHeight} = this.#list!;
    this.#atEnd = scrollTop + clientHeight > scrollHeight - NEAR;
    const first = this.#first;
    if (scrollTop > NEAR || first <= 0) return;
    this.#from = this.#found[Math.max(0, first - PAGE)]!.id;
    this.#below = scrollHeight - scrollTop;
    this.#log.requestUpdate();
  }

  hostUpdated(): void {
    const list = this.#list;
    const below = this.#atEnd ? 0 : this.#below;
    if (list && below !== null) list.scrollTop = list.scrollHeight - below;
    this.#below = null;
  }

  get #first(): number {
    return this.#found.findIndex(({id}) => id >= this.#from);
  }

  get #list(): HTMLElement | null {
    return this.#log.shadowRoot?.querySelector('ol') ?? null;
  }
}
