import type {Size} from '../sizes.ts';

/** All that was measured. Times in milliseconds, rates in pictures a second, `idle` in KB a second. */
export interface Measured {
  readonly clicks: {readonly raw: number[]; readonly ours: number[]};
  readonly loads: {readonly raw: number[]; readonly ours: number[]};
  /** One rate a round. */
  readonly rates: {readonly raw: number[]; readonly 1: number[]; readonly 10: number[]; readonly 25: number[]};
  /** KB of a picture of the moving page. */
  readonly picture: number;
  readonly idle: Readonly<Record<'plain' | 'caret', {readonly raw: number; readonly ours: number}>>;
  readonly sizes: readonly Size[];
}

/** A line of the table. */
export interface Row {
  readonly what: string;
  readonly raw: string;
  readonly ours: string;
  /** What it must hold, in words, and whether it does. */
  readonly promise?: string;
  readonly kept?: boolean;
}

/** The value that this share of all values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** What was measured, in words, held against what was promised. */
export function judge({clicks, loads, rates, picture, idle, sizes}: Measured): Row[] {
  const middle = (values: readonly number[]) => percentile(values, 0.5);
  const [raw, one, ten, many] = [rates.raw, rates[1], rates[10], rates[25]].map(middle) as [
    number,
    number,
    number,
    number,
  ];
  const late = {raw: percentile(clicks.raw, 0.95), ours: percentile(clicks.ours, 0.95)};
  return [
    {what: 'click to changed picture, p50', raw: ms(middle(clicks.raw)), ours: ms(middle(clicks.ours))},
    {
      what: 'click to changed picture, p95',
      raw: ms(late.raw),
      ours: ms(late.ours),
      promise: 'at most 50 ms more than raw',
      kept: late.ours <= late.raw + 50,
    },
    {
      what: `pictures a second (${picture.toFixed(0)} KB each), 1 viewer`,
      raw: fps(raw),
      ours: fps(one),
      ...share(one, raw, 0.8, 'raw'),
    },
    {what: 'pictures a second, each of 10 viewers', raw: '', ours: fps(ten), ...share(ten, one, 0.9, '1 viewer')},
    {what: 'pictures a second, each of 25 viewers', raw: '', ours: fps(many), ...share(many, one, 0.75, '1 viewer')},
    idleRow('idle tab', idle.plain),
    idleRow('idle tab, caret in a page of text', idle.caret),
    {what: 'asking for a page to its first picture, p50', raw: ms(middle(loads.raw)), ours: ms(middle(loads.ours))},
    ...sizes.map(({what, kilobytes, max}) => ({
      what: `gzip: ${what}`,
      raw: '',
      ours: `${kilobytes.toFixed(1)} KB`,
      promise: `at most ${max} KB`,
      kept: kilobytes <= max,
    })),
  ];
}

/** The table, as Markdown, with what `raw` stands for. */
export function format(rows: readonly Row[], raw: string): string {
  const lines = rows.map(({what, raw, ours, promise = '', kept}) => {
    const verdict = kept === undefined ? '' : kept ? 'yes' : 'NO';
    return [what, raw, ours, promise, verdict];
  });
  const table = [['', raw, 'ours', 'promised', 'kept'], ...lines];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(3, ...table.map((line) => line[column]?.length ?? 0)));
  const write = (line: string[]) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = table;
  return [write(head), write(widths.map((width) => '-'.repeat(width))), ...body.map(write)].join('\n');
}

export function share(value: number, of: number, least: number, whom: string): Required<Pick<Row, 'promise' | 'kept'>> {
  const percent = Math.round((value / of) * 100);
  return {promise: `at least ${least * 100} % of ${whom}: ${percent} %`, kept: value >= of * least};
}

function idleRow(what: string, {raw, ours}: {raw: number; ours: number}): Row {
  const rate = (kilobytes: number) => `${kilobytes.toFixed(1)} KB/s`;
  return {what, raw: rate(raw), ours: rate(ours), promise: 'at most 10 KB/s', kept: ours <= 10};
}

function ms(time: number): string {
  return `${time.toFixed(0)} ms`;
}

function fps(rate: number): string {
  return `${rate.toFixed(1)} /s`;
}
