// `ws` and nothing else: answers each message, and passes it on to everyone who came by the same address.
import {once} from 'node:events';
import type {AddressInfo} from 'node:net';
import {type WebSocket, WebSocketServer} from 'ws';
import {answering} from './answering.ts';

const ANSWER = '{"jsonrpc":"2.0","id":1000,"result":null}';

const groups = new Map<string, Set<WebSocket>>();
const server = new WebSocketServer({port: 0, host: '127.0.0.1', perMessageDeflate: false});
server.on('connection', (socket, {url = ''}) => {
  const group = groups.get(url) ?? new Set();
  groups.set(url, group.add(socket));
  socket.on('message', (data) => {
    const event = `{"jsonrpc":"2.0","method":"event","params":${data}}`;
    for (const other of group) other.send(event);
    socket.send(ANSWER);
  });
  socket.on('close', () => group.delete(socket));
});
await once(server, 'listening');
process.once('disconnect', () => {
  for (const socket of server.clients) socket.terminate();
  server.close();
});
answering({}, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
