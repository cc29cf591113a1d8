import {MAX_MESSAGE_BYTES} from '../../protocol/rpc.ts';
import {Refused} from '../refused.ts';
import {faultIn, isMethod, type Method} from './schemas.ts';

/** A call or notification whose shape, method and params were checked. */
export interface Call {
  /** Undefined in a notification. */
  readonly id: number | string | undefined;
  readonly method: Method;
  readonly params: unknown;
}

/** A refusal that knows which call it answers, where that could be read. */
export class Unreadable extends Refused {
  readonly id: number | string | null;

  constructor(id: number | string | null, ...why: ConstructorParameters<typeof Refused>) {
    super(...why);
    this.id = id;
  }
}

/**
 * Reads a message, checking it whole before anything is done with it.
 * @throws {Unreadable} when it is not a call that this server knows
 */
export function readMessage(data: Buffer, isBinary: boolean): Call {
  if (isBinary) throw new Unreadable(null, 'malformed', 'Expected JSON-RPC 2.0 in a text message, got a binary one.');
  if (data.byteLength > MAX_MESSAGE_BYTES) {
    const expected = `Expected a message of at most ${MAX_MESSAGE_BYTES} bytes`;
    throw new Unreadable(null, 'too_large', `${expected}, got ${data.byteLength}.`);
  }
  const message = parse(data);
  const id = typeof message['id'] === 'number' || typeof message['id'] === 'string' ? message['id'] : undefined;
  const {method, params = {}} = message;
  if (message['jsonrpc'] !== '2.0' || typeof method !== 'string' || ('id' in message && id === undefined)) {
    const expected = 'Expected {"jsonrpc": "2.0", "id": …, "method": …, "params": {…}}.';
    throw new Unreadable(id ?? null, 'invalid_request', expected);
  }
  if (!isMethod(method))
    throw new Unreadable(id ?? null, 'unknown_method', `There is no method "${method.slice(0, 64)}".`);
  const fault = faultIn(method, params);
  if (fault) throw new Unreadable(id ?? null, 'invalid_params', `Expected other params for "${method}": ${fault}.`);
  return {id, method, params};
}

function parse(data: Buffer): Record<string, unknown> {
  let message: unknown;
  try {
    message = JSON.parse(data.toString());
  } catch {
    throw new Unreadable(null, 'malformed', 'Expected JSON-RPC 2.0, got something that is not JSON.');
  }
  if (typeof message === 'object' && message !== null && !Array.isArray(message)) {
    return message as Record<string, unknown>;
  }
  throw new Unreadable(
    null,
    'invalid_request',
    'Expected one JSON-RPC 2.0 message that is an object; batches are not taken.',
  );
}
