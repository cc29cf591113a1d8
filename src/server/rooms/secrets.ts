import {randomBytes, timingSafeEqual} from 'node:crypto';

/** A new secret of 128 random bits, fit for the fragment of an address. */
export function newSecret(): string {
  return randomBytes(16).toString('base64url');
}

/** A new public id of a session, fit for the path of an address. */
export function newSessionId(): string {
  return randomBytes(9).toString('base64url');
}

/** Whether two secrets are the same, in a time that does not depend on where they differ. */
export function sameSecret(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
