import type {Json, SessionEvent} from '../../model/events.ts';
import {maskAddress} from './mask-address.ts';

/** Payload keys that hold the address of a page. */
const ADDRESSES: ReadonlySet<string> = new Set(['url', 'final_location']);

/** Payload keys that hold a secret: the address of a file is one while its session lives. */
const SECRETS: ReadonlySet<string> = new Set(['fileId']);

/** What an audit log says of an event: its payload, without what lets someone in somewhere. */
export function auditDetails({payload}: SessionEvent): {readonly [key: string]: Json} {
  const entries = Object.entries(payload as {readonly [key: string]: Json});
  const open = entries.filter(([key]) => !SECRETS.has(key));
  return Object.fromEntries(
    open.map(([key, value]) => [key, ADDRESSES.has(key) && typeof value === 'string' ? maskAddress(value) : value]),
  );
}
