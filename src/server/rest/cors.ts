import type {FastifyCorsOptions} from '@fastify/cors';
import type {FastifyRequest} from 'fastify';
import type {Gateway} from '../gateway/client-line.ts';
import type {Space} from '../storage/spaces.ts';

/** What a call is about, by its address: a preflight has nothing else that says so. */
const OF_SPACE = /^\/(?:api\/spaces\/|\+)([\w-]+)(?:[/?]|$)/;
const OF_SESSION = /^\/api\/sessions\/([\w-]+)\//;

/** What is asked before it is known which session, and so which space, it is about. */
const OF_SOME_SPACE = '/api/pin';

/** What is public, and about no session. */
const PUBLIC = /^\/(?:oembed(?:\?|$)|\.well-known\/)/;

/** Which pages browsers let call: those of the origins of the space that it is about, else the server's own alone. */
export function corsFor(gateway: Gateway) {
  return (request: FastifyRequest, callback: (error: Error | null, options: FastifyCorsOptions) => void): void => {
    const origins = PUBLIC.test(request.url) ? '*' : originsOf(spacesOf(request, gateway));
    callback(null, {
      methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      exposedHeaders: ['retry-after'],
      strictPreflight: false,
      origin: origins === '*' ? '*' : [...origins, ...gateway.site.origins],
    });
  };
}

function spacesOf({url}: FastifyRequest, {spaces, rooms}: Gateway): readonly Space[] {
  const [, name] = OF_SPACE.exec(url) ?? [];
  if (name !== undefined) return [spaces.find(name) ?? []].flat();
  const [, sessionId] = OF_SESSION.exec(url) ?? [];
  if (sessionId === undefined) return url === OF_SOME_SPACE ? spaces.list() : [];
  const space = rooms.find(sessionId)?.space;
  // That a session has ended may be heard by whoever could have been in it.
  return space ? [space] : spaces.list();
}

function originsOf(spaces: readonly Space[]): Space['origins'] {
  if (spaces.some(({origins}) => origins === '*')) return '*';
  return spaces.flatMap(({origins}) => origins);
}
