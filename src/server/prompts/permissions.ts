import type {CDPSession} from 'puppeteer-core';
import type {Permission, PromptAnswer} from '../../protocol/prompts.ts';
import type {Desk, Put} from './desk.ts';

/** Lets the pages of an origin do something, or forbids it, in all tabs of a session. */
export type Permit = (origin: string, permission: Permission, allowed: boolean) => Promise<void>;

/** What the pages of a tab want to be allowed. What was allowed once is not asked again. */
export class Permissions {
  readonly #desk: Desk;
  readonly #permit: Permit;
  /** What was allowed, or is being decided. */
  readonly #known = new Map<string, Promise<boolean>>();
  readonly #open = new Map<Put, () => void>();

  constructor(desk: Desk, permit: Permit) {
    this.#desk = desk;
    this.#permit = permit;
  }

  /** Settles when it is decided. Where that goes wrong, as with a page that goes, it can be asked again. */
  async ask(session: CDPSession, origin: string, permission: Permission): Promise<void> {
    const name = `${permission} ${origin}`;
    const known = this.#known.get(name) ?? this.#decide(session, origin, permission).catch(() => false);
    this.#known.set(name, known);
    if (!(await known)) this.#known.delete(name);
  }

  /** Another page is there. */
  withdraw(): void {
    for (const [put, resolve] of this.#open) {
      put.withdraw();
      resolve();
    }
    this.#open.clear();
  }

  async #decide(session: CDPSession, origin: string, permission: Permission): Promise<boolean> {
    const answer = await this.#answer(origin, permission);
    const position = answer && 'accept' in answer ? answer.position : undefined;
    // The server is somewhere else than whoever answers.
    if (position) await session.send('Emulation.setGeolocationOverride', position);
    const allowed = answer !== null && (permission !== 'geolocation' || position !== undefined);
    await this.#permit(origin, permission, allowed);
    return allowed;
  }

  #answer(origin: string, permission: Permission): Promise<PromptAnswer> {
    return new Promise((resolve) => {
      const put = this.#desk.put({
        question: {kind: 'permission', origin, permission},
        answered: (answer) => {
          if (put) this.#open.delete(put);
          resolve(answer);
        },
      });
      if (put) this.#open.set(put, () => resolve(null));
      else resolve(null);
    });
  }
}
