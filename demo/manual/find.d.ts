/** A place of the manual that can be found. */
export interface Place {
  /** Title of the page. */
  readonly page: string;
  /** Heading, or the first cell of a row. */
  readonly title: string;
  readonly url: string;
  readonly text: string;
  /** What else people call it, in small letters. */
  readonly names?: readonly string[];
}

/** All places that have every word, those first that are called so. */
export function find(places: readonly Place[], query: string): readonly Place[];
