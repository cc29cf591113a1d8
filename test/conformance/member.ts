import {setTimeout as delay} from 'node:timers/promises';
import type {Page} from 'puppeteer-core';
import type {Session, SpaceSettings} from '../../src/client/index.ts';
import type {SessionEventName} from '../../src/model/events.ts';

/** How long something that has to happen may take. Milliseconds. */
const PATIENCE = 20_000;

/** How a session is come by. */
export interface Entry {
  readonly key: string;
  readonly space: string;
  /** What `initSpace()` takes besides. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** What shows the session; null for this page itself. */
  readonly target: string | null;
  /** A link to join by; without one a session is made. */
  readonly link?: string;
}

/** An event as a page heard it. */
export interface Told {
  readonly name: SessionEventName;
  // biome-ignore lint/suspicious/noExplicitAny: the suite looks into payloads of every shape
  readonly payload: any;
}

/** What a page of the suite has. */
interface Here {
  readonly client: typeof import('../../src/client/index.ts');
  readonly tellSuite: (who: string, told: Told) => void;
  /** The session of each member that plays in this page. */
  sessions?: Record<string, Session>;
}

/** A command that was refused, as it comes out of a page. */
export class RefusedError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

/** A window of the suite, for one member or more. */
export class Stall {
  readonly page: Page;
  readonly #members = new Map<string, Member>();

  private constructor(page: Page) {
    this.page = page;
  }

  /** Opens the suite's page in a window. */
  static async open(page: Page, address: string): Promise<Stall> {
    const stall = new Stall(page);
    await page.exposeFunction('tellSuite', (who: string, told: Told) => stall.#members.get(who)?.take(told));
    await page.goto(address);
    await page.waitForFunction(() => 'client' in globalThis);
    return stall;
  }

  /** Someone who takes part in this window. */
  member(name: string): Member {
    const member = new Member(this.page, name);
    this.#members.set(name, member);
    return member;
  }
}

/** Someone who takes part through the public API. */
export class Member {
  readonly page: Page;
  readonly name: string;
  /** All that was ever heard, in that order. */
  readonly told: Told[] = [];
  #unheard: Told[] = [];
  #arrived = Promise.withResolvers<void>();

  constructor(page: Page, name: string) {
    this.page = page;
    this.name = name;
  }

  /** Makes a session, or comes by its link, and listens to everything. */
  async enter({key, space, settings, link}: Entry): Promise<void> {
    this.#unheard = [];
    await this.page.evaluate(
      async (who, widgetKey, id, others, joins) => {
        const {client, tellSuite, sessions = {}} = globalThis as unknown as Here;
        const made = await client.webfuse.initSpace(widgetKey, id, others);
        const session = made.session({}, joins);
        for (const name of client.EVENT_NAMES) session.on(name, (_session, payload) => tellSuite(who, {name, payload}));
        session.show(document.getElementById(`place-of-${who}`) ?? document.body);
        sessions[who] = session;
        Object.assign(globalThis, {sessions});
      },
      this.name,
      key,
      space,
      settings as SpaceSettings,
      link,
    );
  }

  /** Makes a session, or comes by its link, and starts it. */
  async start(entry: Entry): Promise<void> {
    await this.enter(entry);
    await this.call('start', entry.target, {name: this.name});
    await this.hears('session_started');
  }

  /** Begins to start a session that was entered, without waiting for what comes of it. */
  async begin({target}: Entry): Promise<void> {
    await this.page.evaluate(
      (who, where, userData) => {
        const {sessions} = globalThis as unknown as Here;
        void sessions![who]!.start(where, userData).catch(() => {});
      },
      this.name,
      target,
      {name: this.name},
    );
  }

  /** Calls a method of the session. A refusal is thrown as a `RefusedError`. */
  // biome-ignore lint/suspicious/noExplicitAny: each method answers with something else
  async call(method: string, ...args: unknown[]): Promise<any> {
    const task = async (session: Session, name: string, given: unknown[]) => {
      const run = session[name as keyof Session] as unknown as (...some: unknown[]) => Promise<unknown>;
      const answer = await run.apply(session, given);
      return answer === session ? null : answer;
    };
    return this.#run(task, [method, args]);
  }

  /** A property of the session, where it can be copied. */
  // biome-ignore lint/suspicious/noExplicitAny: each property is something else
  async get(property: string): Promise<any> {
    return this.#run(async (session: Session, name: string) => session[name as keyof Session], [property]);
  }

  /** Runs something with the session in the page. */
  // biome-ignore lint/suspicious/noExplicitAny: the suite asks for whatever it needs
  async with(task: (session: any) => Promise<unknown>): Promise<any> {
    return this.#run(task, []);
  }

  /**
   * Waits until an event was heard that has these in its payload, and was not waited for before.
   *
   * @param patience - for how long, in milliseconds
   */
  async hears(
    name: SessionEventName,
    some: Readonly<Record<string, unknown>> = {},
    patience = PATIENCE,
  ): Promise<Told['payload']> {
    const fits = (told: Told) =>
      told.name === name && Object.entries(some).every(([key, part]) => told.payload[key] === part);
    const late = delay(patience, 'late' as const, {ref: false});
    for (;;) {
      const index = this.#unheard.findIndex(fits);
      if (index >= 0) return this.#unheard.splice(index, 1)[0]?.payload;
      if ((await Promise.race([this.#arrived.promise, late])) !== 'late') continue;
      const heard = this.#unheard.map((told) => `${told.name} ${JSON.stringify(told.payload)}`).join('\n  ');
      throw new Error(`Expected ${name} ${JSON.stringify(some)}; there was\n  ${heard}`);
    }
  }

  /** Hears only what comes from now on. */
  forget(): void {
    this.#unheard = [];
  }

  /** Waits until the address of the tab that this member sees is that one. */
  async isAt(url: string): Promise<void> {
    await this.page.waitForFunction(
      (who, wanted) => {
        const {tabs, activeSsid} = (globalThis as unknown as Here).sessions![who]!.state;
        return tabs.find(({ssid}) => ssid === activeSsid)?.url === wanted;
      },
      {timeout: PATIENCE},
      this.name,
      url,
    );
  }

  /** Takes an event that the page heard. */
  take(told: Told): void {
    this.told.push(told);
    this.#unheard.push(told);
    this.#arrived.resolve();
    this.#arrived = Promise.withResolvers();
  }

  // biome-ignore lint/suspicious/noExplicitAny: each task takes and answers something else
  async #run(task: (session: Session, ...args: any[]) => Promise<unknown>, args: unknown[]): Promise<any> {
    const answer = await this.page.evaluate(
      async (who, source, given) => {
        try {
          const {sessions} = globalThis as unknown as Here;
          return {value: (await new Function(`return (${source})`)()(sessions![who], ...given)) ?? null};
        } catch (error) {
          const {code = 'none', message} = error as {code?: string; message: string};
          return {code, message};
        }
      },
      this.name,
      task.toString(),
      args,
    );
    if ('code' in answer) throw new RefusedError(String(answer.code), String(answer.message));
    return answer.value;
  }
}
