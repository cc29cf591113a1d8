/** How far two colours are apart, from 1 to 21. */
export function contrast(one: string, other: string): number;

/** A sentence for each two tokens that cannot be told apart well, in light or in dark. */
export function contrastProblems(tokens: ReadonlyMap<string, string>): string[];
