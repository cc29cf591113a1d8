import {dirname} from 'node:path';
import type {FastifyInstance} from 'fastify';
import {asAttachment} from '../files/names.ts';
import type {Rooms} from '../rooms/rooms.ts';

/** A file is saved, and never a page of this server. */
const HEADERS = {
  // Whoever knows the address may have the file, and pages that show a session are on any origin.
  'access-control-allow-origin': '*',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; sandbox",
  'content-type': 'application/octet-stream',
  'cross-origin-resource-policy': 'cross-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Serves what was downloaded in sessions, to whoever was told the address, until the session ends. */
export async function serveFiles(app: FastifyInstance, rooms: Rooms): Promise<void> {
  app.get<{Params: {id: string}}>('/files/:id/*', (request, reply) => {
    const file = rooms.findFile(request.params.id);
    reply.headers(HEADERS);
    if (!file) return reply.code(404).type('text/plain').send('There is no such file, or its session has ended.');
    reply.header('content-disposition', asAttachment(file.filename));
    return reply.sendFile(file.id, dirname(file.path), {cacheControl: false, etag: false, lastModified: false});
  });
}
