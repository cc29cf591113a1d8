import assert from 'node:assert/strict';
import type {LookupAddress} from 'node:dns';
import {describe, it, type TestContext} from 'node:test';
import {Egress, type EgressOptions} from '../../../src/server/webhooks/egress.ts';
import {type Answer, poster} from '../../../src/server/webhooks/post.ts';
import {type Receiver, receive} from './receiver.ts';

const PUBLIC: LookupAddress = {address: '93.184.215.14', family: 4};
const LOOPBACK: LookupAddress = {address: '127.0.0.1', family: 4};

/** A way out into an internet in which each public address is this machine. */
function wayOut(test: TestContext, options: EgressOptions): Egress {
  const egress = new Egress({route: () => LOOPBACK, ...options});
  test.after(() => egress.close());
  return egress;
}

function send(egress: Egress, url: string, sslVerification = true): Promise<Answer> {
  return poster(egress)({url, gzip: false, sslVerification}, '{}', {});
}

function at(host: string, {port}: Receiver, scheme = 'http'): string {
  return `${scheme}://${host}:${port}/hook`;
}

const PRIVATE = /is not part of the public internet/;

describe('the way out for webhooks', () => {
  it('leads to a name of the public internet', async (test) => {
    const receiver = await receive(test);
    const egress = wayOut(test, {resolve: async () => [PUBLIC]});
    assert.deepEqual(await send(egress, at('hooks.example', receiver)), {
      ...{status: 204, error: null, retryAfter: undefined},
    });
    assert.equal(receiver.received[0]?.headers.host, `hooks.example:${receiver.port}`);
  });

  for (const address of [
    '127.0.0.1',
    '10.0.0.5',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    'fd00::1',
    'fe80::1',
    '::ffff:10.0.0.5',
    '64:ff9b::a00:5',
  ]) {
    it(`leads to no name whose address is ${address}`, async (test) => {
      const receiver = await receive(test);
      const egress = wayOut(test, {resolve: async () => [{address, family: address.includes(':') ? 6 : 4}]});
      const {status, error} = await send(egress, at('hooks.example', receiver));
      assert.equal(status, null);
      assert.match(String(error), PRIVATE);
      assert.equal(receiver.received.length, 0);
    });
  }

  for (const host of [
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    'localhost',
    'a.localhost.',
  ]) {
    it(`leads not to ${host}, written out`, async (test) => {
      const receiver = await receive(test);
      const egress = wayOut(test, {resolve: async () => [PUBLIC]});
      assert.throws(() => egress.checkUrl(at(host, receiver)), PRIVATE);
      assert.match(String((await send(egress, at(host, receiver))).error), PRIVATE);
      assert.equal(receiver.received.length, 0);
    });
  }

  it('connects to no such address either, whoever asks', async (test) => {
    const {port, received} = await receive(test);
    const egress = wayOut(test, {resolve: async () => [PUBLIC]});
    for (const host of ['127.0.0.1', '[::ffff:127.0.0.1]', 'localhost']) {
      const request = egress.agent(true).request({origin: `http://${host}:${port}`, path: '/', method: 'POST'});
      await assert.rejects(request, PRIVATE);
    }
    assert.equal(received.length, 0);
  });

  it('connects to the address that it checked, when a name changes its mind', async (test) => {
    const receiver = await receive(test);
    const asked: string[] = [];
    const answers = [[PUBLIC], [LOOPBACK], [LOOPBACK]];
    const egress = wayOut(test, {
      resolve: async (host) => {
        asked.push(host);
        return answers.shift() ?? [LOOPBACK];
      },
    });
    // Hangs up each time, so that each one is a connection of its own.
    const hangUp = (response: import('node:http').ServerResponse) =>
      response.writeHead(204, {connection: 'close'}).end();
    receiver.reactions.push(hangUp, hangUp);
    assert.equal((await send(egress, at('rebinding.example', receiver))).status, 204);
    assert.deepEqual(asked, ['rebinding.example']);
    assert.match(String((await send(egress, at('rebinding.example', receiver))).error), PRIVATE);
    assert.equal(receiver.received.length, 1);
  });

  it('takes of several addresses the public ones alone', async (test) => {
    const receiver = await receive(test);
    const routed: string[] = [];
    const egress = wayOut(test, {
      resolve: async () => [{address: '10.0.0.1', family: 4}, PUBLIC, {address: '::1', family: 6}],
      route: (address) => {
        routed.push(address.address);
        return LOOPBACK;
      },
    });
    assert.equal((await send(egress, at('hooks.example', receiver))).status, 204);
    assert.deepEqual(routed, [PUBLIC.address]);
  });

  it('says that a name has no address', async (test) => {
    const receiver = await receive(test);
    const none = wayOut(test, {resolve: async () => []});
    const failing = wayOut(test, {resolve: () => Promise.reject(new Error('ENOTFOUND'))});
    for (const egress of [none, failing]) {
      const {error} = await send(egress, at('nowhere.example', receiver));
      assert.equal(error, 'No address is known for nowhere.example.');
    }
  });

  it('leads anywhere on hosts that the operator allows, and on that port alone where one is named', async (test) => {
    const [receiver, other] = [await receive(test), await receive(test)];
    const resolve = async () => [LOOPBACK];
    const byHost = wayOut(test, {allowedHosts: ['127.0.0.1'], resolve});
    assert.equal((await send(byHost, receiver.url)).status, 204);
    const byPort = wayOut(test, {allowedHosts: [`127.0.0.1:${receiver.port}`], resolve});
    assert.equal((await send(byPort, receiver.url)).status, 204);
    assert.match(String((await send(byPort, other.url)).error), PRIVATE);
    const byName = wayOut(test, {allowedHosts: ['LOCALHOST'], resolve});
    assert.equal((await send(byName, at('localhost', receiver))).status, 204);
    assert.match(String((await send(byName, receiver.url)).error), PRIVATE);
  });

  for (const [url, why] of [
    ['ftp://hooks.example/', /http or https/],
    ['file:///etc/passwd', /http or https/],
    ['javascript:alert(1)', /http or https/],
    ['hooks.example', /http or https/],
    ['http://', /http or https/],
    ['https://user@hooks.example/', /without a user name/],
    ['https://user:word@hooks.example/', /without a user name/],
  ] as const) {
    it(`takes ${url} for no address`, (test) => {
      const egress = wayOut(test, {resolve: async () => [PUBLIC]});
      assert.throws(() => egress.checkUrl(url), why);
    });
  }

  it('leads to no certificate that nobody signed, unless that is not asked for', async (test) => {
    const receiver = await receive(test, true);
    const egress = wayOut(test, {resolve: async () => [PUBLIC]});
    const url = at('hooks.example', receiver, 'https');
    const {status, error} = await send(egress, url);
    assert.equal(status, null);
    assert.match(String(error), /certificate is not valid/);
    assert.equal(receiver.received.length, 0);
    assert.equal((await send(egress, url, false)).status, 204);
    assert.match(String((await send(egress, url)).error), /certificate is not valid/);
  });
});
