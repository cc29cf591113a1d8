import type {Readable} from 'node:stream';
import type {FastifyInstance, FastifyReply} from 'fastify';
import {MAX_UPLOAD_BYTES, type WireErrorCode} from '../../protocol/rpc.ts';
import {FileError, tooLarge} from '../files/session-files.ts';
import {shownAt} from '../files/shown.ts';
import {Refused} from '../gateway/refused.ts';
import type {Room} from '../rooms/room.ts';
import type {Rooms} from '../rooms/rooms.ts';

/** Who sends a file, and to where. */
interface Upload {
  Params: {id: string};
  Querystring: {name: string};
  Body: Readable | undefined;
}

const PATH = '/api/sessions/:id/files';

/** Pages of every origin may send files: what lets them in is the token, which no browser adds by itself. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, content-type',
  'access-control-allow-methods': 'POST',
  'access-control-max-age': '7200',
};

const query = {
  type: 'object',
  required: ['name'],
  properties: {name: {type: 'string', maxLength: 1_000}},
};

/** What each refusal is in HTTP; the rest is 403. */
const STATUS: Partial<Record<WireErrorCode, number>> = {
  invalid_params: 400,
  seat_lost: 401,
  unknown_session: 404,
  timeout: 408,
  session_ended: 410,
  too_large: 413,
  too_many: 429,
  internal: 500,
};

/** Takes files that participants share, and opens each in a tab of theirs. */
export async function takeUploads(app: FastifyInstance, rooms: Rooms): Promise<void> {
  // The body is the file, whatever its type: it is not read before it is known who sends it.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, body, done) => done(null, body));
  app.addHook('onRequest', async (_request, reply) => void reply.headers(CORS));
  app.setErrorHandler((error: Error & {validation?: unknown}, _request, reply) => refuse(error, reply, app));

  app.options(PATH, (_request, reply) => reply.code(204).send());
  app.post<Upload>(PATH, {schema: {querystring: query}}, async ({params, query: {name}, headers, body}, reply) => {
    const room = findRoom(rooms, params.id);
    const by = room.whoHas(/^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '');
    if (by === null) throw new Refused('seat_lost', 'Expected the token of a seat in this session.');
    if (!body) throw new Refused('invalid_params', 'Expected a file with something in it.');
    if (Number(headers['content-length']) > MAX_UPLOAD_BYTES) throw tooLarge(MAX_UPLOAD_BYTES);
    const file = await room.files.receive(body, name, headers['content-type'] ?? '');
    const outcome = room.command({name: 'open_tab', args: {url: shownAt(file)}}, by);
    if (outcome && 'refused' in outcome) {
      await room.files.remove(file);
      throw new Refused(outcome.refused, outcome.message);
    }
    return reply.send(outcome);
  });
}

function findRoom(rooms: Rooms, id: string): Room {
  const room = rooms.find(id);
  if (room === 'ended') throw new Refused('session_ended', 'The session has ended.');
  if (!room) throw new Refused('unknown_session', 'There is no such session on this server.');
  return room;
}

function refuse(error: Error & {validation?: unknown}, reply: FastifyReply, {log}: FastifyInstance): FastifyReply {
  const {code, message} = asRefusal(error);
  if (code === 'internal') log.error({err: error}, 'A file was not taken.');
  // What is still to come of the file is of no interest.
  return reply
    .code(STATUS[code] ?? 403)
    .header('connection', 'close')
    .send({detail: message, code});
}

function asRefusal(error: Error & {validation?: unknown}): {code: WireErrorCode; message: string} {
  if (error instanceof Refused || error instanceof FileError) return error;
  if (error.validation) return {code: 'invalid_params', message: 'Expected the name of the file, as ?name=….'};
  return {code: 'internal', message: 'Something went wrong on the server.'};
}
