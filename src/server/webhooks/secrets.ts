import {randomBytes} from 'node:crypto';
import type {WebhookSecret} from '../storage/webhook-store.ts';
import type {Vault} from '../vault.ts';

/** How long a new secret is, in bytes. */
const BYTES = 32;

/** The shortest and the longest that the standard has, in bytes. */
const SHORTEST = 24;
const LONGEST = 64;

/** How many secrets sign at once. */
const LIVE = 2;

/** How many opened secrets are held, so that not every delivery opens its own. */
const HELD = 10_000;

/** A new secret, as Standard Webhooks writes them. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(BYTES).toString('base64')}`;
}

/** Whether a text is a secret of Standard Webhooks: `whsec_` and the base64 of 24 to 64 bytes. */
export function isWebhookSecret(text: string): boolean {
  if (!/^whsec_[A-Za-z0-9+/]+={0,2}$/.test(text)) return false;
  const bytes = Buffer.from(text.slice('whsec_'.length), 'base64');
  return bytes.length >= SHORTEST && bytes.length <= LONGEST && `whsec_${bytes.toString('base64')}` === text;
}

/** Seals and opens the secrets of webhooks. */
export class WebhookSecrets {
  readonly #vault: Vault;
  readonly #opened = new Map<string, Promise<string>>();

  constructor(vault: Vault) {
    this.#vault = vault;
  }

  /** Those of a webhook that sign now, newest first. */
  liveOf(secrets: readonly WebhookSecret[], now: number): readonly WebhookSecret[] {
    return secrets.filter(({expiresAt}) => expiresAt === null || expiresAt > now).slice(0, LIVE);
  }

  /** The same, opened. */
  live(secrets: readonly WebhookSecret[], now: number): Promise<readonly string[]> {
    return Promise.all(this.liveOf(secrets, now).map((secret) => this.open(secret)));
  }

  /** A secret as it is kept. */
  async seal(secret: string): Promise<WebhookSecret> {
    return {sealed: await this.#vault.seal(secret), expiresAt: null};
  }

  /** @throws {Error} when it was sealed by another vault */
  open({sealed}: WebhookSecret): Promise<string> {
    const known = this.#opened.get(sealed);
    if (known) return known;
    if (this.#opened.size >= HELD) this.#opened.clear();
    const opened = this.#vault.open(sealed);
    this.#opened.set(sealed, opened);
    return opened;
  }

  /**
   * The secrets of a webhook after it got another one: the newest before goes on signing for a while.
   *
   * @param until - when that ends
   */
  async rotated(
    secrets: readonly WebhookSecret[],
    secret: string,
    now: number,
    until: number,
  ): Promise<WebhookSecret[]> {
    const [newest] = this.liveOf(secrets, now);
    return [await this.seal(secret), ...(newest ? [{...newest, expiresAt: until}] : [])];
  }
}
