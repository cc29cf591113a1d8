import {pathToFileURL} from 'node:url';
import puppeteer, {type BrowserContext, type CDPSession, type Browser as Driver, type Page} from 'puppeteer-core';
import type {WfSession} from '../../components/index.ts';
import type {SessionSnapshot} from '../../src/client/index.ts';
import {EVENT_NAMES} from '../../src/model/events.ts';
import {findBrowser} from '../../src/server/browser/find.ts';

/** Size of a remote page, and so of the picture of one. */
const TAB = {width: 1280, height: 720};

/** In how many parts pictures are compared, of 32 pixels each way. */
const CELLS: [columns: number, rows: number] = [40, 24];

/** By how much of 255 a part has to differ to be another one: more than a sharper picture does, and less than a letter. */
const DIFFERENCE = 8;

/** All that a page can hear of a session on its document. */
const HEARD = [...EVENT_NAMES.map((name) => `wf-${name.replaceAll('_', '-')}`), 'wf-command-refused'];

/** A place of the remote page, in its own pixels, or of a window. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Of a remote page, in its own pixels, where it is not the usual one. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What is on the canvas of a view. */
export interface Picture {
  /** The same for the very same pixels alone. */
  readonly fingerprint: string;
  /** The colour of each of its parts: red, green, blue and alpha. */
  readonly cells: readonly number[];
}

/** Whether two pictures show the same, be it that one is sharper. */
export function isAlike(one: Picture, other: Picture): boolean {
  return one.cells.every((part, index) => Math.abs(part - other.cells[index]!) <= DIFFERENCE);
}

/** Something that reached the document of a page. */
export interface Heard {
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into payloads of every shape
  readonly detail: any;
  /** Tag and id of what it came from, as the document sees it. */
  readonly from: string;
  /** Id of the session that came with it. */
  readonly sessionId: string | null;
}

/** A Chromium for the people of a test, apart from the one that shows remote pages. It is started with these besides. */
export function launchDriver(...more: readonly string[]): Promise<Driver> {
  return puppeteer.launch({
    executablePath: findBrowser(process.env),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-sync',
      ...more,
    ],
  });
}

/** Where an element of a page of the shop is: the page is laid out here just as it is in a session. */
export async function placeInShop(driver: Driver, file: string, selector: string): Promise<{x: number; y: number}> {
  const page = await driver.newPage();
  await page.setViewport(TAB);
  await page.goto(pathToFileURL(`demo/shop/${file}`).href);
  const box = await (await page.$(selector))?.boundingBox();
  await page.close();
  if (!box) throw new Error(`Expected ${selector} on ${file} of the shop.`);
  return {x: box.x + box.width / 2, y: box.y + box.height / 2};
}

/** How long something that has to happen may take. Milliseconds. */
const PATIENCE = 30_000;

/** Someone at a window of their own, who sees and does what a person can. */
export class Visitor {
  readonly page: Page;
  /** What went wrong in the page. */
  readonly errors: unknown[] = [];
  /** What a Content-Security-Policy kept a page from, and whose page or script that was. */
  readonly violations: {readonly url: string; readonly text: string}[] = [];

