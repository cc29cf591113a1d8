import {Browser} from '../../../src/server/browser/browser.ts';
import {findBrowser} from '../../../src/server/browser/find.ts';
import {type Guard, NetworkGuard} from '../../../src/server/browser/guard.ts';
import type {SessionPages} from '../../../src/server/browser/pages.ts';
import {click, openSession, painted, type Told} from '../../server/browser/harness.ts';
import {withFlags} from '../with-flags.ts';
import {TRUSTED} from './certificate.ts';
import {Home, type Laid} from './home.ts';
import {OpenGuard} from './open-guard.ts';
import type {Way} from './way.ts';

/** How many ways are tried at the same time. */
const AT_ONCE = 4;

/** How long it is waited for a way to lead somewhere. Milliseconds. */
const PATIENCE = 40_000;

/** What came of a way. */
export interface Tried {
  /** Whether it was seen that it was tried, and led where it was expected to. */
  readonly asExpected: boolean;
  /** What the canary saw. */
  readonly seen: readonly string[];
  /** What was seen meanwhile, for whoever has to find out why. */
  readonly lines: readonly string[];
}

/** What keeps the pages: all of the guard, all but a flag that it starts the browser with, or nothing. */
export type Keeping = 'guard' | {readonly without: string} | 'nothing';

/** What came of all ways. */
export interface TriedAll {
  readonly ways: ReadonlyMap<Way, Tried>;
  /** The names that were looked up past the proxy, be it for a page or for the browser itself. */
  readonly names: readonly string[];
}

/** Tries all ways, each from a page of a session. */
export async function tryAll(ways: readonly Way[], keeping: Keeping): Promise<TriedAll> {
  const home = await Home.open(ways, findBrowser(process.env));
  const tries = new Tries(home, keeping);
  try {
    return {ways: await tries.run(), names: home.names.heard};
  } finally {
    await home.close();
  }
}

class Tries {
  readonly #home: Home;
  readonly #keeping: Keeping;
  readonly #browser: Browser;
  /** What the browser and the proxy said of each way, by its port. */
  readonly #signs = new Map<number, Lines>();

  constructor(home: Home, keeping: Keeping) {
    this.#home = home;
    this.#keeping = keeping;
    const quiet = () => {};
    const debug = (text: string) => {
      for (const line of text.split('\n')) this.#onLine(line);
    };
    this.#browser = new Browser({
      executablePath: this.#home.names.executablePath,
      guard: this.#guard(),
      log: {info: quiet, warn: quiet, error: quiet, debug},
    });
  }

  async run(): Promise<Map<Way, Tried>> {
    const waiting = [...this.#home.laid];
    const asExpected = new Set<Way>();
    const lines = new Map<Way, readonly string[]>();
    const work = async () => {
      const {pages, told} = openSession(this.#browser);
      const popups: number[] = [];
      told.adopt = () => popups[popups.push(popups.length + 2) - 1] ?? null;
      const begin = async () => {
        const since = told.lines.length;
        await pages.open(1, this.#home.origin);
        await told.until(`1 relocated ${this.#home.origin}/`, since);
      };
      await begin();
      for (let laid = waiting.shift(); laid; laid = waiting.shift()) {
        const since = told.lines.length;
        if (await this.#try(laid, pages, told)) asExpected.add(laid.way);
        lines.set(laid.way, [...this.#signsOf(laid).all, ...told.lines.slice(since)]);
        await Promise.allSettled(popups.map((ssid) => pages.close(ssid)));
        // A click that comes late would lead the next way astray.
        if (laid.way.clicked === 'again and again') await pages.close(1).then(begin);
      }
    };
    await Promise.all(Array.from({length: AT_ONCE}, work)).finally(() => this.#browser.close());
    return new Map(
      this.#home.laid.map(({way, canary}) => [
        way,
        {asExpected: asExpected.has(way), seen: canary.seen, lines: lines.get(way) ?? []},
      ]),
    );
  }

  /** Whether the way led where it was expected to, in time. */
  async #try(laid: Laid, pages: SessionPages, told: Told): Promise<boolean> {
    const {way, target, canary} = laid;
    const since = told.lines.length;
    const signs = this.#signsOf(laid);
    const done = new AbortController();
    const guarded = this.#keeping === 'guard';
    const sign = (guarded ? way.refused : way.reached) ?? way.stopped?.shown;
    const expected = sign?.(target) ?? 'denied';
    const go = async () => {
      // What was left behind by the way before, such as a page of the browser itself, may not let this one go.
      if (way.address) {
        await pages.navigate(1, this.#home.origin);
        await told.until(`1 relocated ${this.#home.origin}/`, since);
      }
      await pages.navigate(1, way.address?.(target) ?? target.home);
      if (!way.clicked) return;
      if (way.clicked === 'again and again') return keepClicking(pages, done.signal);
      await told.until(`1 title ${target.port}`, since);
      await painted(pages, 1);
      await click(pages, 1, 100, 100);
    };
    const going = go().catch((error) => signs.push(`rejected ${error.message}`));
    const shown = () =>
      Promise.race([signs.until(expected), told.until(new RegExp(expected.replace(/[.?*+()[\]|]/g, '\\$&')), since)]);
    const led = guarded || sign ? shown() : canary.hit;
    const late = new Promise<false>((resolve) => setTimeout(resolve, PATIENCE, false).unref());
    return Promise.race([late, Promise.all([going, led]).then(() => true)]).finally(() => done.abort());
  }

  #guard(): Guard {
    const more = [
      '--enable-logging=stderr',
      `--unsafely-treat-insecure-origin-as-secure=${this.#home.origin}`,
      TRUSTED,
    ];
    if (this.#keeping === 'nothing') return withFlags(new OpenGuard(), more);
    const onDenied = (host: string) => {
      const laid = this.#home.laid.find(({target}) => host.endsWith(`:${target.port}`));
      if (laid) this.#signsOf(laid).push('denied');
    };
    const guard = new NetworkGuard({internet: this.#home.internet(), onDenied});
    return withFlags(guard, more, this.#keeping === 'guard' ? undefined : this.#keeping.without);
  }

  #onLine(line: string): void {
    for (const laid of this.#home.laid) {
      const {port, home} = laid.target;
      if (line.includes(home) || line.includes(`way ${port}:`)) this.#signsOf(laid).push(line);
    }
  }

  #signsOf({target: {port}}: Laid): Lines {
    const signs = this.#signs.get(port) ?? new Lines();
    this.#signs.set(port, signs);
    return signs;
  }
}

/** Clicks beside what a viewer has around its page. */
function keepClicking(pages: SessionPages, done: AbortSignal): void {
  const clicking = setInterval(() => void click(pages, 1, 700, 300), 500).unref();
  done.addEventListener('abort', () => clearInterval(clicking));
}

/** Lines that come one after another. */
class Lines {
  readonly all: string[] = [];
  #waiting = new Set<() => void>();

  push(line: string): void {
    this.all.push(line);
    for (const look of this.#waiting) look();
  }

  /** Resolves with the first line that has a text in it. */
  until(text: string): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!this.all.some((line) => line.includes(text))) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }
}
