import {Count} from './count.ts';

/** Something of which a client was told that it is done. */
export interface Acknowledged {
  readonly sessionId: string;
  /** Who asked for it. */
  readonly by: string;
  readonly kind: 'chat' | 'tab' | 'guest' | 'session' | 'end';
  /** What tells it from all others: the text of a message, the id of a tab, the index of a participant. */
  readonly mark: string;
}

/** All that clients were told is done, oldest first. */
export class Ledger {
  readonly entries: Acknowledged[] = [];
  /** Codes with which something was refused, and how often. */
  readonly refusals = new Map<string, number>();
  readonly #count = new Count();

  note(entry: Acknowledged): void {
    this.entries.push(entry);
    this.#count.add();
  }

  refused(code: string): void {
    this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1);
  }

  /** Resolves when so many more are done. */
  more(count: number): Promise<void> {
    return this.#count.more(count);
  }
}
