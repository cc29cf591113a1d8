/** Keeps the link of a session while the browser tab lives. Where storage is denied, nothing is kept and nothing breaks. */
export class KeptLink {
  readonly #key: string | undefined;

  constructor(key: string | undefined) {
    this.#key = key;
  }

  /** The link that was kept, or undefined. */
  get(): string | undefined {
    return this.#attempt((key) => sessionStorage.getItem(key)) ?? undefined;
  }

  /** Keeps a link, or none any more. */
  set(link: string | null): void {
    this.#attempt((key) => (link === null ? sessionStorage.removeItem(key) : sessionStorage.setItem(key, link)));
  }

  #attempt<T>(task: (key: string) => T): T | undefined {
    try {
      return this.#key === undefined ? undefined : task(`webfuse:${this.#key}`);
    } catch {
      return undefined;
    }
  }
}
