import fastifyHelmet from '@fastify/helmet';
import type {FastifyError, FastifyInstance, FastifyReply, FastifyRequest} from 'fastify';
import {answerFailure} from '../rest/failure.ts';
import {NO_PAGE_POLICY} from './policy.ts';

/** A year, in seconds. */
const YEAR = 31_536_000;

/**
 * Gives every answer the headers of one that is no page; pages and files say more of themselves.
 *
 * @param secure - whether the server is reached over https alone
 */
export async function protectAnswers(app: FastifyInstance, secure: boolean): Promise<void> {
  const directives = Object.fromEntries(Object.entries(NO_PAGE_POLICY).map(([name, sources]) => [name, [...sources]]));
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {useDefaults: false, directives},
    // Said by `frame-ancestors`, which can name origins.
    xFrameOptions: false,
    // What else is on the operator's domain is not ours to say.
    strictTransportSecurity: secure && {maxAge: YEAR, includeSubDomains: false},
  });
}

/** Answers what comes to no route, and so through none of what goes before routes, such as an address with `%zz`. */
export function answersWithoutRoute(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const directives = Object.entries(NO_PAGE_POLICY).map(([name, sources]) => [name, ...sources].join(' '));
  reply.header('content-security-policy', directives.join('; '));
  reply.headers({'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer'});
  answerFailure(error, request, reply);
}
