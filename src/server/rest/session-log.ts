import {Type} from 'typebox';
import {auditDetails} from '../audit/details.ts';
import type {StoredEvent} from '../storage/store.ts';
import {isoTime} from '../webhooks/space-session.ts';
import {ofSession, sessionOf} from './find-session.ts';
import {cut, paged, pageOf, pageQuery, partOf} from './pages.ts';
import {keyed, type Rest, type RestContext} from './route.ts';
import {exact, orNull, time} from './schemas.ts';

const tags = ['Sessions'] as const;
const MAX_EVENTS = 1_000;

const eventShown = Type.Object(
  {
    number: Type.Integer({description: 'Its place in the log, from 1 and without gaps.'}),
    at: time,
    name: Type.String(),
    payload: Type.Record(Type.String(), Type.Unknown()),
  },
  {...exact, title: 'Event'},
);
const fileShown = Type.Object(
  {
    filename: Type.String(),
    bytes: Type.Integer(),
    sha256: Type.String({description: 'Of what is in it.'}),
    created_at: time,
    url: Type.String({description: 'Whoever knows it may have the file, until the session ends.'}),
  },
  {...exact, title: 'File'},
);

const routes = {
  events: keyed(['rk', 'ck'], {
    summary: 'Read the log of a session',
    description:
      'All that happened, oldest first, also when it has ended: what the session is made of, without what lets someone in somewhere.',
    tags,
    params: ofSession,
    querystring: Type.Object(
      {
        after: Type.Optional(Type.Integer({minimum: 0, description: 'Only events with a greater number.'})),
        limit: Type.Optional(
          Type.Integer({minimum: 1, maximum: MAX_EVENTS, description: 'How many at most; 100 if left out.'}),
        ),
      },
      exact,
    ),
    response: {200: Type.Object({next: orNull(Type.String()), results: Type.Array(eventShown)}, exact)},
  }),
  files: keyed(['rk', 'ck'], {
    summary: 'List the files of a session',
    description: 'What was downloaded and shared in it. They go when the session ends.',
    tags,
    params: ofSession,
    querystring: Type.Object(pageQuery, exact),
    response: {200: pageOf(fileShown)},
  }),
};

/** What a session leaves behind: its log, and its files while it lives. */
export function serveSessionLogs(rest: Rest, context: RestContext): void {
  const {store} = context;

  rest.get('/api/spaces/:space_id/sessions/:session_id/events/', routes.events, async (request) => {
    const {id} = await sessionOf(request, context);
    const {after = 0, limit = 100} = request.query;
    const events = await store.readEvents(id, after, limit + 1);
    const results = events.slice(0, limit).map(showEvent);
    const last = results.at(-1);
    const next = new URL(context.site.publicUrl + request.url);
    next.searchParams.set('after', String(last?.number));
    return {next: events.length > limit ? next.href : null, results};
  });

  rest.get('/api/spaces/:space_id/sessions/:session_id/files/', routes.files, async (request) => {
    const {id} = await sessionOf(request, context);
    const {publicUrl} = context.site;
    const files = cut(await store.listFiles(id), partOf(request.query));
    // Gone with the session, as its files are.
    const links = context.rooms.find(id)?.fileLinks;
    return paged(files, request, publicUrl, ({id: file, filename, bytes, sha256, createdAt}) => ({
      ...{filename, bytes, sha256, created_at: isoTime(createdAt)},
      url: links ? publicUrl + links.linkTo(file, filename, 'operator') : '',
    }));
  });
}

function showEvent({number, at, event}: StoredEvent) {
  return {number, at: isoTime(at), name: event.name, payload: auditDetails(event)};
}
