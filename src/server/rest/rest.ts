import fastifyCors from '@fastify/cors';
import fastifyRateLimit from '@fastify/rate-limit';
import type {FastifyInstance} from 'fastify';
import type {Gateway} from '../gateway/client-line.ts';
import {answerFailure, TooMany} from './failure.ts';
import {servePins} from './pins.ts';
import {serveSpaceLinks} from './space-link.ts';
import {takeUploads} from './uploads.ts';

/** How often an address may call in a minute. */
const CALLS_A_MINUTE = 100;

/** What can be asked over HTTP. Failures are `{detail, code}`. */
export async function serveRest(app: FastifyInstance, gateway: Gateway): Promise<void> {
  await app.register(async (rest) => {
    // Which origins may use a space is asked where the space is known.
    await rest.register(fastifyCors, {methods: ['GET', 'POST'], strictPreflight: false});
    await rest.register(fastifyRateLimit, {
      max: CALLS_A_MINUTE,
      timeWindow: '1 minute',
      errorResponseBuilder: (_request, {ttl}) => new TooMany(ttl),
    });
    rest.setErrorHandler(answerFailure);
    servePins(rest, gateway);
    serveSpaceLinks(rest, gateway);
    await rest.register(takeUploads, gateway.rooms);
  });
}
