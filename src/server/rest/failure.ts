import type {FastifyError, FastifyReply, FastifyRequest} from 'fastify';
import type {WireErrorCode} from '../../protocol/rpc.ts';
import {Refused} from '../gateway/refused.ts';

const STATUS: {readonly [code in WireErrorCode]?: number} = {
  invalid_params: 400,
  invalid_key: 401,
  invalid_magic_link: 401,
  expired_magic_link: 401,
  foreign_magic_link: 401,
  seat_lost: 401,
  unknown_space: 404,
  unknown_pin: 404,
  unknown_session: 404,
  timeout: 408,
  session_ended: 410,
  too_large: 413,
  too_many: 429,
  internal: 500,
};

/** The refusal of a call that came too soon. */
export class TooMany extends Refused {
  readonly statusCode = 429;
  /** When it may go better, in whole seconds. */
  readonly retryAfter: number;

  /** @param wait - milliseconds */
  constructor(wait: number) {
    const seconds = Math.ceil(wait / 1000);
    super('too_many', `Too many calls: try again in ${seconds} s.`);
    this.retryAfter = seconds;
  }
}

/** Answers with what went wrong, in the form of the vendor's. */
export function answerFailure(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const {code, message} = refusalOf(error, request);
  if (error instanceof TooMany) reply.header('retry-after', error.retryAfter);
  reply.code(STATUS[code] ?? 403).send({detail: message, code});
}

function refusalOf(error: FastifyError, {log}: FastifyRequest): {code: WireErrorCode; message: string} {
  if (error instanceof Refused) return error;
  // What fastify itself refuses: a body or a parameter that does not fit.
  if (error.statusCode && error.statusCode < 500) return {code: 'invalid_params', message: error.message};
  log.error({err: error}, 'A call failed.');
  return {code: 'internal', message: 'Something went wrong on the server.'};
}
