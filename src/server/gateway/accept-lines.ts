import fastifyWebsocket from '@fastify/websocket';
import type {FastifyInstance} from 'fastify';
import type {WebSocket} from 'ws';
import type {CloseReason} from '../../protocol/close-codes.ts';
import {MAX_MESSAGE_BYTES, SOCKET_PATH, SUBPROTOCOL} from '../../protocol/rpc.ts';
import {ClientLine, type Gateway} from './client-line.ts';

/** How often a client has to show that it is still there, in milliseconds. */
const HEARTBEAT = 10_000;

/** A message over the limit is answered; one that is this much over it is not even read. */
const REFUSED_UNREAD = 16 * MAX_MESSAGE_BYTES;

/** Takes WebSockets on the endpoint. Returns the way to hang up on all of them. */
export async function acceptLines(app: FastifyInstance, gateway: Gateway): Promise<(reason: CloseReason) => void> {
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
  app.get(SOCKET_PATH, {websocket: true}, (socket) => {
    if (socket.protocol === SUBPROTOCOL) new ClientLine(socket, gateway);
    else socket.close(1002, `expected subprotocol ${SUBPROTOCOL}`);
  });

  const {clients} = app.websocketServer;
  const silent = new WeakSet<WebSocket>();
  const heartbeat = setInterval(() => {
    for (const socket of clients) {
      if (silent.has(socket)) {
        socket.terminate();
        continue;
      }
      silent.add(socket);
      socket.once('pong', () => silent.delete(socket));
      socket.ping();
    }
  }, HEARTBEAT);
  app.addHook('onClose', async () => clearInterval(heartbeat));

  return ({code, reason}) => {
    for (const socket of clients) socket.close(code, reason);
  };
}
