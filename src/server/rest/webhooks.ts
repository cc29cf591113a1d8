import {Type} from 'typebox';
import {Refused} from '../refused.ts';
import type {WebhookRecord} from '../storage/webhook-store.ts';
import {EgressError} from '../webhooks/egress.ts';
import {CATEGORIES} from '../webhooks/notices.ts';
import {serveDeliveries} from './deliveries.ts';
import {cut, paged, pageOf, pageQuery, partOf} from './pages.ts';
import {keyed, open, type Rest, type RestContext} from './route.ts';
import {exact} from './schemas.ts';
import {
  inPlace,
  inWebhook,
  own,
  unknownWebhook,
  WEBHOOK_PLACES,
  type WebhookPlace,
  webhookOf,
} from './webhook-place.ts';
import {
  NEW_WEBHOOK,
  readWebhook,
  showWebhook,
  webhookChanges,
  webhookMade,
  webhookShown,
  webhookWhole,
} from './webhook-schemas.ts';
import {serveSecrets} from './webhook-secrets.ts';

const tags = ['Webhooks'] as const;

const categories = (of: string) =>
  open({
    summary: `List the categories of webhooks of ${of}`,
    tags,
    response: {200: Type.Array(Type.Object({name: Type.String()}, exact))},
  });

/** Webhooks, and what became of what they were told. */
export function serveWebhooks(rest: Rest, context: RestContext): void {
  const names = CATEGORIES.map((name) => ({name}));
  rest.get('/api/spaces/webhook-categories/', categories('a space'), async () => names);
  rest.get('/api/company/webhook-categories/', categories('the server'), async () => names);
  for (const place of WEBHOOK_PLACES) {
    serveResource(rest, context, place);
    serveSecrets(rest, context, place);
    serveDeliveries(rest, context, place);
  }
}

function routesIn(place: WebhookPlace) {
  const {keys, of} = place;
  const params = Type.Object({...place.params, ...inWebhook}, exact);
  const one = {tags, params, response: {200: webhookShown}} as const;
  return {
    list: keyed(keys, {
      summary: `List the webhooks of ${of}`,
      tags,
      params: inPlace(place),
      querystring: Type.Object(pageQuery, exact),
      response: {200: pageOf(webhookShown)},
    }),
    make: keyed(keys, {
      summary: `Make a webhook of ${of}`,
      description: 'Its secret is in the answer.',
      tags,
      params: inPlace(place),
      body: webhookWhole,
      response: {201: webhookMade},
    }),
    read: keyed(keys, {summary: `Read a webhook of ${of}`, ...one}),
    replace: keyed(
      keys,
      {
        summary: `Replace a webhook of ${of}`,
        description: 'What is left out is as in a new one. Its secrets stay.',
        body: webhookWhole,
        ...one,
      },
      [409],
    ),
    change: keyed(keys, {summary: `Change a webhook of ${of}`, body: webhookChanges, ...one}, [409]),
    remove: keyed(
      keys,
      {
        summary: `Remove a webhook of ${of}`,
        description: 'With all that was and is to be delivered to it.',
        tags,
        params,
        response: {204: Type.Null()},
      },
      [409],
    ),
  };
}

function serveResource(rest: Rest, context: RestContext, place: WebhookPlace): void {
  const {store, webhooks} = context;
  const routes = routesIn(place);
  const {path} = place;

  rest.get(path, routes.list, async (request) => {
    const all = await store.listWebhooks(place.spaceIdOf(request));
    return paged(cut(all, partOf(request.query)), request, context.site.publicUrl, showWebhook);
  });

  rest.post(path, routes.make, async (request, reply) => {
    const {name, url} = request.body;
    const draft = {...NEW_WEBHOOK, ...readWebhook(request.body), name, url};
    const spaceId = place.spaceIdOf(request);
    context.guard.webhook((await store.listWebhooks(spaceId)).length);
    const {webhook, secret} = await permitted(webhooks.add(spaceId, draft));
    reply.code(201);
    return {...showWebhook(webhook), secret};
  });

  rest.get(`${path}:webhook_id/`, routes.read, async (request) =>
    showWebhook(await webhookOf(request, request.params.webhook_id, place, context)),
  );

  rest.put(`${path}:webhook_id/`, routes.replace, async (request) => {
    const webhook = own(await webhookOf(request, request.params.webhook_id, place, context));
    const changed = await permitted(webhooks.change(webhook, {...NEW_WEBHOOK, ...readWebhook(request.body)}));
    return showWebhook(found(changed));
  });

  rest.patch(`${path}:webhook_id/`, routes.change, async (request) => {
    const changes = readWebhook(request.body);
    const webhook = own(await webhookOf(request, request.params.webhook_id, place, context), changes);
    return showWebhook(found(await permitted(webhooks.change(webhook, changes))));
  });

  rest.delete(`${path}:webhook_id/`, routes.remove, async (request, reply) => {
    const {id} = own(await webhookOf(request, request.params.webhook_id, place, context));
    await webhooks.remove(id);
    reply.code(204);
    return null;
  });
}

function found(webhook: WebhookRecord | undefined): WebhookRecord {
  if (webhook) return webhook;
  throw unknownWebhook();
}

/** @throws {Refused} `invalid_url` when the address of a webhook may not be one */
async function permitted<Result>(done: Promise<Result>): Promise<Result> {
  return done.catch((error) => {
    throw error instanceof EgressError ? new Refused('invalid_url', error.message) : error;
  });
}
