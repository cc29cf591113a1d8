import {Type} from 'typebox';
import {Refused} from '../gateway/refused.ts';
import type {WebhookRecord} from '../storage/store.ts';
import {EgressError} from '../webhooks/egress.ts';
import {CATEGORIES} from '../webhooks/notices.ts';
import {isWebhookSecret} from '../webhooks/secrets.ts';
import type {LiveSecret} from '../webhooks/webhooks.ts';
import {serveDeliveries} from './deliveries.ts';
import {cut, paged, pageOf, pageQuery, partOf} from './pages.ts';
import {keyed, open, type Rest, type RestContext} from './route.ts';
import {exact} from './schemas.ts';
import {inPlace, inWebhook, unknownWebhook, WEBHOOK_PLACES, type WebhookPlace, webhookOf} from './webhook-place.ts';
import {
  attemptShown,
  NEW_WEBHOOK,
  readWebhook,
  secretsShown,
  showAttempt,
  showWebhook,
  webhookChanges,
  webhookMade,
  webhookShown,
  webhookWhole,
} from './webhook-schemas.ts';

const tags = ['Webhooks'] as const;

/** How long the secret before goes on signing, unless it is said. Hours. */
const OVERLAP = 24;
const HOUR = 3_600_000;

const rotation = Type.Object(
  {
    secret: Type.Optional(Type.String({maxLength: 100, description: '`whsec_` and the base64 of 24 to 64 bytes.'})),
    keep_hours: Type.Optional(
      Type.Number({minimum: 0, maximum: 168, description: `How long the one before goes on signing; ${OVERLAP}.`}),
    ),
  },
  exact,
);

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
    const {webhook, secret} = await permitted(webhooks.add(place.spaceIdOf(request), draft));
    reply.code(201).header('cache-control', 'no-store');
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
    const webhook = own(await webhookOf(request, request.params.webhook_id, place, context));
    return showWebhook(found(await permitted(webhooks.change(webhook, readWebhook(request.body)))));
  });

  rest.delete(`${path}:webhook_id/`, routes.remove, async (request, reply) => {
    const {id} = own(await webhookOf(request, request.params.webhook_id, place, context));
    await store.removeWebhook(id);
    reply.code(204);
    return null;
  });
}

function serveSecrets(rest: Rest, context: RestContext, place: WebhookPlace): void {
  const {webhooks} = context;
  const {keys, of} = place;
  const params = Type.Object({...place.params, ...inWebhook}, exact);
  const path = `${place.path}:webhook_id/` as const;
  const secrets = {tags, params, response: {200: secretsShown}} as const;
  const reading = keyed(keys, {summary: `Read the secrets of a webhook of ${of}`, ...secrets});
  const rotating = keyed(
    keys,
    {
      summary: `Give a webhook of ${of} a new secret`,
      description:
        'The one before goes on signing beside it for a while, so that receivers can change theirs in peace.',
      body: Type.Union([rotation, Type.Null()]),
      ...secrets,
    },
    [409],
  );
  const pinging = keyed(keys, {
    summary: `Ping a webhook of ${of}`,
    description: 'Sends a message of the category `ping` now, with `sequence_id` 0, and answers with what came of it.',
    tags,
    params,
    response: {200: attemptShown},
  });

  rest.get(`${path}secret/`, reading, async (request, reply) => {
    const webhook = await webhookOf(request, request.params.webhook_id, place, context);
    reply.header('cache-control', 'no-store');
    return showSecrets(await webhooks.secretsOf(webhook));
  });

  rest.post(`${path}secret/rotate/`, rotating, async (request, reply) => {
    const webhook = own(await webhookOf(request, request.params.webhook_id, place, context));
    const {secret, keep_hours: hours = OVERLAP} = request.body ?? {};
    if (secret !== undefined && !isWebhookSecret(secret))
      throw new Refused('invalid_params', 'Expected a secret of whsec_ and the base64 of 24 to 64 bytes.');
    reply.header('cache-control', 'no-store');
    return showSecrets(await webhooks.rotate(webhook, hours * HOUR, secret));
  });

  rest.post(`${path}ping/`, pinging, async (request) =>
    showAttempt(await webhooks.ping(await webhookOf(request, request.params.webhook_id, place, context))),
  );
}

function showSecrets(secrets: readonly LiveSecret[]) {
  return {
    secrets: secrets.map(({secret, expiresAt}) => ({
      secret,
      expires_at: expiresAt === null ? null : new Date(expiresAt).toISOString(),
    })),
  };
}

/** @throws {Refused} `managed` when the config file says it all */
function own(webhook: WebhookRecord): WebhookRecord {
  if (!webhook.managed) return webhook;
  throw new Refused('managed', `The webhook "${webhook.name}" is in the server’s config file: change it there.`);
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
