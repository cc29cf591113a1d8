import type {Readable} from 'node:stream';
import {Type} from 'typebox';
import {auditFilename, MEDIA_TYPES, writeAudit} from '../audit/formats.ts';
import {auditTrail} from '../audit/trail.ts';
import {ofSession, sessionOf} from './find-session.ts';
import {keyed, open, type Rest, type RestContext} from './route.ts';
import {exact} from './schemas.ts';

const tags = ['Audit'] as const;

const routes = {
  download: keyed(['rk', 'ck'], {
    summary: 'Download the audit log of a session',
    description:
      'JSON lines or CSV, one entry for each event until now, each with the hash of the one before; the last entry is ' +
      'signed. `npm run audit -- verify <file>` says whether a file is whole.',
    tags,
    params: ofSession,
    querystring: Type.Object(
      {format: Type.Optional(Type.Enum(['jsonl', 'csv'], {description: '`jsonl` if left out.'}))},
      exact,
    ),
    response: {200: Type.Unsafe<Readable>({type: 'string', description: 'The file.'})},
  }),
  keys: open({
    summary: 'Read the keys that audit logs are signed with',
    description: 'A JSON Web Key Set, for `npm run audit -- verify <file> --key <this>`.',
    tags,
    response: {200: Type.Object({keys: Type.Array(Type.Record(Type.String(), Type.Unknown()))}, exact)},
  }),
};

/** The audit logs of sessions, at the vendor's address; and what they are verified with, an addition. */
export function serveAuditLogs(rest: Rest, context: RestContext): void {
  const path = '/api/spaces/:space_id/sessions/:session_id/audit-logs/download/';
  rest.get(path, {...routes.download, exposeHeadRoute: false}, async (request, reply) => {
    const {id} = await sessionOf(request, context);
    const {format = 'jsonl'} = request.query;
    reply.header('content-type', MEDIA_TYPES[format]);
    reply.header('content-disposition', `attachment; filename="${auditFilename(id, format)}"`);
    return reply.send(writeAudit(auditTrail(context.store, context.seal, id), format));
  });

  rest.get('/.well-known/jwks.json', routes.keys, async () => {
    const {keys} = await context.seal.keySet();
    return {keys: keys.map((key) => ({...key}))};
  });
}
