/** A part of a list, and how many there are in all. */
export interface Page<Item> {
  readonly count: number;
  readonly results: readonly Item[];
}

/** Which part of a list is wanted. */
export interface Part {
  readonly offset: number;
  readonly limit: number;
}
