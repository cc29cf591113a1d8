import {createHash, randomBytes, timingSafeEqual} from 'node:crypto';
import type {Vault} from '../vault.ts';

/** The secrets that stand in the links of a session. */
export interface RoomSecrets {
  /** Lets others in. */
  readonly invite: string;
  /** Lets each browser in once. */
  readonly followerToken: string;
  /** Gives index 0, to one window at a time. */
  readonly leaderToken: string;
  /** Told to nobody: what the links to files are signed with. */
  readonly files: string;
}

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

/** As what a secret is kept that only has to be known again. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** The secrets of a new session. */
export function newRoomSecrets(): RoomSecrets {
  return {invite: newSecret(), followerToken: newSecret(), leaderToken: newSecret(), files: newSecret()};
}

/** The secrets of a session as they are kept. */
export function sealSecrets(secrets: RoomSecrets, vault: Vault): Promise<string> {
  return vault.seal(JSON.stringify(secrets));
}

/** @throws {Error} when they were sealed with another key */
export async function openSecrets(sealed: string, vault: Vault): Promise<RoomSecrets> {
  // A session of an older server may lack one.
  return {...newRoomSecrets(), ...JSON.parse(await vault.open(sealed))};
}
