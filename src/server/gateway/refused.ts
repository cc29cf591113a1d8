import type {Refusal} from '../../model/refusals.ts';
import {RPC_ERROR, type RpcFailure, type WireErrorCode} from '../../protocol/rpc.ts';

const NUMBERS: Partial<Record<WireErrorCode, number>> = {
  malformed: RPC_ERROR.parse,
  invalid_request: RPC_ERROR.invalidRequest,
  too_large: RPC_ERROR.invalidRequest,
  unknown_method: RPC_ERROR.methodNotFound,
  invalid_params: RPC_ERROR.invalidParams,
  internal: RPC_ERROR.internal,
};

/** Thrown where a call cannot be answered with a result. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: WireErrorCode;
  /** When it may go better, in whole seconds; undefined where time changes nothing. */
  readonly retryAfter: number | undefined;

  constructor(code: WireErrorCode, message: string, retryAfter?: number) {
    super(message);
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

/** What the model allowed; what it refused is thrown. */
export function allowed<Result>(outcome: Result | Refusal): Result {
  if (typeof outcome !== 'object' || outcome === null || !('refused' in outcome)) return outcome as Result;
  throw new Refused(outcome.refused, outcome.message);
}

/** The answer that says why. */
export function failure(
  id: RpcFailure['id'],
  {code, message, retryAfter}: {code: WireErrorCode; message: string; retryAfter?: number | undefined},
): RpcFailure {
  const data = {code, ...(retryAfter !== undefined && {retry_after: retryAfter})};
  return {jsonrpc: '2.0', id, error: {code: NUMBERS[code] ?? RPC_ERROR.refused, message, data}};
}
