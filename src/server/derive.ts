import {hkdfSync} from 'node:crypto';

/** What keys of a server are for. No two share their bytes, so that what is made for one is nothing to another. */
export type KeyPurpose = 'audit' | 'tickets' | 'vault';

/** A key of 32 bytes for one purpose, from the server's secret. The same secret gives the same key. */
export function deriveKey(secret: Uint8Array, purpose: KeyPurpose): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', `webfuse-elements ${purpose}`, 32));
}
