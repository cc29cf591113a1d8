/** What a run saw of one line: whether it got there, how many branches there are, and how many were never taken. */
export interface LineReport {
  readonly reached: boolean;
  readonly branches: number;
  readonly untaken: number;
}

/** What a run saw of each file, line by line. */
export type Report = ReadonlyMap<string, ReadonlyMap<number, LineReport>>;

/** Reads a report in the form of lcov. */
export function readLcov(text: string): Report {
  const files = new Map<string, Map<number, LineReport>>();
  for (const record of text.split('end_of_record')) {
    const file = /^SF:(.*)$/m.exec(record)?.[1];
    if (!file) continue;
    const lines = new Map<number, LineReport>();
    for (const [line, hits] of numbers(record, /^DA:(\d+),(\d+)$/gm)) {
      lines.set(line, {reached: hits > 0, branches: 0, untaken: 0});
    }
    for (const [line, taken] of numbers(record, /^BRDA:(\d+),\d+,\d+,(\d+|-)$/gm)) {
      const {reached = true, branches = 0, untaken = 0} = lines.get(line) ?? {};
      lines.set(line, {reached, branches: branches + 1, untaken: untaken + (taken > 0 ? 0 : 1)});
    }
    files.set(file, lines);
  }
  return files;
}

/** What several runs saw together. */
export function merge(reports: readonly Report[]): Report {
  const files = new Map<string, Map<number, LineReport>>();
  for (const [file, lines] of reports.flatMap((report) => [...report])) {
    const merged = files.get(file) ?? new Map<number, LineReport>();
    files.set(file, merged);
    for (const [line, seen] of lines) merged.set(line, together(merged.get(line) ?? seen, seen));
  }
  return files;
}

/**
 * Branches of a line cannot be told apart between runs: where both got there, the one is believed that missed fewer.
 * Of a line that it never reached, a run knows nothing.
 */
function together(one: LineReport, other: LineReport): LineReport {
  if (one.reached !== other.reached) return one.reached ? one : other;
  return {
    reached: one.reached,
    branches: Math.max(one.branches, other.branches),
    untaken: Math.min(one.untaken, other.untaken),
  };
}

function numbers(record: string, pattern: RegExp): [line: number, count: number][] {
  return [...record.matchAll(pattern)].map(([, line, count]) => [Number(line), Number(count) || 0]);
}
