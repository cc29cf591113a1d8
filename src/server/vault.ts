import {CompactEncrypt, compactDecrypt} from 'jose';
import {deriveKey, type KeyPurpose} from './derive.ts';

/** How long the secret of a vault is, in bytes. */
export const VAULT_KEY_BYTES = 32;

/** Seals secrets that have to be known again later, with a key that is not kept beside them. */
export class Vault {
  readonly #secret: Uint8Array;
  readonly #key: Uint8Array;

  /**
   * @param secret - {@link VAULT_KEY_BYTES} random bytes
   * @throws {RangeError} when it is shorter or longer
   */
  constructor(secret: Uint8Array) {
    if (secret.length !== VAULT_KEY_BYTES)
      throw new RangeError(`Expected a key of ${VAULT_KEY_BYTES} bytes, got ${secret.length}.`);
    this.#secret = secret;
    this.#key = this.keyFor('vault');
  }

  /** A key of the server's for one purpose: no two share their bytes. */
  keyFor(purpose: KeyPurpose): Uint8Array {
    return deriveKey(this.#secret, purpose);
  }

  /** A text that nobody can read without the key, as a JWE. */
  seal(text: string): Promise<string> {
    return new CompactEncrypt(new TextEncoder().encode(text))
      .setProtectedHeader({alg: 'dir', enc: 'A256GCM'})
      .encrypt(this.#key);
  }

  /** @throws {Error} when it was sealed with another key, or changed */
  async open(sealed: string): Promise<string> {
    const {plaintext} = await compactDecrypt(sealed, this.#key, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    return new TextDecoder().decode(plaintext);
  }
}
