import {randomBytes} from 'node:crypto';
import {type FastifyReply, type FastifyRequest, LogController} from 'fastify';

/**
 * Logs one line a request, for who looks closely. It names the route, never the address: that may be a secret.
 */
export class RequestLog extends LogController {
  override incomingRequest(): void {}

  override requestCompleted(_error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply): void {
    const {method, ip, routeOptions} = request;
    const took = Math.round(reply.elapsedTime);
    request.log.debug({method, route: routeOptions.url ?? null, status: reply.statusCode, took, ip}, 'Answered.');
  }

  /** It says no more than the line that follows. */
  override routeNotFound(): void {}
}

/** What the lines of one request have in common. */
export function newRequestId(): string {
  return randomBytes(6).toString('base64url');
}
