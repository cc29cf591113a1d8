import {readFile} from 'node:fs/promises';
import type {RequestListener} from 'node:http';
import path from 'node:path';
import type {PromptAnswer} from '../../../src/protocol/prompts.ts';
import type {Aside, Input} from '../../../src/protocol/rpc.ts';
import {Browser, type BrowserOptions} from '../../../src/server/browser/browser.ts';
import {findBrowser} from '../../../src/server/browser/find.ts';
import type {
  DownloadedFile,
  OpenQuestion,
  PageCaller,
  PageChanges,
  PagesListener,
  PagesSetup,
  SessionPages,
} from '../../../src/server/browser/pages.ts';
import {playInternet} from '../../support/internet.ts';
import {serve} from '../../support/site.ts';

const SHOP = path.join(import.meta.dirname, '../../../demo/shop');

const KEYS: Record<string, [code: string, keyCode: number]> = {
  Enter: ['Enter', 13],
  Tab: ['Tab', 9],
  Backspace: ['Backspace', 8],
  ArrowLeft: ['ArrowLeft', 37],
};

/** A browser that can reach the shop, and names under `.example` on this machine as if they were on the internet. */
export function startBrowser(options: Partial<BrowserOptions> = {}): Browser {
  return new Browser({
    executablePath: findBrowser(process.env),
    localSites: {'shop.localhost': SHOP},
    internet: playInternet(),
    ...options,
  });
}

/** A site of the pretended internet. */
export async function startSite(answer: RequestListener): Promise<{url: string; port: number; close(): void}> {
  const {port, close} = await serve(answer);
  return {url: `http://site.example:${port}`, port, close};
}

/** Answers each path with a page, and hangs where there is none. */
export function pagesByPath(pages: Record<string, string>): RequestListener {
  return (request, response) => {
    const page = pages[request.url ?? ''];
    if (page === undefined) return;
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html>${page}`);
  };
}

/** What a session was told of its pages, as lines like `1 relocated http://…`. */
export class Told implements PagesListener {
  readonly lines: string[] = [];
  /** The scripts that said something, oldest first. */
  readonly callers: PageCaller[] = [];
  /** Whether it takes note of what is said in passing. */
  hears = false;
  /** What each page asks, by its tab. */
  readonly asking = new Map<number, readonly OpenQuestion[]>();
  /** What to answer when a page opens another one. */
  adopt: () => number | null = () => null;
  #waiting = new Set<() => void>();

  /** Resolves when the line was told, or one that matches; `since` leaves out what was told before. */
  async until(wanted: string | RegExp, since = 0): Promise<string> {
    for (;;) {
      const found = this.lines
        .slice(since)
        .find((line) => (typeof wanted === 'string' ? line === wanted : wanted.test(line)));
      if (found) return found;
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  relocating(ssid: number, url: string): void {
    this.#tell(`${ssid} relocating ${url}`);
  }

  relocated(ssid: number, url: string): void {
    this.#tell(`${ssid} relocated ${url}`);
  }

  changed(ssid: number, changes: PageChanges): void {
    for (const [name, value] of Object.entries(changes)) this.#tell(`${ssid} ${name} ${value}`);
  }

  poppedUp(opener: number, url: string): number | null {
    this.#tell(`${opener} poppedUp ${url}`);
    return this.adopt();
  }

  gone(ssid: number, opener: number | null): void {
    this.#tell(opener === null ? `${ssid} gone` : `${ssid} gone, back to ${opener}`);
  }

  async downloaded(ssid: number, {path: file, filename}: DownloadedFile): Promise<void> {
    this.#tell(`${ssid} downloaded ${filename}: ${await readFile(file, 'utf8')}`);
  }

  sensed(ssid: number, {kind, ...what}: Aside): void {
    const said = Object.values(what).map((value) => (typeof value === 'object' ? JSON.stringify(value) : value));
    if (this.hears || kind === 'refused') this.#tell(`${ssid} ${kind} ${said}`);
  }

  asked(ssid: number, open: readonly OpenQuestion[]): void {
    this.asking.set(ssid, open);
    this.#tell(`${ssid} asks ${open.map(({question: {kind}}) => kind).join(' and ') || 'nothing'}`);
  }

  called(caller: PageCaller, message: string): void {
    if (!this.callers.includes(caller)) this.callers.push(caller);
    this.#tell(`${caller.ssid} ${caller.kind} ${caller.origin} said ${message}`);
  }

  callerGone({ssid, kind, origin}: PageCaller): void {
    this.#tell(`${ssid} ${kind} ${origin} gone`);
  }

  #tell(line: string): void {
    this.lines.push(line);
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

/** The pages of a new session, and what it is told of them. */
export function openSession(browser: Browser, setup: PagesSetup = {}): {pages: SessionPages; told: Told} {
  const told = new Told();
  return {pages: browser.openPages(told, setup), told};
}

/** Resolves when the page was painted: Chromium drops clicks on what nobody can have seen. */
export async function painted(pages: SessionPages, ssid: number): Promise<void> {
  const {promise, resolve} = Promise.withResolvers<void>();
  const viewing = pages.watch(ssid, () => resolve());
  await promise;
  viewing.stop();
}

/** Does something until it is told of: a frame takes nothing before it was painted, and says nothing of that. */
export async function insist(told: Told, line: string, act: () => void): Promise<void> {
  const since = told.lines.length;
  // A test that fails must not keep those after it waiting.
  const acting = setInterval(act, 100).unref();
  act();
  await told.until(line, since);
  clearInterval(acting);
}

/** Presses and releases the left button, or another one. */
export async function click(pages: SessionPages, ssid: number, x: number, y: number, more = {}): Promise<void> {
  const mouse = {type: 'mouse', x, y, button: 'left', clickCount: 1, modifiers: 0, ...more} as const;
  pages.input(ssid, {...mouse, action: 'down', buttons: 1});
  pages.input(ssid, {...mouse, action: 'up', buttons: 0});
}

/** Presses and releases a key. */
export async function press(
  pages: SessionPages,
  key: string,
  more: Partial<Extract<Input, {type: 'key'}>> = {},
): Promise<void> {
  const [code, keyCode] = KEYS[key] ?? ['', key.toUpperCase().charCodeAt(0)];
  const input = {type: 'key', key, code, keyCode, location: 0, repeat: false, modifiers: 0, ...more} as const;
  pages.input(1, {...input, action: 'down'});
  pages.input(1, {...input, action: 'up'});
}

/** Opens tab 1 on a page that is titled "-" at first, and waits until it was painted: clicks before that are lost. */
export async function openPainted(
  browser: Browser,
  url: string,
  setup: PagesSetup = {},
): Promise<ReturnType<typeof openSession>> {
  const session = openSession(browser, setup);
  await session.pages.open(1, url);
  await session.told.until('1 title -');
  await painted(session.pages, 1);
  return session;
}

/** Gives an answer to the only question of tab 1, and holds that it is taken. */
export function answer(pages: SessionPages, told: Told, given: PromptAnswer): void {
  const [open, another] = told.asking.get(1) ?? [];
  if (!open || another) throw new Error(`Expected one question, got ${told.asking.get(1)?.length ?? 'none'}.`);
  const refusal = pages.answer(1, open.id, given);
  if (refusal) throw new Error(refusal.message);
}
