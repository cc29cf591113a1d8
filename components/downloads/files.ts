import type {Download, Session, Ssid} from '../../src/client/index.ts';

/** A file of the session that this participant may have. */
export interface Offered {
  readonly id: number;
  readonly filename: string;
  readonly url: string;
  /** Whether it was downloaded under this participant's own hands. */
  readonly own: boolean;
}

/** A file on its way is told of twice a second; one that is not any more is none. Milliseconds. */
const LOST = 5_000;

/** The files that this participant is told of: of those they downloaded themselves, and of those they are offered. */
export class OfferedFiles {
  readonly #changed: () => void;
  readonly #tabs = new Map<Ssid, () => void>();
  #session: Session | null = null;
  #last = 0;
  #files: readonly Offered[] = [];
  readonly #coming = new Map<Ssid, readonly Download[]>();

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** The newest first. */
  get all(): readonly Offered[] {
    return this.#files;
  }

  /** Those that this participant's pages download, before they are there. */
  get coming(): readonly Download[] {
    return [...this.#coming.values()].flat();
  }

  /** Hears of files until the signal is aborted. Those of another session are forgotten. */
  listen(session: Session, signal: AbortSignal): void {
    if (session !== this.#session) this.#files = [];
    this.#session = session;
    session.on('file_downloaded', (_, {filename, url}) => this.#add(filename, url, true), {signal});
    this.#watchTabs(session);
    const stop = session.subscribe(() => this.#watchTabs(session));
    signal.addEventListener('abort', () => {
      stop();
      for (const stopTab of this.#tabs.values()) stopTab();
      this.#tabs.clear();
    });
  }

  forget(id: number): void {
    this.#set(this.#files.filter((file) => file.id !== id));
  }

  /** What others download is told to whoever looks at the tab. */
  #watchTabs(session: Session): void {
    const open = new Set(session.state.tabs.map(({ssid}) => ssid));
    for (const [ssid, stop] of this.#tabs) {
      if (open.has(ssid)) continue;
      stop();
      this.#tabs.delete(ssid);
    }
    for (const ssid of open) {
      if (this.#tabs.has(ssid)) continue;
      const stop = session.watch(ssid, null, (aside) => {
        if (aside.kind === 'file') this.#add(aside.filename, aside.url, false);
        else if (aside.kind === 'downloading') this.#come(ssid, aside.files);
      });
      this.#tabs.set(ssid, stop);
    }
  }

  #come(ssid: Ssid, files: readonly Download[]): void {
    this.#coming.set(ssid, files);
    if (files.length > 0) setTimeout(() => this.#coming.get(ssid) === files && this.#come(ssid, []), LOST);
    this.#changed();
  }

  #add(filename: string, url: string, own: boolean): void {
    this.#last += 1;
    this.#set([{id: this.#last, filename, url, own}, ...this.#files]);
  }

  #set(files: readonly Offered[]): void {
    this.#files = files;
    this.#changed();
  }
}
