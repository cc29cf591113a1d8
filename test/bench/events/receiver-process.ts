// What webhooks are sent to, and what sends the same with nothing around it.
import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {setTimeout as delay} from 'node:timers/promises';
import {Webhook} from 'standardwebhooks';
import {Agent, request} from 'undici';
import {answering} from './answering.ts';
import {SECRET, TEXT} from './crowd.ts';

/** As much as a server has under way to one host. */
const AT_ONCE = 128;

/** How long nothing comes before it is believed that all has. Milliseconds. */
const RESTED = 500;

let count = 0;
const server = createServer((incoming, response) => {
  incoming.resume().on('end', () => {
    count += 1;
    response.writeHead(204).end();
  });
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;

/** How many come a second. */
async function rate(seconds: number): Promise<number> {
  const [before, start] = [count, performance.now()];
  await delay(seconds * 1000);
  return ((count - before) * 1000) / (performance.now() - start);
}

/** Settles when nothing comes any more. */
async function rest(): Promise<void> {
  for (let before = -1; before !== count; ) {
    before = count;
    await delay(RESTED);
  }
}

const measures = {
  rate,
  rest,
  /** Signs and sends to another receiver as fast as it goes; answers with how many it was a second. */
  send: async (to: string, seconds: number) => {
    const dispatcher = new Agent({connections: AT_ONCE});
    const data = {category: 'space.session.chat_message', data: {session_id: 'x'.repeat(12), message: TEXT}};
    const body = JSON.stringify({...data, created_at: new Date(), sequence_id: 1});
    const [start, end] = [performance.now(), performance.now() + seconds * 1000];
    let sent = 0;
    const hand = async () => {
      while (performance.now() < end) {
        const [id, at] = [`msg_${sent}`, new Date()];
        const headers = {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
          'webhook-signature': new Webhook(SECRET).sign(id, at, body),
        };
        const answer = await request(to, {method: 'POST', headers, body, dispatcher});
        await answer.body.dump();
        sent += 1;
      }
    };
    await Promise.all(Array.from({length: AT_ONCE}, hand));
    await dispatcher.close();
    return (sent * 1000) / (performance.now() - start);
  },
};
export type ReceiverMeasures = typeof measures;

process.once('disconnect', () => {
  server.close();
  server.closeAllConnections();
});
answering(measures, url);
