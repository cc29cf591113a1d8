import {Type} from 'typebox';
import {Refused} from '../refused.ts';
import type {DeliveryRecord} from '../storage/delivery-store.ts';
import type {WebhookRecord} from '../storage/webhook-store.ts';
import {bodyOf, messageIdOf, readMessageId} from '../webhooks/envelope.ts';
import {cut, paged, pageOf, pageQuery, partOf} from './pages.ts';
import {keyed, type Rest, type RestContext} from './route.ts';
import {exact} from './schemas.ts';
import {inWebhook, type WebhookPlace, webhookOf} from './webhook-place.ts';
import {attemptShown, deliveryShown, deliveryStatus, showAttempt, showDelivery} from './webhook-schemas.ts';

const tags = ['Webhooks'] as const;

/** How many bodies an answer has at most. */
const BODIES = 100;

const number = Type.Integer({minimum: 1, maximum: Number.MAX_SAFE_INTEGER});
const sessionId = Type.Optional(Type.String({minLength: 1, maxLength: 50, description: 'Of this session alone.'}));
const again = Type.Object({count: Type.Integer({description: 'How many are sent again.'})}, exact);
const body = Type.Object({
  category: Type.String(),
  created_at: Type.String(),
  data: Type.Object({}),
  sequence_id: Type.Integer(),
});

function routesIn({keys, of, params: place}: WebhookPlace) {
  const params = Type.Object({...place, ...inWebhook}, exact);
  const ofOne = Type.Object({...place, ...inWebhook, delivery_id: number}, exact);
  return {
    list: keyed(keys, {
      summary: `List what a webhook of ${of} was and is to be sent`,
      description: 'Oldest first.',
      tags,
      params,
      querystring: Type.Object({...pageQuery, session_id: sessionId, status: Type.Optional(deliveryStatus)}, exact),
      response: {200: pageOf(deliveryShown)},
    }),
    attempts: keyed(keys, {
      summary: `List the attempts at a delivery to a webhook of ${of}`,
      tags,
      params: ofOne,
      querystring: Type.Object(pageQuery, exact),
      response: {200: pageOf(attemptShown)},
    }),
    resendOne: keyed(keys, {
      summary: `Send a delivery to a webhook of ${of} again`,
      description: 'It has ten attempts again, with the same `webhook-id` and body.',
      tags,
      params: ofOne,
      response: {202: again},
    }),
    resend: keyed(keys, {
      summary: `Send a range of deliveries to a webhook of ${of} again`,
      description: 'From one id to another, both included.',
      tags,
      params,
      body: Type.Object({from: number, to: number}, exact),
      response: {202: again},
    }),
    events: keyed(keys, {
      summary: `Read the bodies that a webhook of ${of} is sent`,
      description:
        'For a receiver that missed some: byte for byte what it is sent, oldest first. After the message with a ' +
        '`webhook-id`, or, with `session_id`, after a `sequence_id`. `next` is the address of what follows, or null.',
      tags,
      params,
      querystring: Type.Object(
        {
          after: Type.Optional(Type.String({minLength: 1, maxLength: 120})),
          session_id: sessionId,
          limit: Type.Optional(Type.Integer({minimum: 1, maximum: BODIES, description: `${BODIES} if left out.`})),
        },
        exact,
      ),
      response: {
        200: Type.Object({next: Type.Union([Type.String(), Type.Null()]), results: Type.Array(body)}, exact),
      },
    }),
  };
}

/** What was and is to be delivered to webhooks: what became of it, again, and for those who missed it. */
export function serveDeliveries(rest: Rest, context: RestContext, place: WebhookPlace): void {
  const {store, webhooks} = context;
  const routes = routesIn(place);
  const path = `${place.path}:webhook_id/` as const;

  rest.get(`${path}deliveries/`, routes.list, async (request) => {
    const {id} = await webhookOf(request, request.params.webhook_id, place, context);
    const {session_id: session, status} = request.query;
    const which = {...(session !== undefined && {sessionId: session}), ...(status !== undefined && {status})};
    const page = await store.listDeliveries({webhookId: id, ...which, ...partOf(request.query)});
    return paged(page, request, context.site.publicUrl, showDelivery);
  });

  rest.get(`${path}deliveries/:delivery_id/attempts/`, routes.attempts, async (request) => {
    const webhook = await webhookOf(request, request.params.webhook_id, place, context);
    const {id} = await deliveryTo(webhook, request.params.delivery_id);
    return paged(
      cut(await store.listAttempts(id), partOf(request.query)),
      request,
      context.site.publicUrl,
      showAttempt,
    );
  });

  rest.post(`${path}deliveries/:delivery_id/resend/`, routes.resendOne, async (request, reply) => {
    const webhook = await webhookOf(request, request.params.webhook_id, place, context);
    const {id} = await deliveryTo(webhook, request.params.delivery_id);
    reply.code(202);
    return {count: await webhooks.resend(webhook.id, id, id)};
  });

  rest.post(`${path}resend/`, routes.resend, async (request, reply) => {
    const {id} = await webhookOf(request, request.params.webhook_id, place, context);
    const {from, to} = request.body;
    if (from > to)
      throw new Refused('invalid_params', `Expected from not to be greater than to, got ${from} and ${to}.`);
    reply.code(202);
    return {count: await webhooks.resend(id, from, to)};
  });

  rest.get(`${path}events/`, routes.events, async (request, reply) => {
    const webhook = await webhookOf(request, request.params.webhook_id, place, context);
    const {after, session_id: session, limit = BODIES} = request.query;
    const start = await startOf(webhook, after, session);
    const which = {webhookId: webhook.id, ...(session !== undefined && {sessionId: session})};
    const {count, results} = await store.listDeliveries({...which, ...start, limit});
    const last = results.at(-1);
    const next = last && start.offset + limit < count ? addressAfter(request.url, last) : null;
    // As text: what is written anew from a schema may not be byte for byte what was signed.
    const bodies = results.map(bodyOf).join(',');
    return reply.type('application/json').send(`{"next":${JSON.stringify(next)},"results":[${bodies}]}` as never);
  });

  const deliveryTo = async ({id}: WebhookRecord, deliveryId: number): Promise<DeliveryRecord> => {
    const delivery = await store.findDelivery(deliveryId);
    if (delivery?.webhookId === id) return delivery;
    throw new Refused('unknown_delivery', 'There is no such delivery to this webhook.');
  };

  const addressAfter = (url: string, last: DeliveryRecord): string => {
    const next = new URL(context.site.publicUrl + url);
    next.searchParams.set('after', messageIdOf(last));
    return next.href;
  };

  /** Where those begin that are asked for. */
  const startOf = async (webhook: WebhookRecord, after: string | undefined, session: string | undefined) => {
    if (after === undefined) return {offset: 0};
    // They count from 1, with no gap.
    if (/^\d{1,15}$/.test(after) && session !== undefined) return {offset: Number(after)};
    const place = readMessageId(after);
    const known = place && {webhookId: webhook.id, sessionId: place.sessionId, offset: place.sequenceId - 1, limit: 1};
    const [found] = known && known.offset >= 0 ? (await store.listDeliveries(known)).results : [];
    if (place?.webhookId === webhook.id && found) return {offset: 0, after: found.id};
    throw new Refused(
      'invalid_params',
      'Expected after to be the webhook-id of a message to this webhook, or with session_id its sequence_id.',
    );
  };
}
