import assert from 'node:assert/strict';
import {subscribe, unsubscribe} from 'node:diagnostics_channel';
import {once} from 'node:events';
import {describe, it, type TestContext} from 'node:test';
import packageJson from '../../../package.json' with {type: 'json'};
import type {Clock} from '../../../src/server/webhooks/clock.ts';
import {Egress} from '../../../src/server/webhooks/egress.ts';
import {type Post, poster} from '../../../src/server/webhooks/post.ts';
import {type Receiver, receive} from './receiver.ts';

interface Sender {
  readonly receiver: Receiver;
  send(gzip?: boolean): ReturnType<Post>;
}

/** A clock on which time is over when that is said. */
class EndlessTime implements Pick<Clock, 'after'> {
  over = () => {};

  after = (_: number, callback: () => void) => {
    this.over = callback;
    return () => {};
  };
}

async function sender(test: TestContext, clock?: EndlessTime): Promise<Sender> {
  const receiver = await receive(test);
  const egress = new Egress({allowedHosts: ['127.0.0.1']});
  test.after(() => egress.close());
  const post = poster(egress, clock);
  const send = (gzip = false) =>
    post({url: `${receiver.url}?a=1`, gzip, sslVerification: true}, '{"ü":1}', {'x-a': 'b'});
  return {receiver, send};
}

describe('what is sent to a webhook', () => {
  it('is a POST of JSON, from a sender that says who it is', async (test) => {
    const {receiver, send} = await sender(test);
    assert.deepEqual(await send(), {status: 204, error: null, retryAfter: undefined});
    const [{url, headers, body} = assert.fail()] = receiver.received;
    assert.equal(url, '/hook?a=1');
    assert.equal(body, '{"ü":1}');
    assert.equal(headers['content-type'], 'application/json');
    assert.equal(headers['content-length'], '8');
    assert.equal(headers['user-agent'], `webfuse-elements-webhooks/${packageJson.version}`);
    assert.equal(headers['content-encoding'], undefined);
    assert.equal(headers['x-a'], 'b');
  });

  it('is compressed where that is wanted', async (test) => {
    const {receiver, send} = await sender(test);
    assert.equal((await send(true)).status, 204);
    assert.equal(receiver.received[0]?.headers['content-encoding'], 'gzip');
    assert.equal(receiver.received[0]?.body, '{"ü":1}');
  });

  it('has failed when anything but 2xx comes back, and follows no redirect', async (test) => {
    const {receiver, send} = await sender(test);
    for (const status of [200, 299]) {
      receiver.reactions.push(status);
      assert.equal((await send()).error, null);
    }
    receiver.reactions.push((response) => response.writeHead(302, {location: receiver.url}).end());
    assert.equal((await send()).error, 'The receiver answered 302: redirects are not followed.');
    assert.equal(receiver.received.length, 3);
    receiver.reactions.push((response) => response.writeHead(503, {'retry-after': '7'}).end());
    assert.deepEqual(await send(), {status: 503, error: 'The receiver answered 503.', retryAfter: '7'});
  });

  it('has failed when nothing comes back in time', async (test) => {
    const time = new EndlessTime();
    const {receiver, send} = await sender(test, time);
    receiver.reactions.push(() => time.over());
    const error = 'The receiver did not answer within 15 s.';
    assert.deepEqual(await send(), {status: null, error, retryAfter: undefined});
  });

  it('is not sent once its time is over before there is a connection', async (test) => {
    const time = new EndlessTime();
    const {receiver, send} = await sender(test, time);
    const sending = send();
    time.over();
    assert.equal((await sending).error, 'The receiver did not answer within 15 s.');
    assert.equal((await send()).status, 204);
    assert.equal(receiver.received.length, 1);
  });

  it('has arrived when the receiver says so, and then never stops talking', async (test) => {
    const time = new EndlessTime();
    const {receiver, send} = await sender(test, time);
    let hungUp: Promise<unknown> = Promise.resolve();
    receiver.reactions.push((response) => {
      response.writeHead(200).write('a');
      hungUp = once(response, 'close');
    });
    // Its time is over as soon as the status is here.
    const over = () => setImmediate(() => time.over());
    subscribe('undici:request:headers', over);
    test.after(() => unsubscribe('undici:request:headers', over));
    assert.equal((await send()).status, 200);
    await hungUp;
  });

  it('has arrived when the receiver says so with more than anyone reads', async (test) => {
    const {receiver, send} = await sender(test);
    let written = 0;
    let hungUp: Promise<unknown> = Promise.resolve();
    receiver.reactions.push((response) => {
      hungUp = once(response, 'close');
      response.writeHead(200);
      const pour = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) written += 65_536;
      };
      response.on('drain', pour);
      pour();
    });
    assert.equal((await send()).status, 200);
    await hungUp;
    assert.ok(written < 16 * 1024 * 1024, String(written));
  });

  it('has failed when the receiver hangs up, or nobody is there', async (test) => {
    const {receiver, send} = await sender(test);
    receiver.reactions.push((response) => response.destroy());
    assert.match(String((await send()).error), /^The connection to the receiver failed/);
    const egress = new Egress({allowedHosts: ['127.0.0.1']});
    test.after(() => egress.close());
    const answer = await poster(egress)({url: 'http://127.0.0.1:1/', gzip: false, sslVerification: true}, '{}', {});
    assert.equal(answer.error, 'The receiver refused the connection.');
  });
});
