import {createHash} from 'node:crypto';
import type {Json} from '../../model/events.ts';

/** A line of an audit log, as it is before it is chained to the one before. */
export interface Draft {
  /** From 1, without gaps: its number in the session's log. */
  readonly number: number;
  /** ISO 8601 in UTC, to the millisecond. */
  readonly time: string;
  readonly session_id: string;
  readonly type: string;
  readonly details: {readonly [key: string]: Json};
}

/** A line of an audit log. */
export interface AuditEntry extends Draft {
  /** `hash` of the line before; of the first one 64 zeros. */
  readonly prev_hash: string;
  /** SHA-256 of all the rest, in hex. */
  readonly hash: string;
}

/** What the first line follows. */
export const NO_HASH = '0'.repeat(64);

/** Ties an entry to the one before. */
export function chain(draft: Draft, previous: string): AuditEntry {
  const entry = {...draft, prev_hash: previous};
  return {...entry, hash: hashOf(entry)};
}

/** What `hash` has to be. */
export function hashOf({number, time, session_id, type, details, prev_hash}: Omit<AuditEntry, 'hash'>): string {
  const text = canonical({number, time, session_id, type, details, prev_hash});
  return createHash('sha256').update(text).digest('hex');
}

/** JSON in one way to write it: RFC 8785, keys sorted by UTF-16 units, no spaces; half a character as `\udxxx`. */
export function canonical(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members = Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner as Json)}`);
  return `{${members.join(',')}}`;
}
