/** What someone chose in the builder. */
export interface Chosen {
  readonly provider: string;
  readonly server: string;
  readonly space: string;
  readonly key: string;
  readonly url: string;
  readonly name: string;
  readonly layout: string;
  readonly parts: readonly string[];
  readonly label: string;
  readonly position: string;
  readonly opens: string;
  readonly autostart: boolean;
  readonly consent: boolean;
  /** What is said before someone agrees; the kit has words of its own. */
  readonly words: string;
  readonly lang: string;
  readonly scheme: string;
}

/** Every element that can be chosen, with what the builder calls it. */
export const PARTS: Readonly<Record<string, string>>;

/** Those that are chosen before anyone has. */
export const USUAL: readonly string[];

/** The address of a server of which someone may have typed the host alone. */
export function addressOf(server: string): string;

/** The HTML to copy; a theme is the text of its stylesheet. */
export function htmlOf(chosen: Chosen, theme: string): string;
