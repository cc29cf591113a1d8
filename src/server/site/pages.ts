import {globSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type {FastifyInstance, FastifyReply} from 'fastify';
import type {Gateway} from '../gateway/client-line.ts';
import {ROOT} from '../root.ts';
import {framedBy, policyOf} from './policy.ts';

/** A session without a server shows whatever page someone enters, in a frame. */
const DEMO_NEEDS = {frames: 'http: https:'};

/** What is built may live on any server, and brings Webfuse's script if it lives there. */
const PREVIEW_NEEDS = {...DEMO_NEEDS, elsewhere: 'http: https: ws: wss:'};

const DEMO = path.join(ROOT, 'demo');
const KIT = path.join(ROOT, 'dist/kit');
const PAGES = path.join(ROOT, 'src/server/pages');

/** The demo, but not the shop in it, which people browse in sessions alone. */
export async function serveDemo(app: FastifyInstance): Promise<void> {
  const policies = new Map<string, string>();
  for (const page of globSync('{*,preview/*,builder/*}.html', {cwd: DEMO})) {
    const html = await readFile(path.join(DEMO, page), 'utf8');
    const needs = page === path.normalize('builder/preview.html') ? PREVIEW_NEEDS : DEMO_NEEDS;
    policies.set(path.join(DEMO, page), `${policyOf(html, needs)}; frame-ancestors 'self'`);
  }
  await app.register(fastifyStatic, {
    root: DEMO,
    decorateReply: false,
    allowedPath: (file) => !file.startsWith('/shop'),
    setHeaders: (reply, file) => {
      const policy = policies.get(file);
      if (policy) reply.header('content-security-policy', policy);
    },
  });
}

/** The kit and the drop-in, which pages of any origin may load. */
export async function serveKit(app: FastifyInstance): Promise<void> {
  const forAll = (reply: Pick<FastifyReply, 'header'>) => {
    reply.header('access-control-allow-origin', '*');
    reply.header('cross-origin-resource-policy', 'cross-origin');
  };
  await app.register(fastifyStatic, {root: KIT, wildcard: false, setHeaders: forAll});
  app.get('/surfly.js', (_request, reply) => {
    forAll(reply);
    return reply.sendFile('webfuse.js', KIT);
  });
}

/** The window of a session, which pages of its space's origins may frame and open. */
export async function serveSessionPage(app: FastifyInstance, gateway: Gateway): Promise<void> {
  const policy = policyOf(await readFile(path.join(PAGES, 'session.html'), 'utf8'));
  app.get<{Params: {id: string}}>('/s:id(^[\\w-]{12}$)', ({params}, reply) => {
    const room = gateway.rooms.find(params.id);
    const known = typeof room === 'object' ? room.space.origins : [];
    reply.header('content-security-policy', policy + framedBy(known, gateway.site.origins));
    // Who opened it in a window talks with it.
    reply.header('cross-origin-opener-policy', 'unsafe-none');
    return reply.sendFile('session.html', PAGES);
  });
}
