import type {Size} from '../sizes.ts';
import type {Crowd} from './crowd.ts';

/** All that was measured. Times in milliseconds, rates in pictures a second, `idle` in KB a second. */
export interface Measured {
  /** From a click to the picture of what it changed, round by round. */
  readonly clicks: {readonly raw: number[][]; readonly ours: number[][]};
  /** From there to the sharp picture, round by round. */
  readonly stills: {readonly raw: number[][]; readonly ours: number[][]};
  readonly loads: {readonly raw: number[]; readonly ours: number[]};
  /** One rate a round; `stalled` is that of ten viewers beside one that takes nothing. */
  readonly rates: Readonly<Record<'raw' | 1 | 10 | 25 | 'stalled', number[]>>;
  /** KB of a picture of the moving page. */
  readonly picture: number;
  /** Twenty idle sessions and two that move, once a round. */
  readonly crowd: {readonly raw: Crowd[]; readonly ours: Crowd[]};
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

/** What was measured, in words, held against what was promised. What else the machine did in one round is left out. */
export function judge({clicks, stills, loads, rates, picture, crowd, idle, sizes}: Measured): Row[] {
  const ofRounds = (rounds: readonly (readonly number[])[], share: number) =>
    middle(rounds.map((round) => percentile(round, share)));
  const late = {raw: ofRounds(clicks.raw, 0.95), ours: ofRounds(clicks.ours, 0.95)};
  const sharp = ofRounds(stills.ours, 0.95);
  return [
    {what: 'click to changed picture, p50', raw: ms(ofRounds(clicks.raw, 0.5)), ours: ms(ofRounds(clicks.ours, 0.5))},
    {
      what: 'click to changed picture, p95',
      raw: ms(late.raw),
      ours: ms(late.ours),
      promise: 'at most 50 ms more than raw',
      kept: late.ours <= late.raw + 50,
    },
    {
      what: 'painted change to its sharp picture, p95',
      raw: ms(ofRounds(stills.raw, 0.95)),
      ours: ms(sharp),
      promise: 'at most 300 ms',
      kept: sharp <= 300,
    },
    rateRow(`pictures a second (${picture.toFixed(0)} KB each), 1 viewer`, rates[1], rates.raw, 0.8, 'raw'),
    rateRow('pictures a second, each of 10 viewers', rates[10], rates[1], 0.9, '1 viewer'),
    rateRow('pictures a second, each of 25 viewers', rates[25], rates[1], 0.75, '1 viewer'),
    rateRow(
      'pictures a second, each of 10 viewers beside one that takes none',
      rates.stalled,
      rates[10],
      0.95,
      '10 viewers',
    ),
    ...crowdRows(crowd),
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

/** A rate held against another one, in pairs of the same round: what disturbs a round disturbs both. */
function rateRow(what: string, ours: readonly number[], of: readonly number[], least: number, whom: string): Row {
  const ratio = middle(ours.map((rate, round) => rate / of[round]!));
  return {what, raw: whom === 'raw' ? fps(middle(of)) : '', ours: fps(middle(ours)), ...share(ratio, 1, least, whom)};
}

/** The value in the middle. */
export function middle(values: readonly number[]): number {
  return percentile(values, 0.5);
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

function crowdRows({raw, ours}: Measured['crowd']): Row[] {
  const row = (what: string, words: (crowds: readonly Crowd[]) => string): Row => ({
    what: `20 idle sessions and 2 that move: ${what}`,
    raw: words(raw),
    ours: words(ours),
  });
  const of = (crowds: readonly Crowd[], what: (crowd: Crowd) => number) => middle(crowds.map(what));
  const slower = of(ours, ({rates}) => Math.min(...rates));
  const faster = of(ours, ({rates}) => Math.max(...rates));
  return [
    {
      ...row(
        'pictures a second, the slower and the faster',
        (crowds) =>
          `${fps(of(crowds, ({rates}) => Math.min(...rates)))}, ${fps(of(crowds, ({rates}) => Math.max(...rates)))}`,
      ),
      ...share(slower, faster, 0.75, 'the faster'),
    },
    row('processors in use', (crowds) => of(crowds, ({processors}) => processors).toFixed(2)),
    row('memory', (crowds) => `${of(crowds, ({megabytes}) => megabytes).toFixed(0)} MB`),
  ];
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
