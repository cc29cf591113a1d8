import {Readable} from 'node:stream';
import {stringify} from 'csv-stringify';
import type {AuditEntry} from './entry.ts';

/** What audit logs are written as. */
export type AuditFormat = 'jsonl' | 'csv';

/** The columns of a CSV file; `details` is JSON. */
export const COLUMNS = ['number', 'time', 'session_id', 'type', 'details', 'prev_hash', 'hash'] as const;

export const MEDIA_TYPES: Readonly<Record<AuditFormat, string>> = {
  jsonl: 'application/jsonl; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
};

/** What the audit log of a session is called as a file. */
export function auditFilename(sessionId: string, format: AuditFormat): string {
  return `audit-log-${sessionId}.${format}`;
}

/** Writes entries as they come: as fast as they are read, and no faster. */
export function writeAudit(entries: AsyncIterable<AuditEntry>, format: AuditFormat): Readable {
  return format === 'csv' ? asCsv(entries) : Readable.from(asLines(entries));
}

async function* asLines(entries: AsyncIterable<AuditEntry>): AsyncGenerator<string> {
  for await (const entry of entries) yield `${JSON.stringify(entry)}\n`;
}

function asCsv(entries: AsyncIterable<AuditEntry>): Readable {
  const csv = stringify({
    header: true,
    columns: [...COLUMNS],
    record_delimiter: 'windows',
    // A cell that begins as a formula does gets a ' before it, so that no spreadsheet reckons with it.
    escape_formulas: true,
  });
  const rows = Readable.from(asRows(entries));
  rows.once('error', (error) => csv.destroy(error));
  csv.once('close', () => rows.destroy());
  return rows.pipe(csv);
}

async function* asRows(entries: AsyncIterable<AuditEntry>): AsyncGenerator<object> {
  for await (const entry of entries) yield {...entry, details: JSON.stringify(entry.details)};
}
