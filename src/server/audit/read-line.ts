import {Type} from 'typebox';
import {Compile} from 'typebox/compile';
import type {Json} from '../../model/events.ts';
import type {AuditEntry} from './entry.ts';
import {COLUMNS} from './formats.ts';

const hash = Type.String({pattern: '^[0-9a-f]{64}$'});
const entry = Compile(
  Type.Object(
    {
      number: Type.Integer({minimum: 1}),
      time: Type.String(),
      session_id: Type.String(),
      type: Type.String(),
      details: Type.Unsafe<{readonly [key: string]: Json}>(Type.Object({})),
      prev_hash: hash,
      hash,
    },
    {additionalProperties: false},
  ),
);

/** The first line of a CSV file. */
export const CSV_HEAD = COLUMNS.join(',');

/** Reads a line of a file of JSON lines, or null when it is none of an audit log. */
export function readJsonLine(line: string): AuditEntry | null {
  return checked(() => JSON.parse(line));
}

/** Reads a line of a CSV file, or null when it is none of an audit log. */
export function readCsvLine(line: string): AuditEntry | null {
  return checked(() => {
    const cells = cellsOf(line);
    if (cells.length !== COLUMNS.length) return null;
    const {number, details, ...texts} = Object.fromEntries(COLUMNS.map((name, index) => [name, cells[index] ?? '']));
    return {...texts, number: Number(number), details: JSON.parse(details ?? '')};
  });
}

/** The cells of a line. None of ours goes over several lines, since JSON has no line breaks. */
function cellsOf(line: string): string[] {
  const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))(?=,|$)/g)];
  const whole = cells.reduce((length, [cell]) => length + cell.length, 0) === line.length;
  if (!whole) throw new SyntaxError('Expected a line of CSV.');
  return cells.map(([, quoted, bare = '']) => plain(quoted?.replaceAll('""', '"') ?? bare));
}

/** Without what keeps spreadsheets from taking a cell for a formula. */
function plain(cell: string): string {
  return /^'[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(cell) ? cell.slice(1) : cell;
}

function checked(read: () => unknown): AuditEntry | null {
  try {
    const value = read();
    return entry.Check(value) ? (value as AuditEntry) : null;
  } catch {
    return null;
  }
}
