import type {FastifyError, FastifyReply, FastifyRequest, FastifySchemaValidationError} from 'fastify';
import type {WireErrorCode} from '../../protocol/rpc.ts';
import {ExecutionError} from '../browser/execute.ts';
import {Refused} from '../refused.ts';
import {TakenError} from '../storage/store.ts';

const STATUS: {readonly [code in WireErrorCode]?: number} = {
  invalid_params: 400,
  invalid_setting: 400,
  invalid_url: 400,
  invalid_message: 400,
  invalid_argument: 400,
  invalid_key: 401,
  invalid_magic_link: 401,
  expired_magic_link: 401,
  foreign_magic_link: 401,
  invalid_ticket: 401,
  expired_ticket: 401,
  used_ticket: 401,
  seat_lost: 401,
  not_found: 404,
  unknown_space: 404,
  unknown_pin: 404,
  unknown_session: 404,
  unknown_tab: 404,
  unknown_participant: 404,
  unknown_key: 404,
  unknown_file: 404,
  unknown_webhook: 404,
  unknown_delivery: 404,
  method_not_allowed: 405,
  timeout: 408,
  nothing_to_do: 409,
  taken: 409,
  managed: 409,
  session_ended: 410,
  too_large: 413,
  unsupported_media_type: 415,
  execution_failed: 422,
  too_many: 429,
  internal: 500,
  stopping: 503,
};

/** What fastify refuses by itself. */
const CODES: {readonly [status: number]: WireErrorCode} = {
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'too_large',
  415: 'unsupported_media_type',
};

/** Answers with what went wrong, in the form of the vendor's. */
export function answerFailure(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const {code, message, retryAfter} = refusalOf(error, request);
  if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
  const status = STATUS[code] ?? 403;
  if (status === 401) reply.header('www-authenticate', 'Token');
  reply.code(status).send({detail: message, code});
}

/** What is wrong with a part of a call, such as `Expected another body: name must be string.`. */
export function faultOf(errors: readonly FastifySchemaValidationError[], part: string): Error {
  const [fault] = errors;
  const where = fault?.instancePath.slice(1).replaceAll('/', '.').slice(0, 100) ?? '';
  // What no schema names meets the schema that lets nothing pass.
  const what = fault?.keyword === 'boolean' ? `there is no "${where}"` : `${where} ${fault?.message}`.trim();
  return new Error(`Expected another ${part === 'querystring' ? 'query' : part}: ${what}.`);
}

function refusalOf(
  error: FastifyError,
  {log, method, routeOptions, params}: FastifyRequest,
): {code: WireErrorCode; message: string; retryAfter?: number | undefined} {
  if (error instanceof Refused || error instanceof ExecutionError) return error;
  if (error instanceof TakenError) return {code: 'taken', message: error.message};
  // A body or a parameter that does not fit, and what the protocol forbids.
  const {statusCode: status = 500} = error;
  if (status < 500) return {code: CODES[status] ?? 'invalid_params', message: error.message};
  const {session_id: session} = (params ?? {}) as {readonly session_id?: string};
  log.error({err: error, session, method, route: routeOptions.url}, 'A call failed.');
  return {code: 'internal', message: 'Something went wrong on the server.'};
}
