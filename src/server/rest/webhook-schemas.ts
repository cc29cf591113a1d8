import {type Static, Type} from 'typebox';
import type {DeliveryRecord} from '../storage/delivery-store.ts';
import type {AttemptRecord, WebhookRecord} from '../storage/webhook-store.ts';
import {messageIdOf} from '../webhooks/envelope.ts';
import {ALL_CATEGORIES, CATEGORIES} from '../webhooks/notices.ts';
import type {WebhookDraft} from '../webhooks/webhooks.ts';
import {exact, time} from './schemas.ts';

const orNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);

const writable = {
  name: Type.String({minLength: 1, maxLength: 100}),
  url: Type.String({pattern: '^https?://', maxLength: 500, description: 'Where messages are sent.'}),
  enabled: Type.Boolean({description: 'Whether it is told anything. What waits is sent when it is switched on again.'}),
  ssl_verification: Type.Boolean({description: 'Whether an https address needs a valid certificate.'}),
  categories: Type.Array(Type.Enum([...CATEGORIES, ALL_CATEGORIES]), {
    minItems: 1,
    uniqueItems: true,
    description: `What it is told of; \`${ALL_CATEGORIES}\`, an addition, is all there is.`,
  }),
  signature: Type.Enum(['standard', 'vendor'], {
    description: 'Addition. Standard Webhooks, or Webfuse’s form: the hex HMAC-SHA256 of the body.',
  }),
  gzip: Type.Boolean({description: 'Addition. Whether bodies are compressed.'}),
};

const readOnly = {
  id: Type.Integer({readOnly: true}),
  created: Type.String({format: 'date-time', readOnly: true}),
  failed_count: Type.Integer({readOnly: true, description: 'Deliveries in a row that were given up.'}),
  space_id: orNull(Type.String({description: 'Addition. Null where it is told of all spaces.'})),
  last_at: orNull(Type.String({format: 'date-time', description: 'Addition. When something was last sent.'})),
  last_status: orNull(Type.Integer({description: 'Addition. What the receiver answered then.'})),
  last_error: orNull(Type.String({description: 'Addition. Why that failed.'})),
  disabled_reason: orNull(Type.String({description: 'Addition. Why it was switched off by itself.'})),
  managed: Type.Boolean({readOnly: true, description: 'Addition. The config file says it all; REST changes nothing.'}),
};

/** A webhook as it is answered. */
export const webhookShown = Type.Object({...readOnly, ...writable}, {...exact, title: 'Webhook'});

/** A webhook that was just made. */
export const webhookMade = Type.Object(
  {...webhookShown.properties, secret: Type.String({description: 'Addition. What its messages are signed with.'})},
  {...exact, title: 'New webhook'},
);

/** What is answered can be sent back as it is. */
const changes = Type.Partial(Type.Object({...writable, ...readOnly}, exact));

/** What changes of a webhook. */
export const webhookChanges = Type.Object(changes.properties, {...exact, minProperties: 1});

/** A whole webhook. */
export const webhookWhole = Type.Object({...changes.properties, name: writable.name, url: writable.url}, exact);

/** The secrets of a webhook. */
export const secretsShown = Type.Object(
  {
    secrets: Type.Array(Type.Object({secret: Type.String(), expires_at: orNull(time)}, exact), {
      description: 'Those that sign now, the newest first. Every message carries a signature with each.',
    }),
  },
  exact,
);

/** An attempt as it is answered. */
export const attemptShown = Type.Object(
  {
    at: time,
    took: Type.Number({description: 'Milliseconds.'}),
    status: orNull(Type.Integer({description: 'What the receiver answered.'})),
    error: orNull(Type.String({description: 'Why it failed, or null.'})),
  },
  {...exact, title: 'Attempt'},
);

/** States of a delivery. */
export const deliveryStatus = Type.Enum(['pending', 'delivered', 'failed']);

/** A delivery as it is answered. */
export const deliveryShown = Type.Object(
  {
    id: Type.Integer(),
    message_id: Type.String({description: 'What its `webhook-id` header says.'}),
    session_id: Type.String(),
    sequence_id: Type.Integer(),
    event_number: Type.Integer({description: 'Place of the event in the log of the session.'}),
    category: Type.String(),
    created_at: time,
    status: deliveryStatus,
    attempts: Type.Integer(),
    next_at: orNull(time),
    last_at: orNull(time),
    last_status: orNull(Type.Integer()),
    last_error: orNull(Type.String()),
  },
  {...exact, title: 'Delivery'},
);

const iso = (at: number) => new Date(at).toISOString();
const maybe = (at: number | null) => (at === null ? null : iso(at));

/** What a new webhook is, unless it is said. */
export const NEW_WEBHOOK: Omit<WebhookDraft, 'name' | 'url'> = {
  enabled: true,
  sslVerification: true,
  categories: [ALL_CATEGORIES],
  signature: 'standard',
  gzip: false,
};

/** A webhook in the vendor's form. */
export function showWebhook(webhook: WebhookRecord): Static<typeof webhookShown> {
  const {id, spaceId, name, url, enabled, signature, gzip, sslVerification, categories, createdAt} = webhook;
  const {failedCount, last, disabledReason, managed} = webhook;
  return {
    ...{id, name, url, enabled, ssl_verification: sslVerification, categories: [...categories]},
    ...{created: iso(createdAt), failed_count: failedCount, signature, gzip, space_id: spaceId},
    ...{last_at: maybe(last?.at ?? null), last_status: last?.status ?? null, last_error: last?.error ?? null},
    ...{disabled_reason: disabledReason, managed},
  };
}

/** What a call says of a webhook. */
export function readWebhook(given: Static<typeof changes>): Partial<WebhookDraft> {
  const {name, url, enabled, ssl_verification: sslVerification, categories, signature, gzip} = given;
  const said = {name, url, enabled, sslVerification, categories, signature, gzip};
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

/** An attempt in the vendor's style. */
export function showAttempt({at, ...attempt}: AttemptRecord): Static<typeof attemptShown> {
  return {at: iso(at), ...attempt};
}

/** A delivery in the vendor's style. */
export function showDelivery(delivery: DeliveryRecord): Static<typeof deliveryShown> {
  const {id, sessionId, sequenceId, eventNumber, category, createdAt, status, attempts} = delivery;
  return {
    ...{id, message_id: messageIdOf(delivery), session_id: sessionId, sequence_id: sequenceId},
    ...{event_number: eventNumber, category, created_at: iso(createdAt), status, attempts},
    ...{next_at: maybe(delivery.nextAt), last_at: maybe(delivery.lastAt)},
    ...{last_status: delivery.lastStatus, last_error: delivery.lastError},
  };
}
