import type {WebhookRecord, WebhookStore} from '../storage/webhook-store.ts';
import type {Egress} from './egress.ts';
import {isCategory} from './notices.ts';
import {isWebhookSecret, type WebhookSecrets} from './secrets.ts';

/** A webhook as a config file says it. No two of a space, or of the whole server, have the same name. */
export interface DeclaredWebhook
  extends Pick<WebhookRecord, 'name' | 'url' | 'enabled' | 'signature' | 'gzip' | 'sslVerification' | 'categories'> {
  /** Slug of its space; told of all spaces without one. */
  readonly space?: string;
  /** What it signs with, newest first. */
  readonly secrets: readonly string[];
}

interface Parts {
  readonly store: WebhookStore;
  readonly secrets: WebhookSecrets;
  readonly egress: Egress;
  readonly now: number;
  /** The id of the space with a slug, or undefined. */
  readonly spaceIdOf: (slug: string) => string | undefined;
}

/**
 * Brings the store up to date with what a config file declares. What it declared once and no longer does is removed; one
 * that was switched off by itself is on again, where the file says so.
 * @throws {RangeError} when something declared is not as it should be; nothing was changed then
 */
export async function declareWebhooks(declared: readonly DeclaredWebhook[], parts: Parts): Promise<void> {
  const {store, secrets, now} = parts;
  const wanted = new Map(declared.map((webhook) => [nameOf(webhook, parts), checked(webhook, parts)]));
  if (wanted.size < declared.length) throw new RangeError('Expected each webhook to have a name of its own.');

  const known = new Map<string, WebhookRecord>();
  for (const webhook of await store.listWebhooks()) {
    if (!webhook.managed) continue;
    const name = JSON.stringify([webhook.spaceId, webhook.name]);
    if (wanted.has(name)) known.set(name, webhook);
    else await store.removeWebhook(webhook.id);
  }
  for (const [name, {space, ...webhook}] of wanted) {
    const sealed = await Promise.all(webhook.secrets.map((secret) => secrets.seal(secret)));
    const spaceId = space === undefined ? null : (parts.spaceIdOf(space) ?? null);
    const record = {...webhook, spaceId, secrets: sealed, managed: true};
    const old = known.get(name);
    const fresh = {failedCount: 0, disabledReason: null};
    if (!old) await store.addWebhook({...record, ...fresh, createdAt: now, last: null});
    else await store.changeWebhook(old.id, {...record, ...(!old.enabled && fresh)});
  }
}

function checked(webhook: DeclaredWebhook, {egress}: Parts): DeclaredWebhook {
  const {name, url, categories, secrets} = webhook;
  const fail = (expectation: string): never => {
    throw new RangeError(`Expected the webhook "${name}" to have ${expectation}.`);
  };
  try {
    egress.checkUrl(url);
  } catch (error) {
    throw new RangeError(`The address of the webhook "${name}" will not do: ${(error as Error).message}`);
  }
  const unknown = categories.find((category) => !isCategory(category));
  if (unknown !== undefined) fail(`categories that there are, got "${unknown}"`);
  if (secrets.length < 1 || secrets.length > 2) fail('one secret, or two while one is replaced');
  if (!secrets.every(isWebhookSecret)) fail('secrets of whsec_ and the base64 of 24 to 64 bytes');
  return webhook;
}

function nameOf({space, name}: DeclaredWebhook, {spaceIdOf}: Parts): string {
  if (space === undefined) return JSON.stringify([null, name]);
  const id = spaceIdOf(space);
  if (id === undefined)
    throw new RangeError(`Expected the slug of a space that the webhook "${name}" is for, got "${space}".`);
  return JSON.stringify([id, name]);
}
