import type {Download} from '../../protocol/rpc.ts';

/** How often is told how far files have come. Milliseconds. */
const PAUSE = 500;

interface Running extends Download {
  readonly ssid: number;
}

/** Tells each tab how far its downloads are, of those that take a while. */
export class DownloadProgress {
  readonly #tell: (ssid: number, files: readonly Download[]) => void;
  readonly #running = new Map<string, Running>();
  /** Tabs that were told of some. */
  readonly #told = new Set<number>();
  #timer: NodeJS.Timeout | undefined;

  /** @param tell - handed all that are on their way in a tab, which is none once they are there */
  constructor(tell: (ssid: number, files: readonly Download[]) => void) {
    this.#tell = tell;
  }

  /** A file has come so far. */
  note(guid: string, file: Running): void {
    this.#running.set(guid, file);
    this.#timer ??= setInterval(() => this.#tellAll(), PAUSE).unref();
  }

  /** A file is there, or will not be. */
  end(guid: string): void {
    const file = this.#running.get(guid);
    this.#running.delete(guid);
    if (file && this.#told.has(file.ssid)) this.#tellOf(file.ssid);
    if (this.#running.size === 0) this.dispose();
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #tellAll(): void {
    for (const ssid of new Set([...this.#running.values()].map((file) => file.ssid))) this.#tellOf(ssid);
  }

  #tellOf(ssid: number): void {
    const files = [...this.#running.values()].filter((file) => file.ssid === ssid);
    if (files.length > 0) this.#told.add(ssid);
    else this.#told.delete(ssid);
    this.#tell(
      ssid,
      files.map(({filename, received, total}) => ({filename, received, total})),
    );
  }
}