  /** What the page and its frames asked for, in order; timing of resources knows nothing of sockets, and of what takes long. */
  readonly asked: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on('request', (request) => this.asked.push(request.url()));
    page.on('pageerror', (error) => this.errors.push(error));
    page.on('console', (message) => {
      if (!/Content Security Policy|TrustedHTML|TrustedScript/.test(message.text())) return;
      this.violations.push({url: message.location().url ?? page.url(), text: message.text()});
    });
    page.setDefaultTimeout(PATIENCE);
  }

  /** Opens a window that shares nothing with the others; in a context that is named, what a browser's windows share. */
  static async open(driver: Driver, address: string, context?: BrowserContext): Promise<Visitor> {
    const page = await (context ?? (await driver.createBrowserContext())).newPage();
    await page.setViewport({width: 1400, height: 900});
    // A window that Chromium takes to be behind another one paints nothing, and nobody would ever see the page in it.
    if (!context) await page.emulateFocusedPage(true);
    const visitor = new Visitor(page);
    await page.evaluateOnNewDocument(listen, HEARD);
    // The line that it has anyway: with a second one, pages seemed to stand still now and then.
    const devtools = (page as unknown as {_client(): CDPSession})._client();
    devtools.on('Network.webSocketCreated', ({url}) => visitor.asked.push(url));
    await page.goto(address);
    return visitor;
  }

  /** Closes the window. */
  async leave(): Promise<void> {
    await this.page.browserContext().close();
  }

  /** What the page asked of that server but scripts, and the keys of what it keeps in the browser. */
  async traces({origin}: {readonly origin: string}): Promise<string[]> {
    const kept = await this.page.evaluate(() => [localStorage, sessionStorage].flatMap((store) => Object.keys(store)));
    const {host} = new URL(origin);
    return [...this.asked.filter((url) => new URL(url).host === host && !url.endsWith('.js')), ...kept];
  }

  /** What the page's document heard of sessions since it was loaded, in order; only events of these types if given. */
  async heard(...types: string[]): Promise<Heard[]> {
    const all = await this.page.evaluate(() => (globalThis as unknown as {heard: Heard[]}).heard);
    return types.length > 0 ? all.filter(({type}) => types.includes(type)) : all;
  }

  /** Waits until the document has heard of an event, so many times, and tells the last one of that type. */
  async hears(type: string, times = 1): Promise<Heard> {
    await this.page.waitForFunction(
      (name, count) =>
        (globalThis as unknown as {heard: Heard[]}).heard.filter((event) => event.type === name).length >= count,
      {},
      type,
      times,
    );
    return (await this.heard(type)).at(-1)!;
  }

  /** Forgets what was heard until now. */
  async forgets(): Promise<void> {
    await this.page.evaluate(() => {
      (globalThis as unknown as {heard: Heard[]}).heard.length = 0;
    });
  }

  /** Waits for the session to be in that state. */
  async inState(state: string): Promise<void> {
    await this.page.waitForSelector(`wf-session:state(${state})`);
  }

  /** Opens a tab from a script of the page, and tells its id. */
  async openTab(url: string): Promise<number> {
    return this.page.$eval('wf-session', async (session, address) => (await session.openTab(address)).ssid, url);
  }

  /** Closes a tab from a script of the page. */
  async closeTab(ssid: number): Promise<void> {
    await this.page.$eval('wf-session', (session, id) => session.closeTab(id).then(() => {}), ssid);
  }

  /** The link that the invite button copies. */
  async inviteLink(): Promise<string> {
    return this.page.$eval('wf-session', (session) => (session as HTMLElement & {sessionLink: string}).sessionLink);
  }

  /** Presses a button, by the name that a screen reader would say. */
  async press(name: string): Promise<void> {
    await this.choose(name, 'button');
  }

  /** Waits until a button is there that does something. */
  async mayPress(name: string): Promise<void> {
    const button = await this.page.waitForSelector(`::-p-aria([name="${name}"][role="button"])`);
    await this.page.waitForFunction((element) => element?.ariaDisabled !== 'true', {}, button);
  }

  /** Waits until something of that name and role is there. */
  async sees(name: string, role: string): Promise<void> {
    await this.page.waitForSelector(`::-p-aria([name="${name}"][role="${role}"])`);
  }

  /** Clicks on something, by the name and role that a screen reader would say. */
  async choose(name: string, role: string): Promise<void> {
    await this.page.locator(`::-p-aria([name="${name}"][role="${role}"])`).click();
  }

  /** Waits until the tab bar has that many tabs. */
  async hasTabs(count: number): Promise<void> {
    const tabs = 'wf-session >>> wf-tab-bar >>> [role=tab]';
    await this.#until(`${count} tabs`, async () => (await this.page.$$(tabs)).length === count);
  }

  /** Types an address into the address bar. */
  async goTo(address: string): Promise<void> {
    await this.choose('Address', 'textbox');
    await this.page.$eval('wf-session >>> wf-address-bar >>> input', (input) => (input as HTMLInputElement).select());
    await this.page.keyboard.type(`${address}\n`);
  }

  /** Waits until the text is somewhere on the page, inside shadow roots too. */
  async reads(text: string): Promise<void> {
    await this.page.waitForSelector(`::-p-text(${text})`);
  }

  /** Waits for an address in the address bar. */
  async isAt(address: string): Promise<void> {
    const bar = 'wf-session >>> wf-address-bar >>> input';
    await this.page.waitForSelector(bar);
    await this.page.waitForFunction(
      (input, expected) => (input as HTMLInputElement).value === expected,
      {},
      await this.page.$(bar),
      address,
    );
  }

  /** How the session is for them. */
  async state(): Promise<SessionSnapshot> {
    return this.page.$eval('wf-session', (session) => (session as WfSession).state!);
  }

  /** Waits until the title of the first tab is like that. */
  async isTitled(wanted: RegExp): Promise<void> {
    const title = (source: string) => {
      const {state} = document.querySelector('wf-session') as WfSession;
      return new RegExp(source).test(state?.tabs[0]?.title ?? '');
    };
    await this.page.waitForFunction(title, {}, wanted.source).catch(async (cause) => {
      throw new Error(`Expected a title like ${wanted}, got: ${(await this.state()).tabs[0]?.title}`, {cause});
    });
  }

  /**
   * Where a place of the remote page is on the screen, given in its own pixels. Waits until something is to be seen there:
   * a browser drops what is done to a page that it has not painted.
   */
  async onScreen(place: Place, tab?: Size): Promise<Place> {
    return (await this.screen(tab))(place);
  }

  /** Where places of the remote page are on the screen, for as long as nothing there is laid out anew. */
  async screen(tab: Size = TAB): Promise<(place: Place) => Place> {
    await this.#until('a page with something on it', () => this.#isDrawn());
    const canvas = await this.page.$('wf-session >>> wf-view >>> canvas:not(.blank)');
    const box = await canvas?.boundingBox();
    if (!box) throw new Error('Expected a picture of the remote page.');
    const scale = Math.min(box.width / tab.width, box.height / tab.height);
    return ({x, y}) => ({
      x: box.x + (box.width - tab.width * scale) / 2 + x * scale,
      y: box.y + (box.height - tab.height * scale) / 2 + y * scale,
    });
  }

  /** Clicks on a place in the remote page, given in its own pixels. */
  async clickRemote(place: Place, tab?: Size): Promise<void> {
    const {x, y} = await this.onScreen(place, tab);
    await this.page.mouse.click(x, y);
  }

  /** Turns the wheel over the middle of the remote page. */
  async wheelRemote(deltaY: number): Promise<void> {
    const place = await this.onScreen({x: TAB.width / 2, y: TAB.height / 2});
    await this.page.mouse.move(place.x, place.y);
    await this.page.mouse.wheel({deltaY});
  }

  /** The picture that is on screen now, or null when there is none. */
  async picture(): Promise<Picture | null> {
    const canvas = await this.page.$('wf-session >>> wf-view >>> canvas:not(.blank)');
    const picture = await canvas?.evaluate((element, [columns, rows]) => {
      const {width, height} = element as HTMLCanvasElement;
      const copy = new OffscreenCanvas(width, height).getContext('2d')!;
      copy.drawImage(element as HTMLCanvasElement, 0, 0);
      // Its file would say as much, and takes a busy machine a second to write.
      let [one, other] = [width, height];
      for (const pixel of new Uint32Array(copy.getImageData(0, 0, width, height).data.buffer)) {
        one = Math.imul(one ^ pixel, 0x01000193);
        other = Math.imul(other + pixel, 0x85ebca6b) ^ (other >>> 13);
      }
      const small = new OffscreenCanvas(columns, rows).getContext('2d')!;
      small.imageSmoothingQuality = 'high';
      small.drawImage(copy.canvas, 0, 0, columns, rows);
      return {
        fingerprint: `${width}x${height} ${one} ${other}`,
        cells: [...small.getImageData(0, 0, columns, rows).data],
      };
    }, CELLS);
    return picture ?? null;
  }

  /** Whether the picture is of a page with something on it: not of one colour all over, as pages are at first. */
  async #isDrawn(): Promise<boolean> {
    const canvas = await this.page.$('wf-session >>> wf-view >>> canvas:not(.blank)');
    const drawn = await canvas?.evaluate((element) => {
      const {width, height} = element as HTMLCanvasElement;
      const copy = new OffscreenCanvas(width, height).getContext('2d')!;
      copy.drawImage(element as HTMLCanvasElement, 0, 0);
      const pixels = new Uint32Array(copy.getImageData(0, 0, width, height).data.buffer);
      return pixels.some((pixel) => pixel !== pixels[0]);
    });
    return drawn ?? false;
  }

  /** Waits for another picture than that one, with something on it, and returns it. One that got sharper is no other. */
  async pictureAfter(before: Picture | null): Promise<Picture> {
    let now: Picture | null = null;
    await this.#until('another picture', async () => {
      now = await this.picture();
      return now !== null && !(before && isAlike(now, before)) && (await this.#isDrawn());
    });
    return now as unknown as Picture;
  }

  /** Waits until the middle of the picture has that colour, or nearly: pictures of pages lose a little. */
  async seesColour(...colour: [red: number, green: number, blue: number]): Promise<void> {
    await this.#until(`rgb(${colour})`, async () => {
      const canvas = await this.page.$('wf-session >>> wf-view >>> canvas:not(.blank)');
      const middle = await canvas?.evaluate((element) => {
        const {width, height} = element as HTMLCanvasElement;
        const copy = new OffscreenCanvas(1, 1).getContext('2d')!;
        copy.drawImage(element as HTMLCanvasElement, width / 2, height / 2, 1, 1, 0, 0, 1, 1);
        return [...copy.getImageData(0, 0, 1, 1).data.slice(0, 3)];
      });
      return middle?.every((part, index) => Math.abs(part - (colour[index] ?? 0)) < 16) ?? false;
    });
  }

  /** Waits until a picture is to be seen again, be it more or less sharp. */
  async seesAgain(before: Picture): Promise<void> {
    await this.#until('the picture of before', async () => {
      const now = await this.picture();
      return now !== null && isAlike(now, before);
    });
  }

  /** Waits until both see the very same picture. */
  async seesTheSameAs(other: Visitor): Promise<void> {
    await this.#until('the same picture in both windows', async () => {
      const [mine, theirs] = await Promise.all([this.picture(), other.picture()]);
      return mine !== null && mine.fingerprint === theirs?.fingerprint;
    });
  }

  /** Presses Tab until the focus is on something of that name. */
  async tabTo(name: string, {backwards = false} = {}): Promise<void> {
    const key = backwards ? 'Shift+Tab' : 'Tab';
    for (let presses = 0; presses < 60; presses++) {
      if (backwards) await this.page.keyboard.down('Shift');
      await this.page.keyboard.press('Tab');
      if (backwards) await this.page.keyboard.up('Shift');
      if ((await this.focused()).startsWith(name)) return;
    }
    throw new Error(`Expected ${key} to reach "${name}"; it stopped at "${await this.focused()}".`);
  }

  /** Presses Tab until the focus is in an element of that tag. */
  async tabInto(tag: string): Promise<void> {
    for (let presses = 0; presses < 60; presses++) {
      await this.page.keyboard.press('Tab');
      if ((await this.#focusPath()).includes(tag)) return;
    }
    throw new Error(`Expected Tab to reach <${tag}>; it stopped in ${await this.#focusPath()}.`);
  }

  /** Presses an arrow in a bar until the focus is on something of that name. */
  async arrowTo(name: string): Promise<void> {
    for (let presses = 0; presses < 20; presses++) {
      if ((await this.focused()).startsWith(name)) return;
      await this.page.keyboard.press('ArrowRight');
    }
    throw new Error(`Expected an arrow to reach "${name}"; it stopped at "${await this.focused()}".`);
  }

  /** Waits until the focus is on something whose name begins like that. */
  async hasFocusOn(name: string): Promise<void> {
    await this.#until(`the focus on "${name}"`, async () => (await this.focused()).startsWith(name));
  }

  /** The name of what has the focus, or nothing when that is on nothing at all. */
  async focused(): Promise<string> {
    return this.page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      if (!element || element === document.body) return '';
      const labels = element.getAttribute('aria-labelledby');
      const label = labels && (element.getRootNode() as Document | ShadowRoot).getElementById(labels);
      const heard = (label || element).cloneNode(true) as Element;
      for (const unheard of heard.querySelectorAll('[aria-hidden=true]')) unheard.remove();
      return element.getAttribute('aria-label') ?? heard.textContent?.trim() ?? '';
    });
  }

  /** The tags of what has the focus and of the hosts around it. */
  async #focusPath(): Promise<string[]> {
    return this.page.evaluate(() => {
      const tags: string[] = [];
      for (let element = document.activeElement; element; element = element.shadowRoot?.activeElement ?? null) {
        tags.push(element.localName);
      }
      return tags;
    });
  }

  /** Looks again with each frame of the page until it holds. */
  async #until(expected: string, holds: () => Promise<boolean>): Promise<void> {
    const start = Date.now();
    while (!(await holds())) {
      if (Date.now() - start > PATIENCE) throw new Error(`Expected ${expected}, in vain for ${PATIENCE / 1000} s.`);
      await this.#nextFrame();
    }
  }

  async #nextFrame(): Promise<void> {
    await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
}

/** Runs in each page before its own scripts: keeps what its document hears. */
function listen(types: readonly string[]): void {
  const heard: Heard[] = [];
  Object.assign(globalThis, {heard});
  for (const type of types) {
    document.addEventListener(type, (event) => {
      const {detail, session, target} = event as CustomEvent & {session?: {sessionId: string | null}};
      const {localName, id} = target as Element;
      heard.push({type, detail, from: id ? `${localName}#${id}` : localName, sessionId: session?.sessionId ?? null});
    });
  }
}
