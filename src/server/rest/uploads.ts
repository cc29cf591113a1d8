import type {Readable} from 'node:stream';
import type {TypeBoxTypeProvider} from '@fastify/type-provider-typebox';
import type {FastifyInstance} from 'fastify';
import {Type} from 'typebox';
import {MAX_UPLOAD_BYTES} from '../../protocol/rpc.ts';
import {tooLarge} from '../files/session-files.ts';
import {shownAt} from '../files/shown.ts';
import type {Gateway} from '../gateway/client-line.ts';
import {allowed, Refused} from '../refused.ts';
import type {Room} from '../rooms/room.ts';
import type {Rooms} from '../rooms/rooms.ts';
import {open, type Rest} from './route.ts';

const upload = open(
  {
    summary: 'Share a file',
    description:
      'For participants: the header is `Authorization: Bearer` with the secret of their seat. Opens a tab, unless it is for the page of one.',
    tags: ['Coming in'],
    consumes: ['application/octet-stream'],
    params: Type.Object({id: Type.String({description: 'The session.'})}),
    querystring: Type.Object({
      name: Type.String({description: 'What the file is called.'}),
      ssid: Type.Optional(
        Type.Integer({minimum: 1, description: 'The tab whose page it is for. Only the one in control of it may.'}),
      ),
    }),
    body: Type.Unsafe<Readable | null>({description: 'The file, of whatever type the header says.'}),
    response: {
      200: Type.Union([Type.Object({ssid: Type.Integer()}), Type.Object({file_id: Type.String()}), Type.Null()]),
    },
  },
  [401, 403, 408, 410],
);

/** Takes files that participants share, and opens each in a tab of theirs. */
export async function takeUploads(instance: FastifyInstance, {rooms, guard}: Gateway): Promise<void> {
  const app: Rest = instance.withTypeProvider<TypeBoxTypeProvider>();
  // The body is the file, whatever its type: it is not read before it is known who sends it.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, body, done) => done(null, body));
  // Of a file that is refused, the rest need not come.
  app.addHook('onRequest', async (_request, reply) => void reply.header('connection', 'close'));

  app.post('/api/sessions/:id/files', upload, async ({params, query, headers, body}) => {
    const room = await findRoom(rooms, params.id);
    // What lets people in is a token, which no browser adds by itself.
    const by = room.whoHas(/^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '');
    if (by === null) throw new Refused('seat_lost', 'Expected the token of a seat in this session.');
    guard.upload(room.id, by);
    if (!body) throw new Refused('invalid_params', 'Expected a file with something in it.');
    if (Number(headers['content-length']) > MAX_UPLOAD_BYTES) throw tooLarge(MAX_UPLOAD_BYTES);
    const {name, ssid} = query;
    if (ssid !== undefined) allowed(room.mayInput(ssid, by));
    const file = await room.files.receive(body, name, headers['content-type'] ?? '');
    if (ssid !== undefined) return {file_id: file.id};
    try {
      return allowed(await room.share(shownAt(file), by));
    } catch (error) {
      await room.files.remove(file);
      throw error;
    }
  });
}

async function findRoom(rooms: Rooms, id: string): Promise<Room> {
  const room = await rooms.locate(id);
  if (room === 'ended') throw new Refused('session_ended', 'The session has ended.');
  if (!room || room === 'elsewhere') throw new Refused('unknown_session', 'There is no such session on this server.');
  return room;
}
