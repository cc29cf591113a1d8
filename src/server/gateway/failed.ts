import {RPC_ERROR, type RpcFailure, type WireErrorCode} from '../../protocol/rpc.ts';
import {ExecutionError} from '../browser/execute.ts';
import type {FailureLog} from '../operations/log.ts';
import {Refused} from '../refused.ts';
import {StoreError} from '../storage/store.ts';
import {Unreadable} from './message.ts';

const NUMBERS: Partial<Record<WireErrorCode, number>> = {
  malformed: RPC_ERROR.parse,
  invalid_request: RPC_ERROR.invalidRequest,
  too_large: RPC_ERROR.invalidRequest,
  unknown_method: RPC_ERROR.methodNotFound,
  invalid_params: RPC_ERROR.invalidParams,
  internal: RPC_ERROR.internal,
};

/** What is known of a call, for whoever reads the log. */
export interface About {
  /** The id of the session, where there is one yet. */
  readonly session?: string | undefined;
  readonly method?: string | undefined;
}

/** How much of the id of a call is written down, in characters: it is what the caller says. */
const MAX_ID = 64;

/** The answer to a call that could not be answered with a result; `id` is null where it could not be read. */
export function failed(error: unknown, id: RpcFailure['id'], log: FailureLog, about: About): RpcFailure {
  if (error instanceof Unreadable) return failure(error.id, error);
  if (error instanceof Refused) return failure(id, error);
  if (error instanceof ExecutionError) return failure(id, error);
  // When nothing can be kept any more, the server says so once and ends.
  if (!(error instanceof StoreError))
    log.error({err: error, ...about, id: typeof id === 'string' ? id.slice(0, MAX_ID) : id}, 'A call failed.');
  return failure(id, {code: 'internal', message: 'Something went wrong on the server.'});
}

/** The answer that says why. */
function failure(
  id: RpcFailure['id'],
  {code, message, retryAfter}: {code: WireErrorCode; message: string; retryAfter?: number | undefined},
): RpcFailure {
  const data = {code, ...(retryAfter !== undefined && {retry_after: retryAfter})};
  return {jsonrpc: '2.0', id, error: {code: NUMBERS[code] ?? RPC_ERROR.refused, message, data}};
}
