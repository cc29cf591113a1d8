import type {Json, SessionEvent} from '../../model/events.ts';
import {maskAddresses} from '../mask-address.ts';

/** What a log for operators says of an event: its payload, without what lets someone in somewhere. */
export function auditDetails({name, payload}: SessionEvent): {readonly [key: string]: Json} {
  if (name !== 'file_downloaded') return maskAddresses(payload as {readonly [key: string]: Json});
  // Its id is its address, and whoever has that has the file while the session lives.
  const {fileId: _, ...told} = payload;
  return told;
}
