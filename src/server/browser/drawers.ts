/** How many are known at once: more than a machine has room for. */
const MAX_KNOWN = 10_000;

/**
 * Which processes of a browser draw the pages of which context, as the documents in them say it. Chromium never has pages
 * of two contexts drawn by one process: where two say that, one of them is fooled, and the process is nobody's.
 */
export class Drawers {
  readonly #contexts = new Map<number, string | null>();

  /** A document of a context is drawn by a process, by the number that the browser gave it. */
  note(drawer: number, contextId: string): void {
    const known = this.#contexts.get(drawer);
    this.#contexts.delete(drawer);
    this.#contexts.set(drawer, known === undefined || known === contextId ? contextId : null);
    const [oldest] = this.#contexts.keys();
    if (this.#contexts.size > MAX_KNOWN && oldest !== undefined) this.#contexts.delete(oldest);
  }

  /** The context whose pages a process draws, or null where that is not known. */
  contextOf(drawer: number): string | null {
    return this.#contexts.get(drawer) ?? null;
  }
}
