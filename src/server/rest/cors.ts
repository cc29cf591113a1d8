import type {FastifyCorsOptions} from '@fastify/cors';
import type {FastifyRequest} from 'fastify';
import type {Gateway} from '../gateway/client-line.ts';

/** Where a call is about a space, by its address: a preflight has nothing else that says so. */
const ABOUT = /^\/(?:api\/spaces\/|\+)([\w-]+)\//;

/** Which pages browsers let call: those of the space's origins, and all where nothing is about a space. */
export function corsFor(gateway: Gateway) {
  return (request: FastifyRequest, callback: (error: Error | null, options: FastifyCorsOptions) => void): void => {
    callback(null, {
      methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      exposedHeaders: ['retry-after'],
      strictPreflight: false,
      ...allowed(request, gateway),
    });
  };
}

function allowed({url}: FastifyRequest, {spaces, site}: Gateway): FastifyCorsOptions {
  const name = ABOUT.exec(url)?.[1];
  if (name === undefined) return {origin: '*'};
  const origins = spaces.find(name)?.origins ?? [];
  return {origin: origins === '*' ? '*' : [...origins, ...site.origins]};
}
