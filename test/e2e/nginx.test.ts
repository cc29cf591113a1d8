import assert from 'node:assert/strict';
import {once} from 'node:events';
import {request} from 'node:https';
import {json} from 'node:stream/consumers';
import {describe, it, type TestContext} from 'node:test';
import {leftOut} from '../support/left-out.ts';
import {Nginx} from '../support/nginx.ts';
import {Production, WIDGET_KEY} from '../support/production.ts';
import type {ServerProcess} from '../support/server-process.ts';
import {WireClient} from '../support/wire-client.ts';

/** An address of this machine that the proxy does not have, for a visitor. */
const VISITOR = '127.0.0.5';

/** A server in production with the published nginx before it. */
async function withNginx(test: TestContext, args: readonly string[]): Promise<{nginx: Nginx; server: ServerProcess}> {
  const config = {log: {level: 'debug'}, publicUrl: 'https://localhost'};
  const server = new Production(test, config).run({}, args);
  const {port} = new URL(await server.address());
  return {nginx: await Nginx.before(Number(port), test), server};
}

/** Asks for a PIN as a visitor of another address, who claims to be someone else again. */
async function guess({origin, ca}: Nginx): Promise<{status: number | undefined; body: unknown}> {
  const headers = {'content-type': 'application/json', 'x-forwarded-for': '203.0.113.9'};
  const asked = request(`${origin}/api/pin`, {method: 'POST', ca, localAddress: VISITOR, headers});
  asked.end(JSON.stringify({pin: '0000'}));
  const [response] = await once(asked, 'response');
  return {status: response.statusCode, body: await json(response)};
}

/** Who asked for the PIN, as the server has it. */
async function asker(server: ServerProcess): Promise<string> {
  return (await server.logs(({route}) => route === '/api/pin')).ip;
}

describe('nginx before a server', {skip: leftOut('nginx', !!Nginx.find(), ['nginx-light']), timeout: 300_000}, () => {
  it('passes on a session over wss', async (test) => {
    const {nginx} = await withNginx(test, ['--trust-proxy', '127.0.0.1']);
    const client = await WireClient.connect(nginx.origin, 'https://localhost', {ca: nginx.ca});
    const {result} = await client.call('create_session', {space: 'support', widget_key: WIDGET_KEY});
    const {session_id, leader_token} = result;
    const joined = await client.call('join_session', {session_id, leader_token, user_data: {name: 'Ada'}});
    assert.equal(joined.result.client_index, 0);
    await client.event('participant_joined');
    // More than nginx keeps in memory at once.
    const message = 'x'.repeat(4_000);
    for (let count = 0; count < 20; count++) await client.call('send_chat_message', {message});
    await client.close();
  });

  it('tells who it is that asks, and is believed where the server was told to', async (test) => {
    const {nginx, server} = await withNginx(test, ['--trust-proxy', '127.0.0.1']);
    assert.equal((await guess(nginx)).status, 404);
    assert.equal(await asker(server), VISITOR);
    await nginx.log(/^127\.0\.0\.5 \[\S+\] "POST \/api\/pin" 404 /m);
  });

  it('is not believed where it was not', async (test) => {
    const {nginx, server} = await withNginx(test, []);
    assert.equal((await guess(nginx)).status, 404);
    assert.equal(await asker(server), '127.0.0.1');
  });

  it('sends everyone to https, and writes no secret down', async (test) => {
    const {nginx} = await withNginx(test, ['--trust-proxy', '127.0.0.1']);
    const moved = await fetch(`${nginx.plainOrigin}/s000000000000?a=b`, {redirect: 'manual'});
    assert.deepEqual([moved.status, moved.headers.get('location')], [308, 'https://localhost/s000000000000?a=b']);
    const asked = request(`${nginx.origin}/files/s3cret/name.txt?s3cret`, {ca: nginx.ca});
    asked.end();
    const [response] = await once(asked, 'response');
    assert.equal(response.statusCode, 404);
    assert.match(response.headers['strict-transport-security'], /max-age/);
    assert.doesNotMatch(await nginx.log(/"GET \/files\/\.\.\." 404/), /s3cret/);
  });
});
