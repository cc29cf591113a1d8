import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {describe, it} from 'node:test';
import {mintMagicLink} from '../../src/server/magic-link.ts';
import {Production, WIDGET_KEY} from '../support/production.ts';
import {WireClient} from '../support/wire-client.ts';

/** Everything that must not be found again, by what it is. */
type Secrets = Record<string, string>;

const random = () => randomBytes(24).toString('base64');

/** What is said and typed, which is nobody's business either. */
const said = (what: string) => `${what}-${randomBytes(12).toString('hex')}`;

/** A day in the life of a server, with a secret in every place that there is for one. */
async function live(origin: string, secrets: Secrets): Promise<void> {
  const call = (path: string, method = 'GET', body?: object, token = secrets['REST key']) =>
    fetch(`${origin}${path}`, {
      method,
      headers: {authorization: `Token ${token}`, ...(body && {'content-type': 'application/json'})},
      ...(body && {body: JSON.stringify(body)}),
    });
  const keep = (what: string, secret: string) => {
    assert.ok(secret.length >= 8, `${what} is a secret, got "${secret}"`);
    secrets[what] = secret;
  };

  const host = await WireClient.connect(origin);
  const {result: made} = await host.call('create_session', {space: 'support', widget_key: WIDGET_KEY});
  const {session_id: id, invite, leader_token, follower_token} = made;
  keep('invite', invite);
  keep('leader link', leader_token);
  keep('follower link', follower_token);
  keep('name', said('name'));
  const user_data = {name: secrets['name']};
  const {result: seat} = await host.call('join_session', {session_id: id, leader_token, user_data});
  keep('seat', seat.seat_token);

  const guest = await WireClient.connect(origin);
  const link = await mintMagicLink(
    {id: 'support', magicSecret: secrets['magic secret']!},
    {email: `${said('mail')}@example.com`},
    new Date(Date.now() + 60_000),
  );
  keep('magic link', link);
  assert.ok((await guest.call('join_session', {session_id: id, invite, magic_link: link})).result);
  assert.ok((await guest.call('join_session', {session_id: id, seat_token: said('seat')})).error);

  keep('message', said('message'));
  await host.call('send_chat_message', {message: secrets['message']});
  keep('log entry', said('entry'));
  await host.call('log', {entry: {text: secrets['log entry']}});
  keep('query of a page', said('query'));
  keep('fragment of a page', said('fragment'));
  const url = `http://nowhere.localhost/?${secrets['query of a page']}#${secrets['fragment of a page']}`;
  const {ssid} = (await host.call('open_tab', {url})).result;
  await host.call('watch_tab', {ssid});
  await host.until(() => host.pictures[0]);
  keep('typed text', said('typed'));
  await host.call('input', {ssid, input: {type: 'text', text: secrets['typed text']}});

  keep('file name', said('file'));
  const upload = await fetch(`${origin}/api/sessions/${id}/files?name=${secrets['file name']}.txt`, {
    method: 'POST',
    headers: {authorization: `Bearer ${seat.seat_token}`, 'content-type': 'text/plain'},
    body: 'content',
  });
  assert.ok(upload.ok, await upload.text());
  for (const unknown of ['address of a file', 'ticket', 'query', 'wrong key', 'wrong widget key'])
    keep(unknown, said('x'));
  await fetch(`${origin}/files/${secrets['address of a file']}/a.txt`);
  await fetch(`${origin}/${secrets['address of a file']}?${secrets['query']}`);
  await fetch(`${origin}/+support/?widget_key=${secrets['wrong widget key']}&magic_link=${secrets['magic link']}`);
  await call('/api/spaces/', 'GET', undefined, secrets['wrong key']);
  await call(`/api/spaces/support/?${secrets['query']}`, 'PATCH', {name: secrets['query']});
  const ticket = await call(`/api/spaces/support/sessions/${id}/tickets/`, 'POST', {name: 'Cleo'});
  keep('ticket', ((await ticket.json()) as {ticket: string}).ticket);
  keep('query of a webhook', said('hook'));
  const hook = {
    name: 'crm',
    url: `https://crm.invalid/?${secrets['query of a webhook']}`,
    categories: ['space.session.*'],
  };
  const webhook = await call('/api/spaces/support/webhooks/', 'POST', hook);
  assert.equal(webhook.status, 201, 'a webhook was made');
  keep('secret of a webhook', ((await webhook.json()) as {secret: string}).secret);
  await call(`/api/spaces/support/sessions/${id}/message/`, 'POST', {message: secrets['message']});
  const over = host.hungUp();
  await host.call('end');
  await over;
}

describe('the log of a server at its most talkative', {timeout: 300_000}, () => {
  it('has none of the secrets that it was given or made, and nothing that people said', async (test) => {
    const production = new Production(test, {
      log: {level: 'debug'},
      spaces: [{slug: 'support', widgetKeys: [WIDGET_KEY], magicSecret: {env: 'MAGIC'}, origins: '*'}],
    });
    const secrets: Secrets = {'magic secret': `ms_${random()}`, 'secret of the server': production.secret};
    const env = {MAGIC: secrets['magic secret']!};
    const made = await production.keys(['make', 'rk', '--space', 'support'], undefined, env);
    secrets['REST key'] = made.said[0]!;
    const server = production.run(env);
    await live(await server.address(), secrets);
    await server.logs(({msg}) => msg === 'A session ended.');
    server.send('SIGTERM');
    assert.equal(await server.exited, 0);

    const written = [...server.said, ...server.complained, ...made.noted].join('\n');
    assert.match(written, /"route":"\/api\/spaces\/:space_id\/webhooks\/"/);
    for (const [what, secret] of Object.entries(secrets)) {
      for (const form of new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])) {
        assert.ok(
          !written.includes(form),
          `${what} is in the log: ${written.split('\n').find((line) => line.includes(form))}`,
        );
      }
    }
  });
});
