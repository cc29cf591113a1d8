import {createPrivateKey, createPublicKey, type KeyObject} from 'node:crypto';
import {
  CompactSign,
  calculateJwkThumbprint,
  compactVerify,
  createLocalJWKSet,
  exportJWK,
  type JSONWebKeySet,
  type JWK,
} from 'jose';
import type {Vault} from '../vault.ts';
import {canonical} from './entry.ts';

/** What comes before the 32 bytes of an Ed25519 key in PKCS #8. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** What the end of an export vouches for. */
export interface Sealed {
  readonly session_id: string;
  /** How many entries come before the closing one. */
  readonly entries: number;
  /** `hash` of the last of them. */
  readonly prev_hash: string;
  /** When the export was made. */
  readonly time: string;
}

/** Signs the ends of exports, so that whoever has the public key can tell that nobody made them anew or cut them off. */
export class AuditSeal {
  readonly #key: KeyObject;

  constructor(vault: Vault) {
    const seed = vault.keyFor('audit');
    this.#key = createPrivateKey({key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8'});
  }

  /** The signature, as a compact JWS. */
  async sign(sealed: Sealed): Promise<string> {
    const [{kid}] = await this.#public();
    return new CompactSign(bytesOf(sealed)).setProtectedHeader({alg: 'EdDSA', kid}).sign(this.#key);
  }

  /** What it takes to check signatures, for everyone to know. */
  async keySet(): Promise<JSONWebKeySet> {
    return {keys: await this.#public()};
  }

  async #public(): Promise<[JWK]> {
    const jwk = await exportJWK(createPublicKey(this.#key));
    return [{...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'EdDSA', use: 'sig'}];
  }
}

/** Whether one of these keys signed that. */
export async function isSealed(signature: string, sealed: Sealed, keys: JSONWebKeySet): Promise<boolean> {
  try {
    const {payload} = await compactVerify(signature, createLocalJWKSet(keys), {algorithms: ['EdDSA']});
    return Buffer.from(payload).equals(bytesOf(sealed));
  } catch {
    return false;
  }
}

function bytesOf({session_id, entries, prev_hash, time}: Sealed): Uint8Array {
  return new TextEncoder().encode(canonical({session_id, entries, prev_hash, time}));
}
