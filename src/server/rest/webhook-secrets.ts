import {Type} from 'typebox';
import {Refused} from '../refused.ts';
import {isWebhookSecret} from '../webhooks/secrets.ts';
import type {LiveSecret} from '../webhooks/webhooks.ts';
import {keyed, type Rest, type RestContext} from './route.ts';
import {exact} from './schemas.ts';
import {inWebhook, own, type WebhookPlace, webhookOf} from './webhook-place.ts';
import {attemptShown, secretsShown, showAttempt} from './webhook-schemas.ts';

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

/** The secrets of webhooks, and the ping that shows whether a receiver knows them. */
export function serveSecrets(rest: Rest, context: RestContext, place: WebhookPlace): void {
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

  rest.get(`${path}secret/`, reading, async (request) => {
    const webhook = await webhookOf(request, request.params.webhook_id, place, context);
    return showSecrets(await webhooks.secretsOf(webhook));
  });

  rest.post(`${path}secret/rotate/`, rotating, async (request) => {
    const webhook = own(await webhookOf(request, request.params.webhook_id, place, context));
    const {secret, keep_hours: hours = OVERLAP} = request.body ?? {};
    if (secret !== undefined && !isWebhookSecret(secret))
      throw new Refused('invalid_params', 'Expected a secret of whsec_ and the base64 of 24 to 64 bytes.');
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
