import type {Readable} from 'node:stream';
import type {FastifyInstance} from 'fastify';
import {MAX_UPLOAD_BYTES} from '../../protocol/rpc.ts';
import {tooLarge} from '../files/session-files.ts';
import {shownAt} from '../files/shown.ts';
import {allowed, Refused} from '../gateway/refused.ts';
import type {Room} from '../rooms/room.ts';
import type {Rooms} from '../rooms/rooms.ts';

/** Who sends a file, and to where. */
interface Upload {
  Params: {id: string};
  Querystring: {name?: string | string[]};
  Body: Readable | undefined;
}

/** Takes files that participants share, and opens each in a tab of theirs. */
export async function takeUploads(app: FastifyInstance, rooms: Rooms): Promise<void> {
  // The body is the file, whatever its type: it is not read before it is known who sends it.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, body, done) => done(null, body));
  // Of a file that is refused, the rest need not come.
  app.addHook('onRequest', async (_request, reply) => void reply.header('connection', 'close'));

  app.post<Upload>('/api/sessions/:id/files', async ({params, query, headers, body}) => {
    const room = await findRoom(rooms, params.id);
    // What lets people in is a token, which no browser adds by itself, so that pages of every origin may ask.
    const by = room.whoHas(/^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '');
    if (by === null) throw new Refused('seat_lost', 'Expected the token of a seat in this session.');
    const {name} = query;
    if (typeof name !== 'string') throw new Refused('invalid_params', 'Expected the name of the file, as ?name=….');
    if (!body) throw new Refused('invalid_params', 'Expected a file with something in it.');
    if (Number(headers['content-length']) > MAX_UPLOAD_BYTES) throw tooLarge(MAX_UPLOAD_BYTES);
    const file = await room.files.receive(body, name, headers['content-type'] ?? '');
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
