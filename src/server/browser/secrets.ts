import {maskParameters} from '../mask-address.ts';
import {maskTexts, readable, type SecretText} from '../mask-text.ts';

/** How many names of masked fields are kept, how many texts that were in such, and how many hosts. */
const MAX_KEPT = 1_000;

/** How much of a text is kept, in characters. */
const MAX_LENGTH = 200;

/**
 * How long that is kept which a text was on the way, while it was typed: by then a page has told what it tells of it.
 * Were it kept for good, whoever is in control could guess a text letter by letter, by what comes back masked. Milliseconds.
 */
const PASSING = 10_000;

/** The scheme of an address, and the host with its port where it has one. */
const BEGINNING = /^(about:\w*|[a-z][a-z\d+.-]*:(?:\/\/)?)([^/?#]*)/i;

interface Kept extends SecretText {
  until: number;
}

/**
 * What was in masked fields of a tab, and of those that it opened: whatever its pages say, nobody is told that. It is in
 * memory and nowhere else, and the oldest of it makes room for more.
 */
export class Secrets {
  readonly #now: () => number;
  readonly #names = new Set<string>();
  readonly #texts = new Map<string, Kept>();
  /** Hosts that everyone was told of. */
  readonly #hosts = new Set<string>();

  /** @param now - the clock, in milliseconds */
  constructor(now = () => performance.now()) {
    this.#now = now;
  }

  /** Pages send masked fields of such names. */
  keepNames(names: readonly string[]): void {
    for (const name of names) if (this.#names.size < MAX_KEPT) this.#names.add(name);
  }

  /** This is in a masked field; `before` is what was, where that is of no use but on the way. */
  keepText(typed: string, before = ''): void {
    const text = readable(typed.slice(0, MAX_LENGTH));
    if (text === '') return;
    this.#texts.delete(text);
    this.#texts.set(text, {text, goesOn: typed.length > MAX_LENGTH, until: Number.POSITIVE_INFINITY});
    const passing = this.#texts.get(readable(before));
    if (passing && passing.text !== text && text.startsWith(passing.text)) passing.until = this.#now() + PASSING;
    dropOldest(this.#texts);
  }

  /** A text of a page as everyone may know it. */
  inText(text: string): string {
    return maskTexts(text, this.#current());
  }

  /** An address as everyone may know it: where pages were before something was typed is no secret. */
  inAddress(address: string): string {
    const named = maskParameters(address, (name) => this.#names.has(name));
    const [beginning = '', scheme = '', place = ''] = BEGINNING.exec(named) ?? [];
    const texts = this.#current();
    const rest = maskTexts(named.slice(beginning.length), texts);
    if (this.#hosts.has(place)) return beginning + rest;
    const [, host = '', port = ''] = /^(.*?)(:\d*)?$/.exec(place) ?? [];
    const masked = maskTexts(host, texts);
    if (masked === host) {
      this.#hosts.add(place);
      dropOldest(this.#hosts);
    }
    return scheme + masked + port + rest;
  }

  #current(): Kept[] {
    const now = this.#now();
    for (const [key, {until}] of this.#texts) if (until <= now) this.#texts.delete(key);
    return [...this.#texts.values()];
  }
}

function dropOldest(kept: Map<string, unknown> | Set<string>): void {
  const [oldest] = kept.keys();
  if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
}
