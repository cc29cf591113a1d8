import type {FastifyReply, FastifyRequest} from 'fastify';
import {Type} from 'typebox';
import type {OperatorCommand} from '../../model/commands.ts';
import type {Json} from '../../model/events.ts';
import {MAX_MESSAGE_BYTES} from '../../protocol/rpc.ts';
import {allowed} from '../refused.ts';
import type {Room} from '../rooms/room.ts';
import {liveRoom, ofSession} from './find-session.ts';
import {cut, paged, pageOf, pageQuery, partOf} from './pages.ts';
import {type FailureStatus, keyed, type Rest, type RestContext} from './route.ts';
import {exact} from './schemas.ts';
import {participantShown, participantsOf, tabShown, tabsOf} from './session-schemas.ts';

const tags = ['Acting in a session'] as const;
const url = Type.String({maxLength: 8_192});
const inTab = Type.Object({...ofSession.properties, ssid: Type.Integer({minimum: 1, maximum: 0xffffffff})}, exact);
const inSeat = Type.Object({...ofSession.properties, client_index: Type.Integer({minimum: 0})}, exact);
const query = Type.Object(pageQuery, exact);
const done = {204: Type.Null()};
const secret = ['rk', 'ck'] as const;
const over: FailureStatus[] = [410];
const refused: FailureStatus[] = [409, 410];

const routes = {
  message: keyed(
    ['wk', 'rk', 'ck'],
    {
      summary: 'Send a message into a session',
      description: 'Arrives as `message`: in every client’s page, and in the pages inside.',
      tags,
      params: ofSession,
      body: Type.Object({data: Type.Unsafe<Json>({description: 'Any JSON of at most 64 KB.'})}, exact),
      response: done,
    },
    over,
  ),
  end: keyed(secret, {summary: 'End a session', tags, params: ofSession, response: done}, over),
  tabs: keyed(
    secret,
    {
      summary: 'List the tabs of a session',
      tags,
      params: ofSession,
      querystring: query,
      response: {200: pageOf(tabShown)},
    },
    over,
  ),
  open: keyed(
    secret,
    {
      summary: 'Open a tab',
      description: 'It belongs to the host, and everyone sees it. Answers before the page is there.',
      tags,
      params: ofSession,
      body: Type.Object({url}, exact),
      response: {201: Type.Object({ssid: Type.Integer()}, exact)},
    },
    over,
  ),
  close: keyed(secret, {summary: 'Close a tab', tags, params: inTab, response: done}, over),
  activate: keyed(secret, {summary: 'Show a tab to everyone', tags, params: inTab, response: done}, over),
  navigate: keyed(
    secret,
    {
      summary: 'Navigate a tab',
      description: 'To a `url`, or one step with `go`. Answers before the page is there.',
      tags,
      params: inTab,
      body: Type.Union([Type.Object({url}, exact), Type.Object({go: Type.Enum(['back', 'forward', 'reload'])}, exact)]),
      response: done,
    },
    over,
  ),
  execute: keyed(
    secret,
    {
      summary: 'Run code in a tab',
      description:
        'With the setting `code_execution_enabled` alone. JavaScript answers with what it comes to, as JSON; what it ' +
        'throws is the `detail` of a 422. CSS is added to the page.',
      tags,
      params: inTab,
      body: Type.Object(
        {
          code: Type.String({maxLength: 32_768}),
          type: Type.Optional(Type.Enum(['javascript', 'css'], {description: 'JavaScript if left out.'})),
        },
        exact,
      ),
      response: {200: Type.Object({result: Type.Unsafe<Json>({})}, exact)},
    },
    [408, 410, 422],
  ),
  people: keyed(
    secret,
    {
      summary: 'List who is in a session',
      description: 'Those who wait to be let in too.',
      tags,
      params: ofSession,
      querystring: query,
      response: {200: pageOf(participantShown)},
    },
    over,
  ),
  remove: keyed(secret, {summary: 'Remove someone from a session', tags, params: inSeat, response: done}, refused),
};

const STEPS = {back: 'go_back', forward: 'go_forward', reload: 'reload'} as const;

/** What the operator of a space does in its sessions, from outside. */
export function serveSessionActs(rest: Rest, context: RestContext): void {
  const at = '/api/spaces/:space_id/sessions/:session_id';
  const roomOf = (request: FastifyRequest) => liveRoom(request, context);
  const act = async (request: FastifyRequest, reply: FastifyReply, command: OperatorCommand) => {
    await operate(await roomOf(request), command);
    reply.code(204);
    return null;
  };

  rest.post(`${at}/message/`, {...routes.message, bodyLimit: MAX_MESSAGE_BYTES}, (request, reply) =>
    act(request, reply, {name: 'broadcast_message', args: {message: request.body.data}}),
  );

  rest.post(`${at}/end/`, routes.end, (request, reply) => act(request, reply, {name: 'end', args: {}}));

  rest.get(`${at}/tabs/`, routes.tabs, async (request) => {
    const tabs = cut(tabsOf(await roomOf(request)), partOf(request.query));
    return paged(tabs, request, context.site.publicUrl, (tab) => tab);
  });

  rest.post(`${at}/tabs/`, routes.open, async (request, reply) => {
    const opened = await operate(await roomOf(request), {name: 'open_tab', args: {url: request.body.url}});
    reply.code(201);
    return opened as {ssid: number};
  });

  rest.delete(`${at}/tabs/:ssid/`, routes.close, (request, reply) =>
    act(request, reply, {name: 'close_tab', args: {ssid: request.params.ssid}}),
  );

  rest.post(`${at}/tabs/:ssid/activate/`, routes.activate, (request, reply) =>
    act(request, reply, {name: 'activate_tab', args: {ssid: request.params.ssid}}),
  );

  rest.post(`${at}/tabs/:ssid/navigate/`, routes.navigate, (request, reply) => {
    const {body, params} = request;
    const {ssid} = params;
    if ('url' in body) return act(request, reply, {name: 'relocate', args: {url: body.url, ssid}});
    return act(request, reply, {name: STEPS[body.go], args: {ssid}});
  });

  rest.post(`${at}/tabs/:ssid/execute/`, routes.execute, async (request) => {
    const {code, type = 'javascript'} = request.body;
    const {ssid} = request.params;
    return {result: (await operate(await roomOf(request), {name: 'execute', args: {code, type, ssid}})) as Json};
  });

  rest.get(`${at}/participants/`, routes.people, async (request) => {
    const people = cut(participantsOf(await roomOf(request)), partOf(request.query));
    return paged(people, request, context.site.publicUrl, (person) => person);
  });

  rest.delete(`${at}/participants/:client_index/`, routes.remove, (request, reply) =>
    act(request, reply, {name: 'remove_participant', args: {client_index: request.params.client_index}}),
  );
}

async function operate(room: Room, command: OperatorCommand) {
  return allowed(await room.operate(command));
}
