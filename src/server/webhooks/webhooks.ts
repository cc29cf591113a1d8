import {randomUUID} from 'node:crypto';
import type {DeliveryStore} from '../storage/delivery-store.ts';
import type {AttemptRecord, WebhookRecord, WebhookStore} from '../storage/webhook-store.ts';
import type {Vault} from '../vault.ts';
import {Dispatcher, type DispatcherOptions} from './dispatcher.ts';
import {Egress, type EgressOptions} from './egress.ts';
import {bodyOf} from './envelope.ts';
import {type DeclaredWebhook, declareWebhooks} from './managed.ts';
import {type Post, poster} from './post.ts';
import {newWebhookSecret, WebhookSecrets} from './secrets.ts';
import {signatureHeaders} from './signature.ts';

/** What is said of a webhook; the rest comes about. */
export type WebhookDraft = Pick<
  WebhookRecord,
  'name' | 'url' | 'enabled' | 'signature' | 'gzip' | 'sslVerification' | 'categories'
>;

/** A secret of a webhook, and until when it signs; null for the newest. */
export interface LiveSecret {
  readonly secret: string;
  readonly expiresAt: number | null;
}

export interface WebhooksOptions extends Pick<DispatcherOptions, 'log'> {
  readonly store: WebhookStore & DeliveryStore;
  readonly vault: Vault;
  /** Webhooks that the config file says all of. */
  readonly declared: readonly DeclaredWebhook[];
  /** The id of the space with a slug, or undefined. */
  readonly spaceIdOf: (slug: string) => string | undefined;
  readonly egress: EgressOptions;
}

/** The webhooks of a server: who is told, and that they are. */
export class Webhooks {
  readonly #options: WebhooksOptions;
  readonly #secrets: WebhookSecrets;
  readonly #egress: Egress;
  readonly #post: Post;
  readonly #dispatcher: Dispatcher;

  /**
   * Writes what the config file declares into the store, and begins to deliver.
   * @throws {RangeError} when a declared webhook is not as it should be
   */
  static async open(options: WebhooksOptions): Promise<Webhooks> {
    const webhooks = new Webhooks(options);
    const parts = {secrets: webhooks.#secrets, egress: webhooks.#egress, now: Date.now()};
    await declareWebhooks(options.declared, {...options, ...parts});
    webhooks.wake();
    return webhooks;
  }

  private constructor(options: WebhooksOptions) {
    this.#options = options;
    this.#secrets = new WebhookSecrets(options.vault);
    this.#egress = new Egress(options.egress);
    this.#post = poster(this.#egress);
    this.#dispatcher = new Dispatcher({...options, secrets: this.#secrets, post: this.#post});
  }

  /** Looks for what is to be delivered: after each append that caused deliveries. */
  wake(): void {
    this.#dispatcher.wake();
  }

  /** Looks anew at what is to be delivered: webhooks were changed. */
  changed(): void {
    this.#dispatcher.retake();
  }

  /** Takes on nothing more, and settles when what is under way is done and written down. */
  async close(): Promise<void> {
    await this.#dispatcher.close();
    await this.#egress.close();
  }

  /**
   * Makes a webhook of a space, or with null of the whole server. Its secret is told here, and by {@link secretsOf}.
   * @throws {EgressError} when its address may not be one
   */
  async add(spaceId: string | null, draft: WebhookDraft): Promise<{webhook: WebhookRecord; secret: string}> {
    this.#egress.checkUrl(draft.url);
    const secret = newWebhookSecret();
    const webhook = await this.#options.store.addWebhook({
      ...draft,
      spaceId,
      secrets: [await this.#secrets.seal(secret)],
      createdAt: Date.now(),
      ...{failedCount: 0, last: null, disabledReason: null, managed: false},
    });
    return {webhook, secret};
  }

  /**
   * Changes what is given. One that is switched on begins anew: its failures are forgotten, and what waits is sent.
   * @throws {EgressError} when its address may not be one
   */
  async change({id, enabled}: WebhookRecord, changes: Partial<WebhookDraft>): Promise<WebhookRecord | undefined> {
    if (changes.url !== undefined) this.#egress.checkUrl(changes.url);
    const fresh = changes.enabled && !enabled ? {failedCount: 0} : {};
    const told = changes.enabled === undefined ? {} : {disabledReason: null};
    const changed = await this.#options.store.changeWebhook(id, {...changes, ...fresh, ...told});
    this.#dispatcher.retake();
    return changed;
  }

  /** Forgets a webhook, and all that it was to be sent. */
  async remove(id: number): Promise<void> {
    await this.#options.store.removeWebhook(id);
    this.#dispatcher.retake();
  }

  /** The secrets that sign now, newest first. */
  async secretsOf({secrets}: WebhookRecord): Promise<readonly LiveSecret[]> {
    const live = this.#secrets.liveOf(secrets, Date.now());
    return Promise.all(live.map(async (one) => ({secret: await this.#secrets.open(one), expiresAt: one.expiresAt})));
  }

  /**
   * Gives a webhook another secret. The one before goes on signing beside it.
   *
   * @param overlap - for how long, in milliseconds
   */
  async rotate(webhook: WebhookRecord, overlap: number, secret = newWebhookSecret()): Promise<readonly LiveSecret[]> {
    const now = Date.now();
    const secrets = await this.#secrets.rotated(webhook.secrets, secret, now, now + overlap);
    await this.#options.store.changeWebhook(webhook.id, {secrets});
    this.#dispatcher.retake();
    return this.secretsOf({...webhook, secrets});
  }

  /** Sends deliveries of a webhook again, from one id to another. Answers with how many. */
  async resend(webhookId: number, from: number, to: number): Promise<number> {
    const count = await this.#options.store.resend(webhookId, from, to, Date.now());
    this.#dispatcher.retake();
    return count;
  }

  /** Sends a `ping` now, whether it is on or not, and tells what came of it. It has no place in the order of the others. */
  async ping(webhook: WebhookRecord): Promise<AttemptRecord> {
    const at = Date.now();
    const data = JSON.stringify({webhook_id: webhook.id, space_id: webhook.spaceId});
    const body = bodyOf({category: 'ping', createdAt: at, data, sequenceId: 0});
    const secrets = await this.#secrets.live(webhook.secrets, at);
    const id = `msg_ping_${randomUUID()}`;
    const headers = signatureHeaders({form: webhook.signature, id, at, body, secrets});
    const {status, error} = await this.#post(webhook, body, headers);
    return {at, took: Date.now() - at, status, error};
  }
}
