import type {Session, Ssid} from '../../src/client/index.ts';

/** A file of the session that this participant may have. */
export interface Offered {
  readonly id: number;
  readonly filename: string;
  readonly url: string;
  /** Whether it was downloaded under this participant's own hands. */
  readonly own: boolean;
}

/** The files that this participant is told of: of those they downloaded themselves, and of those they are offered. */
export class OfferedFiles {
  readonly #changed: () => void;
  readonly #tabs = new Map<Ssid, () => void>();
  #session: Session | null = null;
  #last = 0;
  #files: readonly Offered[] = [];

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** The newest first. */
  get all(): readonly Offered[] {
    return this.#files;
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
      });
      this.#tabs.set(ssid, stop);
    }
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
