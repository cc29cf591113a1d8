import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {setTimeout} from 'node:timers/promises';
import {freePort} from '../support/free-port.ts';
import {WebDriverPage} from './web-driver-page.ts';
import {WebDriverSession} from './web-driver-session.ts';

/** The programs that WebKit is run with. */
export interface WebKitPrograms {
  readonly driver: string;
  readonly browser: string;
  readonly display: string;
}

/** What puppeteer gives to tests in the other browsers. */
const VIEWPORT = {width: 800, height: 600};

/**
 * WebKitGTK for `@web/test-runner`, by its WebDriver, on a display that nobody sees. The commands of tests find a page with the
 * methods of puppeteer's that they call, and so it says that it is of that type.
 */
export class WebKitLauncher {
  readonly name = 'WebKit';
  readonly type = 'puppeteer';
  readonly concurrency = 1;
  readonly #programs: WebKitPrograms;
  readonly #children: ChildProcess[] = [];
  readonly #open = new Map<string, WebDriverPage>();
  #session: Promise<WebDriverSession> | undefined;

  constructor(programs: WebKitPrograms) {
    this.#programs = programs;
  }

  async startSession(id: string, url: string): Promise<void> {
    this.#session ??= this.#launch();
    const page = new WebDriverPage(await this.#session);
    this.#open.set(id, page);
    await page.goto(url);
  }

  isActive(id: string): boolean {
    return this.#open.has(id);
  }

  getBrowserUrl(id: string): Promise<string> {
    return this.getPage(id).url();
  }

  async stopSession(id: string): Promise<object> {
    const page = this.getPage(id);
    this.#open.delete(id);
    await page.rest();
    return {};
  }

  startDebugSession(): Promise<void> {
    return Promise.reject(
      new Error('Expected tests without a debugger, which WebKit does not have here: use Chromium.'),
    );
  }

  /** The page that a test file runs in. */
  getPage(id: string): WebDriverPage {
    const page = this.#open.get(id);
    if (!page) throw new Error(`Expected the id of a test file that runs in WebKit, got "${id}".`);
    return page;
  }

  async stop(): Promise<void> {
    const session = await this.#session?.catch(() => undefined);
    await session?.close();
    for (const child of this.#children.reverse()) child.kill();
  }

  async #launch(): Promise<WebDriverSession> {
    const {display, driver, browser} = this.#programs;
    const screen = this.#spawn(display, ['-displayfd', '1', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp']);
    const port = await freePort();
    const program = this.#spawn(driver, ['--host=127.0.0.1', `--port=${port}`], {
      ...process.env,
      DISPLAY: `:${await firstLine(screen)}`,
      GDK_BACKEND: 'x11',
      // A display that nobody sees has no graphics card.
      WEBKIT_DISABLE_COMPOSITING_MODE: '1',
    });
    await listens(program, port);
    const session = await WebDriverSession.open(`http://127.0.0.1:${port}`, {
      browserName: 'MiniBrowser',
      pageLoadStrategy: 'none',
      'webkitgtk:browserOptions': {binary: browser, args: ['--automation']},
    });
    await new WebDriverPage(session).setViewport(VIEWPORT);
    return session;
  }

  #spawn(command: string, args: readonly string[], env = process.env): ChildProcess {
    const child = spawn(command, args, {env, stdio: ['ignore', 'pipe', 'ignore']});
    this.#children.push(child);
    return child;
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  const [data] = await Promise.race([once(child.stdout!, 'data'), ended(child)]);
  return String(data).trim();
}

/** The driver does not say when it listens. */
async function listens(child: ChildProcess, port: number): Promise<void> {
  let answered = false;
  const end = ended(child);
  while (!answered) {
    const answer = fetch(`http://127.0.0.1:${port}/status`).then(({ok}) => ok);
    answered = await Promise.race([answer.catch(() => false), end]);
    if (!answered) await setTimeout(50);
  }
}

async function ended(child: ChildProcess): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`Expected ${child.spawnfile} to run, and it ended with ${code}.`);
}
