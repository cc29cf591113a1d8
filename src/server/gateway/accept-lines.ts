import {setTimeout as delay} from 'node:timers/promises';
import fastifyWebsocket from '@fastify/websocket';
import type {FastifyInstance, FastifyRequest} from 'fastify';
import type {WebSocket} from 'ws';
import type {CloseReason} from '../../protocol/close-codes.ts';
import {MAX_MESSAGE_BYTES, SOCKET_PATH, SUBPROTOCOL} from '../../protocol/rpc.ts';
import {ClientLine, type Gateway} from './client-line.ts';
import {expectKnownOrigin} from './site.ts';

/** How often a client has to show that it is still there, in milliseconds. */
const HEARTBEAT = 10_000;

/** A message over the limit is answered; one that is this much over it is not even read. */
const REFUSED_UNREAD = 16 * MAX_MESSAGE_BYTES;

/** How long clients have to say goodbye before they are cut off, in milliseconds. */
const GOODBYE = 1_000;

/** How long lines are waited for, in milliseconds. */
export interface LineTimes {
  /** How long a line may be open over which no session was made or joined. */
  readonly stranger: number;
}

/** The WebSockets of a server. */
export interface AcceptedLines {
  /** How many there are. */
  readonly count: number;
  /** Listens to nobody any more, and takes nobody else. What was asked is still answered. */
  rest(): void;
  /** Hangs up on all of them, and on all that come later. */
  hangUp(reason: CloseReason): Promise<void>;
}

/** Takes WebSockets on the endpoint. */
export async function acceptLines(
  app: FastifyInstance,
  gateway: Gateway,
  {stranger}: LineTimes,
): Promise<AcceptedLines> {
  await app.register(fastifyWebsocket, {
    errorHandler: (error, socket) => {
      app.log.debug({err: error}, 'A client broke the protocol.');
      socket.terminate();
    },
    options: {
      maxPayload: REFUSED_UNREAD,
      // Pictures are compressed already, and other messages are short.
      perMessageDeflate: false,
      handleProtocols: (offered) => offered.has(SUBPROTOCOL) && SUBPROTOCOL,
    },
  });
  const {clients} = app.websocketServer;
  const silent = new WeakSet<WebSocket>();
  const lines = new Set<ClientLine>();
  let resting = false;
  // Before there is a socket: whoever is turned away here costs next to nothing.
  const preValidation = async ({headers, ip, ws, raw: {socket}}: FastifyRequest) => {
    if (!ws) return;
    expectKnownOrigin(headers.origin, gateway);
    const gone = gateway.guard.line(ip);
    if (socket.destroyed) gone();
    else socket.once('close', gone);
  };
  app.get(SOCKET_PATH, {websocket: true, preValidation}, (socket, {headers, ip: address, raw}) => {
    // A picture that is acknowledged is as good a sign of life as a pong, which may be stuck behind more of them.
    for (const sign of ['message', 'pong'] as const) socket.on(sign, () => silent.delete(socket));
    if (resting) socket.terminate();
    else if (socket.protocol === SUBPROTOCOL) {
      const line = new ClientLine(socket, gateway, {origin: headers.origin, address, stream: raw.socket});
      lines.add(line);
      // It answers pings, and would keep its place for ever.
      const late = setTimeout(() => !line.hasSession && socket.terminate(), stranger);
      socket.on('close', () => {
        clearTimeout(late);
        lines.delete(line);
      });
    } else socket.close(1002, `expected subprotocol ${SUBPROTOCOL}`);
  });

  const heartbeat = setInterval(() => {
    for (const socket of clients) {
      if (silent.has(socket)) {
        socket.terminate();
        continue;
      }
      silent.add(socket);
      socket.ping();
    }
  }, HEARTBEAT);
  app.addHook('onClose', async () => clearInterval(heartbeat));

  const rest = () => {
    resting = true;
    for (const line of lines) line.rest();
  };
  return {
    get count() {
      return lines.size;
    },
    rest,
    hangUp: async ({code, reason}) => {
      rest();
      const goodbyes = [...clients].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
      for (const socket of clients) {
        socket.close(code, reason);
        socket.resume();
      }
      await Promise.race([Promise.all(goodbyes), delay(GOODBYE, undefined, {ref: false})]);
      for (const socket of clients) socket.terminate();
    },
  };
}
