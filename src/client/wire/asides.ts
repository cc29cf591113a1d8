import type {Ssid} from '../../model/events.ts';
import type {Aside, ServerNotifications} from '../../protocol/rpc.ts';
import type {Hear} from '../providers/provider.ts';

/** What is said of tabs to this client alone, for those who come later as well. */
export class Asides {
  readonly #server: string;
  readonly #hearing = new Map<Ssid, Set<Hear>>();
  /** What each tab asks. */
  readonly #asking = new Map<Ssid, Aside>();

  /** @param server - where files are, whose addresses are told from its root */
  constructor(server = '') {
    this.#server = server;
  }

  /** Hands on what is said of a tab. Returns the way to stop. */
  hear(ssid: Ssid, hear: Hear): () => void {
    const hearing = this.#hearing.get(ssid) ?? new Set();
    this.#hearing.set(ssid, hearing.add(hear));
    const asking = this.#asking.get(ssid);
    if (asking) queueMicrotask(() => hearing.has(hear) && hear(asking));
    return () => hearing.delete(hear);
  }

  /** Something is said of a tab. */
  told({ssid, aside: said}: ServerNotifications['aside']): void {
    const aside = said.kind === 'file' ? {...said, url: this.#server + said.url} : said;
    if (aside.kind === 'prompts') this.#asking.set(ssid, aside);
    for (const hear of [...(this.#hearing.get(ssid) ?? [])]) hear(aside);
  }

  /** The line is another one, or none: what tabs ask is said anew over the next. */
  forget(): void {
    const asked = [...this.#asking.keys()];
    for (const ssid of asked) this.told({ssid, aside: {kind: 'prompts', prompts: []}});
    this.#asking.clear();
  }
}
