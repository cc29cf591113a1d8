import {readFileSync} from 'node:fs';
import path from 'node:path';
import type {FastifyInstance} from 'fastify';
import type {Site} from '../gateway/site.ts';
import {ROOT} from '../root.ts';
import {policyOf} from '../site/policy.ts';
import {type AsyncApi, asyncApiOf} from './asyncapi.ts';
import {openApiOf} from './openapi.ts';
import {docsPage} from './page.ts';

/** The documentation at `/docs`: a page without scripts, and the documents that it is made from. */
export function serveDocs(app: FastifyInstance, where: {readonly site: Site}): void {
  const page = madeOnce(where, (url) => {
    const html = docsPage(openApiOf(app, url));
    return {html, policy: `${policyOf(html)}; frame-ancestors 'none'`};
  });
  const document = madeOnce(where, (url) => openApiOf(app, url));
  app.get('/docs', (_request, reply) => {
    const {html, policy} = page();
    return reply.header('content-security-policy', policy).type('text/html; charset=utf-8').send(html);
  });
  // From its own folder, links to the documents would lead elsewhere.
  app.get('/docs/', (_request, reply) => reply.redirect('../docs', 308));
  const events = JSON.parse(readFileSync(path.join(ROOT, 'src/server/pages/asyncapi.json'), 'utf8')) as AsyncApi;
  app.get('/docs/asyncapi.json', (_request, reply) =>
    reply.header('access-control-allow-origin', '*').send(asyncApiOf(events, where.site.publicUrl)),
  );
  app.get('/docs/openapi.json', (_request, reply) => reply.header('access-control-allow-origin', '*').send(document()));
}

/** What is made of the address of the server, which it may not know at first, and is the same from then on. */
function madeOnce<Made>(where: {readonly site: Site}, make: (publicUrl: string) => Made): () => Made {
  let made: {readonly of: string; readonly what: Made} | undefined;
  return () => {
    const of = where.site.publicUrl;
    if (made?.of !== of) made = {of, what: make(of)};
    return made.what;
  };
}
