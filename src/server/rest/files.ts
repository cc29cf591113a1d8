import {dirname} from 'node:path';
import type {FastifyInstance} from 'fastify';
import {Type} from 'typebox';
import {asAttachment} from '../files/names.ts';
import {Refused} from '../refused.ts';
import type {Rooms} from '../rooms/rooms.ts';
import {plain} from './route.ts';

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

const download = plain(
  {
    summary: 'Download a file of a session',
    description: 'Its address is told to whoever may have it, and has to be kept as a secret is.',
    tags: ['Sessions'],
    produces: ['application/octet-stream'],
    params: Type.Object({id: Type.String(), '*': Type.String({description: 'What the file is called.'})}),
    response: {200: Type.String({format: 'binary', description: 'The file.'})},
  },
  [404],
);

/** Serves what was downloaded in sessions, to whoever was told the address, until the session ends. */
export async function serveFiles(app: FastifyInstance, rooms: Rooms): Promise<void> {
  app.get<{Params: {id: string}}>('/files/:id/*', download, (request, reply) => {
    const file = rooms.findFile(request.params.id);
    if (!file) throw new Refused('unknown_file', 'There is no such file, or its session has ended.');
    reply.headers(HEADERS);
    reply.header('content-disposition', asAttachment(file.filename));
    return reply.sendFile(file.id, dirname(file.path), {cacheControl: false, etag: false, lastModified: false});
  });
}
