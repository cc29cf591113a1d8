import type {Refusal} from '../model/refusals.ts';
import type {WireErrorCode} from '../protocol/rpc.ts';

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
