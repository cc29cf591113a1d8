import type {FastifyRequest} from 'fastify';
import {type TProperties, Type} from 'typebox';
import {Refused} from '../refused.ts';
import type {KeyType} from '../storage/store.ts';
import type {WebhookRecord} from '../storage/webhook-store.ts';
import type {WebhookDraft} from '../webhooks/webhooks.ts';
import {spaceOf} from './access.ts';
import type {RestContext} from './route.ts';
import {exact, inSpace} from './schemas.ts';

/** Where webhooks are: those of a space, or those of the whole server. */
export interface WebhookPlace {
  readonly path: `/api/${string}/webhooks/`;
  readonly keys: readonly KeyType[];
  readonly params: TProperties;
  /** In words. */
  readonly of: string;
  /** The space that a call is about, or null. */
  spaceIdOf(request: FastifyRequest): string | null;
}

/** Both kinds. */
export const WEBHOOK_PLACES: readonly WebhookPlace[] = [
  {
    path: '/api/spaces/:space_id/webhooks/',
    keys: ['rk', 'ck'],
    params: inSpace.properties,
    of: 'a space',
    spaceIdOf: (request) => spaceOf(request).id,
  },
  {path: '/api/company/webhooks/', keys: ['ck'], params: {}, of: 'the server', spaceIdOf: () => null},
];

/** The number of a webhook in the address of a call. */
export const inWebhook = {webhook_id: Type.Integer({minimum: 1, maximum: Number.MAX_SAFE_INTEGER})};

/** The addresses of all in a place. */
export function inPlace({params}: WebhookPlace) {
  return Type.Object(params, exact);
}

/**
 * The webhook that a call is about.
 * @throws {Refused} `unknown_webhook`
 */
export async function webhookOf(
  request: FastifyRequest,
  id: number,
  place: WebhookPlace,
  {store}: RestContext,
): Promise<WebhookRecord> {
  const webhook = await store.findWebhook(id);
  if (webhook && webhook.spaceId === place.spaceIdOf(request)) return webhook;
  throw unknownWebhook();
}

/** The refusal of a call about a webhook that is not there. */
export function unknownWebhook(): Refused {
  return new Refused('unknown_webhook', 'There is no such webhook.');
}

/**
 * A webhook that a call changes.
 * @throws {Refused} `managed` when the config file says it all
 */
export function own(webhook: WebhookRecord, changes: Partial<WebhookDraft> = {}): WebhookRecord {
  const {enabled, ...others} = changes;
  // That one is on is what the file says: it was switched off by itself.
  const isMended = enabled === true && webhook.disabledReason !== null && Object.keys(others).length === 0;
  if (!webhook.managed || isMended) return webhook;
  throw new Refused('managed', `The webhook "${webhook.name}" is in the server’s config file: change it there.`);
}
