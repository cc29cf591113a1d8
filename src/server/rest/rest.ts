import {Readable} from 'node:stream';
import fastifyCors from '@fastify/cors';
import fastifyRateLimit from '@fastify/rate-limit';
import {type TypeBoxTypeProvider, TypeBoxValidatorCompiler} from '@fastify/type-provider-typebox';
import type {FastifyInstance} from 'fastify';
import {isShallow, MAX_JSON_DEPTH} from '../gateway/schemas.ts';
import {networkOf} from '../limits/network-of.ts';
import {MAX_BODY_BYTES} from '../limits/numbers.ts';
import {TooMany} from '../limits/too-many.ts';
import {Refused} from '../refused.ts';
import {accessOf} from './access.ts';
import {serveAuditLogs} from './audit-log.ts';
import {corsFor} from './cors.ts';
import {serveEmbeds} from './embed.ts';
import {answerFailure, faultOf} from './failure.ts';
import {readForms} from './forms.ts';
import {serveKeys} from './keys.ts';
import {serveMagicSecrets} from './magic-secret.ts';
import {answerNotFound} from './not-found.ts';
import {servePins} from './pins.ts';
import type {Rest, RestContext} from './route.ts';
import {serveSessionActs} from './session-acts.ts';
import {serveSessionLogs} from './session-log.ts';
import {serveSessions} from './sessions.ts';
import {serveSettings} from './settings.ts';
import {serveSpaceLinks} from './space-link.ts';
import {serveSpaces} from './spaces.ts';
import {serveTickets} from './tickets.ts';
import {takeUploads} from './uploads.ts';
import {serveWebhooks} from './webhooks.ts';

/** JSON can be read deeper than it can be written: what nobody can be told must not get in. */
const MAX_DEPTH = MAX_JSON_DEPTH + 1;

/** Every chapter of the routes. */
const ROUTES: readonly ((rest: Rest, context: RestContext) => void)[] = [
  serveSpaces,
  serveSettings,
  serveKeys,
  serveMagicSecrets,
  serveSessions,
  serveSessionLogs,
  serveSessionActs,
  serveTickets,
  serveAuditLogs,
  serveWebhooks,
  servePins,
  serveSpaceLinks,
  serveEmbeds,
];

/** What can be asked over HTTP. Failures are `{detail, code}`, also where nothing is. */
export async function serveRest(app: FastifyInstance, context: RestContext): Promise<void> {
  app.setErrorHandler(answerFailure);
  answerNotFound(app);
  await app.register(async (instance) => {
    const rest: Rest = instance.withTypeProvider<TypeBoxTypeProvider>();
    rest.setValidatorCompiler(TypeBoxValidatorCompiler);
    rest.setSchemaErrorFormatter(faultOf);
    // Bodies are JSON or forms, and nothing else.
    rest.removeContentTypeParser('text/plain');
    await readForms(rest);
    rest.addHook('onRoute', (route) => {
      route.bodyLimit ??= MAX_BODY_BYTES;
    });
    await rest.register(fastifyCors, {delegator: corsFor(context)});
    await rest.register(fastifyRateLimit, {
      max: () => context.guard.calls,
      keyGenerator: ({ip}) => networkOf(ip),
      timeWindow: '1 minute',
      errorResponseBuilder: (_request, {ttl}) => new TooMany(ttl),
    });
    rest.decorateRequest('access', null);
    rest.addHook('preValidation', async ({body}) => {
      if (body instanceof Readable || isShallow(body, MAX_DEPTH)) return;
      throw new Refused('invalid_params', `Expected another body: it is nested deeper than ${MAX_JSON_DEPTH} levels.`);
    });
    rest.addHook('onRequest', async (request, reply) => {
      if (!request.routeOptions.config.keys) return;
      // What a key opens is for whoever has it, and may be a secret.
      reply.header('cache-control', 'no-store');
      request.access = await context.guard.trying(request.ip, () => accessOf(request, context));
    });
    for (const serve of ROUTES) serve(rest, context);
    await rest.register(takeUploads, context);
  });
}
