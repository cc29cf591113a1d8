import type {JSONWebKeySet} from 'jose';
import {type AuditEntry, hashOf, NO_HASH} from './entry.ts';
import {CSV_HEAD, readCsvLine, readJsonLine} from './read-line.ts';
import {isSealed} from './seal.ts';
import {CLOSING_TYPE} from './vocabulary.ts';

/** What is wrong with a file, and where it begins to be. */
export interface Fault {
  /** From 1. */
  readonly line: number;
  readonly kind: 'unreadable' | 'changed' | 'missing' | 'reordered' | 'added' | 'cut_off' | 'not_signed';
  /** What was expected and what came. */
  readonly message: string;
}

/** A file in which everything is as it was written. */
export interface Sound {
  readonly sessionId: string;
  /** How many entries there are before the closing one. */
  readonly entries: number;
  readonly exportedAt: string;
}

/**
 * Looks for the first line of an audit log that is not as it was written. It never holds more than one line.
 *
 * @param keys - what the server signs with; left out, nobody knows whether someone made the file anew
 */
export async function verifyAudit(lines: AsyncIterable<string>, keys?: JSONWebKeySet): Promise<Sound | Fault> {
  let line = 0;
  let read = readJsonLine;
  let last: AuditEntry | null = null;
  let closed = false;
  /** What is not where it was expected: whether it comes later is seen at the end. */
  let absent: {readonly line: number; readonly number: number; readonly got: number} | null = null;

  for await (const text of lines) {
    line++;
    if (line === 1 && text.replace(/^\uFEFF/, '') === CSV_HEAD) {
      read = readCsvLine;
      continue;
    }
    const entry = read(text);
    if (absent) {
      if (entry?.number === absent.number) return reordered(absent);
      continue;
    }
    if (closed) return {line, kind: 'added', message: 'Expected nothing after the closing entry, got another line.'};
    if (!entry)
      return {line, kind: 'unreadable', message: 'Expected a whole entry of an audit log, got something else.'};
    const fault = faultOf(entry, last, line);
    if (fault) return fault;
    const expected = (last?.number ?? 0) + 1;
    if (entry.number < expected) return reordered({line, number: expected, got: entry.number});
    if (entry.number > expected) {
      absent = {line, number: expected, got: entry.number};
      continue;
    }
    if (entry.prev_hash !== (last?.hash ?? NO_HASH)) {
      const message = `Entry ${entry.number} does not follow the line before: one of them is from another log.`;
      return {line, kind: 'changed', message};
    }
    last = entry;
    closed = entry.type === CLOSING_TYPE;
  }
  if (absent) {
    const message = `Expected entry ${absent.number}, got entry ${absent.got}: what is between is missing.`;
    return {line: absent.line, kind: 'missing', message};
  }
  if (!last || !closed) {
    const message = `Expected a closing entry at the end, got ${last ? `"${last.type}"` : 'nothing'}: the rest is missing.`;
    return {line: line + 1, kind: 'cut_off', message};
  }
  return sealOf(last, line, keys);
}

function faultOf(entry: AuditEntry, last: AuditEntry | null, line: number): Fault | null {
  if (hashOf(entry) !== entry.hash) {
    return {line, kind: 'changed', message: `Entry ${entry.number} is not what its hash was made of.`};
  }
  if (last && entry.session_id !== last.session_id) {
    const message = `Expected an entry of the session ${last.session_id}, got one of ${entry.session_id}.`;
    return {line, kind: 'added', message};
  }
  return null;
}

function reordered({line, number, got}: {line: number; number: number; got: number}): Fault {
  return {line, kind: 'reordered', message: `Expected entry ${number}, got entry ${got}: the order is another one.`};
}

async function sealOf(closing: AuditEntry, line: number, keys?: JSONWebKeySet): Promise<Sound | Fault> {
  const {session_id, number, prev_hash, time, details} = closing;
  const entries = number - 1;
  const signed = details['entries'] === entries && typeof details['signature'] === 'string';
  const sealed = {session_id, entries, prev_hash, time};
  if (!signed || (keys && !(await isSealed(String(details['signature']), sealed, keys)))) {
    const message = 'Expected the closing entry to be signed by this server, got another signature.';
    return {line, kind: 'not_signed', message};
  }
  return {sessionId: session_id, entries, exportedAt: time};
}
