import type {FastifyInstance, FastifyReply, FastifyRequest} from 'fastify';
import {Refused} from '../refused.ts';

/** What is at an address, whatever the method. */
interface Place {
  readonly pattern: RegExp;
  readonly methods: Set<string>;
}

/** Answers for what is not there, and says what is. To be called before there are routes. */
export function answerNotFound(app: FastifyInstance): void {
  const places = new Map<string, Place>();
  app.addHook('onRoute', ({url, method}) => {
    const place = places.get(url) ?? {pattern: patternOf(url), methods: new Set()};
    for (const each of [method].flat()) place.methods.add(each);
    places.set(url, place);
  });
  app.setNotFoundHandler((request, reply) => explain(request, reply, [...places.values()]));
}

function explain({method, url}: FastifyRequest, reply: FastifyReply, places: readonly Place[]): never {
  const [path = ''] = url.split('?');
  const at = (address: string) =>
    places.filter(({pattern}) => pattern.test(address)).flatMap(({methods}) => [...methods]);
  const methods = [...new Set(at(path))].filter((each) => each !== method && each !== 'OPTIONS');
  if (methods.length > 0) {
    reply.header('allow', methods.join(', '));
    throw new Refused('method_not_allowed', `Expected ${methods.join(' or ')} here, got ${method}.`);
  }
  const hint = at(`${path}/`).includes(method) ? ': its address ends with a slash' : '';
  throw new Refused('not_found', `There is nothing at this address${hint}.`);
}

/** Addresses with a wildcard are those of files, which say themselves what is not there. */
function patternOf(url: string): RegExp {
  if (url.includes('*')) return /$^/;
  const parts = url.split(/(:\w+(?:\([^)]*\))?)/);
  const literal = (part: string) => part.replace(/[.+]/g, '\\$&');
  return new RegExp(`^${parts.map((part, index) => (index % 2 ? '[^/]+' : literal(part))).join('')}$`);
}
