import assert from 'node:assert/strict';
import {createHmac} from 'node:crypto';
import {describe, it, type TestContext} from 'node:test';
import type {ServerOptions} from '../../../src/server/app.ts';
import type {DeclaredWebhook} from '../../../src/server/webhooks/managed.ts';
import {restServer} from '../../support/rest-client.ts';
import {type Receiver, receive, verified} from '../webhooks/receiver.ts';

const HOOKS = '/api/spaces/demo/webhooks/';
const CHAT = 'space.session.chat_message';

interface Body {
  readonly category: string;
  readonly data: Record<string, unknown>;
  readonly sequence_id: number;
}

/** A server, and a receiver that it may reach. */
async function begin(test: TestContext, options: Partial<ServerOptions> = {}) {
  const receiver = await receive(test);
  const server = await restServer(test, {webhookHosts: ['127.0.0.1'], ...options});
  return {...server, receiver};
}

function bodies({received}: Receiver): Body[] {
  return received.map(({body}) => JSON.parse(body));
}

describe('webhooks over HTTP', () => {
  it('are made with a secret, listed without it, changed and removed', async (test) => {
    const {ask, receiver} = await begin(test);
    const made = await ask(`POST ${HOOKS}`, {body: {name: 'Till', url: receiver.url}});
    assert.equal(made.status, 201);
    assert.equal(made.headers.get('cache-control'), 'no-store');
    const {secret, id, created, ...rest} = made.body;
    assert.match(secret, /^whsec_/);
    assert.deepEqual(rest, {
      ...{name: 'Till', url: receiver.url, enabled: true, ssl_verification: true, categories: ['space.session.*']},
      ...{failed_count: 0, signature: 'standard', gzip: false, space_id: 'demo', managed: false},
      ...{last_at: null, last_status: null, last_error: null, disabled_reason: null},
    });
    const shown = {...rest, id, created};
    const list = await ask(`GET ${HOOKS}`);
    assert.deepEqual(list.body, {count: 1, next: null, previous: null, results: [shown]});

    const changed = await ask(`PATCH ${HOOKS}${id}/`, {body: {categories: [CHAT], gzip: true}});
    assert.deepEqual(changed.body, {...shown, categories: [CHAT], gzip: true});
    // What was answered can be sent back, and what is left out is as it was at first.
    const {categories: _, gzip: __, ...less} = changed.body;
    assert.deepEqual((await ask(`PUT ${HOOKS}${id}/`, {body: less})).body, shown);
    assert.deepEqual((await ask(`GET ${HOOKS}${id}/`)).body, shown);

    assert.equal((await ask(`DELETE ${HOOKS}${id}/`)).status, 204);
    const gone = await ask(`GET ${HOOKS}${id}/`);
    assert.deepEqual([gone.status, gone.body.code], [404, 'unknown_webhook']);
  });

  it('are those of one space, or those of the server, for which only its key will do', async (test) => {
    const {ask, receiver, shopKey: key} = await begin(test);
    const body = {name: 'All', url: receiver.url};
    const {id} = (await ask('POST /api/company/webhooks/', {body})).body;
    assert.equal((await ask('GET /api/company/webhooks/')).body.results[0].space_id, null);
    assert.equal((await ask('GET /api/company/webhooks/', {key})).status, 403);
    assert.equal((await ask(`GET ${HOOKS}`, {key})).status, 403);
    assert.equal((await ask(`GET /api/spaces/shop/webhooks/${id}/`, {key})).status, 404);
    assert.equal((await ask(`GET ${HOOKS}`, {key: 'wk_demo'})).status, 403);
    const own = await ask('POST /api/spaces/shop/webhooks/', {key, body});
    assert.equal(own.status, 201);
    for (const what of ['secret/', 'deliveries/', 'events/', '']) {
      assert.equal((await ask(`GET ${HOOKS}${own.body.id}/${what}`)).status, 404, what);
      assert.equal((await ask(`GET /api/spaces/shop/webhooks/${own.body.id}/${what}`, {key})).status, 200, what);
    }
  });

  it('have categories that everyone may know', async (test) => {
    const {ask} = await begin(test);
    for (const path of ['/api/spaces/webhook-categories/', '/api/company/webhook-categories/']) {
      const {body} = await ask(`GET ${path}`, {key: null});
      const names = body.map(({name}: {name: string}) => name);
      for (const event of ['created', 'started', 'ended', 'participant_joined', 'relocated', 'client_log_added'])
        assert.ok(names.includes(`space.session.${event}`), event);
    }
  });

  it('that cannot be are refused, by what is wrong', async (test) => {
    const {ask, receiver} = await begin(test, {webhookHosts: []});
    const url = 'https://hooks.example/';
    const given: [body: object, code: string, detail: RegExp][] = [
      [{name: 'a', url: receiver.url}, 'invalid_url', /127\.0\.0\.1 is not part of the public internet/],
      [{name: 'a', url: 'http://localhost/'}, 'invalid_url', /not part of the public/],
      [{name: 'a', url: 'https://user@hooks.example/'}, 'invalid_url', /without a user name/],
      [{name: 'a', url: 'ftp://hooks.example/'}, 'invalid_params', /url/],
      [{name: 'a', url: `${url}${'a'.repeat(500)}`}, 'invalid_params', /url/],
      [{name: '', url}, 'invalid_params', /name/],
      [{url}, 'invalid_params', /name/],
      [{name: 'a', url, categories: ['space.session.party']}, 'invalid_params', /categories/],
      [{name: 'a', url, categories: []}, 'invalid_params', /categories/],
      [{name: 'a', url, secret: 'whsec_x'}, 'invalid_params', /secret/],
    ];
    for (const [body, code, detail] of given) {
      const answer = await ask(`POST ${HOOKS}`, {body});
      assert.deepEqual([answer.status, answer.body.code], [400, code], JSON.stringify(body));
      assert.match(answer.body.detail, detail);
    }
    assert.equal((await ask(`GET ${HOOKS}`)).body.count, 0);
  });

  it('are told of a session from its beginning to its end, as the vendor’s are', async (test) => {
    const {ask, receiver, connect, origin} = await begin(test);
    const {secret, id} = (await ask(`POST ${HOOKS}`, {body: {name: 'Till', url: receiver.url}})).body;
    const ada = await connect();
    const {session_id: session} = await ada.lead('Ada');
    await ada.call('send_chat_message', {message: 'Hello'});
    await ada.call('end');
    const isOver = () => bodies(receiver).some(({category}) => category === 'space.session.ended');
    while (!isOver()) await receiver.came(receiver.received.length + 1);
    for (const message of receiver.received) verified(message, secret);
    const told = bodies(receiver);
    assert.deepEqual(
      told.map(({sequence_id: sequence}) => sequence),
      told.map((_, index) => index + 1),
    );
    const categories = told.map(({category}) => category.replace('space.session.', ''));
    assert.deepEqual(categories.slice(0, 4), ['created', 'started', 'participant_joined', 'host_changed']);
    assert.deepEqual(
      [categories.at(-1), categories.filter((name) => name === 'chat_message')],
      ['ended', ['chat_message']],
    );
    const started = told[1]?.data ?? {};
    assert.deepEqual([started['session_id'], started['space_id'], started['participant_count']], [session, 'demo', 1]);
    assert.deepEqual([started['duration'], started['link']], [null, `${origin}/s${session}`]);
    assert.deepEqual(started['first_member'], {name: 'Ada', email: '', avatar_url: '', initials: 'A'});
    assert.equal(told.at(-1)?.data['duration'], 0);
    const {body} = await ask(`GET ${HOOKS}${id}/`);
    assert.deepEqual([body.last_status, body.last_error], [204, null]);
  });

  it('are told in the vendor’s form where that is wanted', async (test) => {
    const {ask, receiver, connect} = await begin(test);
    const body = {
      name: 'Old',
      url: receiver.url,
      signature: 'vendor',
      gzip: true,
      categories: ['space.session.started'],
    };
    const {secret} = (await ask('POST /api/company/webhooks/', {body})).body;
    await (await connect()).lead('Ada');
    await receiver.came(1);
    const [{headers, body: text} = assert.fail()] = receiver.received;
    assert.equal(headers['webhook-signature'], createHmac('sha256', secret).update(text).digest('hex'));
    assert.deepEqual([headers['content-encoding'], headers['webhook-id']], ['gzip', undefined]);
  });

  it('are given another secret, and sign with both for a day', async (test) => {
    const {ask, receiver} = await begin(test);
    const {id, secret: first} = (await ask(`POST ${HOOKS}`, {body: {name: 'Till', url: receiver.url}})).body;
    const at = `${HOOKS}${id}/`;
    assert.deepEqual((await ask(`GET ${at}secret/`)).body, {secrets: [{secret: first, expires_at: null}]});
    const {body: rotated} = await ask(`POST ${at}secret/rotate/`);
    const [{secret: second}, old] = rotated.secrets;
    assert.deepEqual([old.secret, rotated.secrets.length], [first, 2]);
    assert.ok(Math.abs(Date.parse(old.expires_at) - Date.now() - 86_400_000) < 60_000);
    await ask(`POST ${at}ping/`);
    for (const secret of [first, second]) verified(receiver.received[0]!, secret);

    const third = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
    const {body: replaced} = await ask(`POST ${at}secret/rotate/`, {body: {secret: third, keep_hours: 0}});
    assert.deepEqual(replaced, {secrets: [{secret: third, expires_at: null}]});
    assert.deepEqual((await ask(`GET ${at}secret/`)).body, replaced);
    for (const body of [{secret: 'whsec_short'}, {secret: 'a'}, {keep_hours: -1}, {keep_hours: 1_000}]) {
      assert.equal((await ask(`POST ${at}secret/rotate/`, {body})).body.code, 'invalid_params');
    }
  });

  it('are pinged, on or off, and what comes of it is the answer', async (test) => {
    const {ask, receiver} = await begin(test);
    const {id, secret} = (await ask(`POST ${HOOKS}`, {body: {name: 'Till', url: receiver.url, enabled: false}})).body;
    const ping = await ask(`POST ${HOOKS}${id}/ping/`);
    assert.deepEqual([ping.status, ping.body.status, ping.body.error], [200, 204, null]);
    const message = verified(receiver.received[0]!, secret) as Body;
    assert.deepEqual([message.category, message.sequence_id], ['ping', 0]);
    assert.deepEqual(message.data, {webhook_id: id, space_id: 'demo'});
    receiver.reactions.push(500);
    const failed = await ask(`POST ${HOOKS}${id}/ping/`);
    assert.deepEqual([failed.status, failed.body.status, failed.body.error], [200, 500, 'The receiver answered 500.']);
  });

  it('have a log of what they were sent, with every attempt, and are sent one or more of it again', async (test) => {
    const {ask, receiver, connect} = await begin(test);
    receiver.reactions.push(200, 503);
    const {id} = (await ask(`POST ${HOOKS}`, {body: {name: 'Till', url: receiver.url, categories: [CHAT]}})).body;
    const ada = await connect();
    const {session_id: session} = await ada.lead('Ada');
    for (const message of ['one', 'two', 'three']) await ada.call('send_chat_message', {message});
    const at = `${HOOKS}${id}/`;
    const list = async (query = '') => (await ask(`GET ${at}deliveries/${query}`)).body;
    await receiver.came(2);
    while ((await list('?status=delivered')).count < 1) await new Promise(setImmediate);
    while ((await ask(`GET ${at}`)).body.last_status !== 503) await new Promise(setImmediate);
    const {count, results} = await list();
    assert.equal(count, 3);
    const [one, two, three] = results;
    assert.deepEqual([one.status, two.status, three.status], ['delivered', 'pending', 'pending']);
    assert.deepEqual([two.last_status, two.last_error, two.attempts], [503, 'The receiver answered 503.', 1]);
    assert.ok(Date.parse(two.next_at) > Date.parse(two.last_at));
    assert.deepEqual([one.message_id, one.sequence_id, one.session_id], [`msg_${session}_${id}_1`, 1, session]);
    assert.equal((await list(`?status=pending&session_id=${session}`)).count, 2);
    assert.equal((await list('?session_id=other')).count, 0);
    const attempts = (await ask(`GET ${at}deliveries/${two.id}/attempts/`)).body;
    assert.deepEqual([attempts.count, attempts.results[0].status], [1, 503]);

    const again = await ask(`POST ${at}deliveries/${one.id}/resend/`);
    assert.deepEqual([again.status, again.body], [202, {count: 1}]);
    const range = await ask(`POST ${at}resend/`, {body: {from: one.id, to: three.id}});
    assert.deepEqual(range.body, {count: 3});
    while ((await list('?status=delivered')).count < 3) await new Promise(setImmediate);
    const other = (await ask(`POST ${HOOKS}`, {body: {name: 'Other', url: receiver.url}})).body.id;
    const foreign = `${HOOKS}${other}/deliveries/${one.id}`;
    const none = `${at}deliveries/999999`;
    for (const what of [none, foreign].flatMap((each) => [`GET ${each}/attempts/`, `POST ${each}/resend/`])) {
      assert.equal((await ask(what)).body.code, 'unknown_delivery');
    }
    assert.equal((await ask(`POST ${at}resend/`, {body: {from: 2, to: 1}})).status, 400);
  });

  it('give whoever missed something the same bytes', async (test) => {
    const {ask, receiver, connect, origin} = await begin(test);
    const {id} = (await ask(`POST ${HOOKS}`, {body: {name: 'Till', url: receiver.url, categories: [CHAT]}})).body;
    const sessions: string[] = [];
    for (const name of ['a', 'b']) {
      const someone = await connect();
      sessions.push((await someone.lead(name)).session_id);
      for (const message of [`${name} ü`, `${name} {"x":1.0}`]) await someone.call('send_chat_message', {message});
    }
    await receiver.came(4);
    const at = `${HOOKS}${id}/events/`;
    const read = async (query: string) => {
      const {text, next} = await ask(`GET ${at}${query}`).then(({body}) => ({text: body.results, next: body.next}));
      return {bodies: text.map((body: unknown) => JSON.stringify(body)) as string[], next: next as string | null};
    };
    const sent = receiver.received.map(({body}) => body).sort();
    assert.deepEqual((await read('')).bodies.sort(), sent);
    const inB = sent.filter((body) => body.includes(sessions[1] as string));
    assert.deepEqual((await read(`?session_id=${sessions[1]}&after=0`)).bodies.sort(), inB);
    const [second] = (await read(`?session_id=${sessions[1]}&after=1`)).bodies;
    assert.equal(JSON.parse(second as string).sequence_id, 2);

    const pages: string[] = [];
    let next: string | null = `${origin}${at}?limit=3`;
    for (let page = 0; next; page++) {
      const {bodies, next: following} = await read(new URL(next).search);
      pages.push(...bodies);
      next = following;
      assert.ok(page < 2);
    }
    assert.deepEqual(pages.sort(), sent);
    for (const after of [
      '1',
      'msg_x',
      `msg_${sessions[0]}_99_1`,
      `msg_${sessions[0]}_${id}_0`,
      `msg_${sessions[0]}_${id}_9`,
    ])
      assert.equal((await ask(`GET ${at}?after=${after}`)).body.code, 'invalid_params', after);
  });

  it('of the config file are managed: there from the start, and changed by nothing over HTTP', async (test) => {
    const [receiver, secret] = [await receive(test), `whsec_${Buffer.alloc(32, 3).toString('base64')}`];
    const webhook: DeclaredWebhook = {
      ...{name: 'Declared', url: receiver.url, space: 'demo', enabled: true, signature: 'standard', gzip: false},
      ...{sslVerification: true, categories: ['space.session.started'], secrets: [secret]},
    };
    const {ask, connect} = await begin(test, {webhooks: [webhook]});
    const [shown] = (await ask(`GET ${HOOKS}`)).body.results;
    assert.deepEqual([shown.name, shown.managed], ['Declared', true]);
    const at = `${HOOKS}${shown.id}/`;
    const body = {name: 'Other', url: receiver.url};
    for (const [what, given] of [
      [`PATCH ${at}`, {body}],
      [`PUT ${at}`, {body}],
      [`DELETE ${at}`, {}],
      [`POST ${at}secret/rotate/`, {}],
    ] as const) {
      const {status, body} = await ask(what, given);
      assert.deepEqual([status, body.code], [409, 'managed'], what);
    }
    await (await connect()).lead('Ada');
    await receiver.came(1);
    verified(receiver.received[0]!, secret);
    const {body: again} = await ask(`PATCH ${at}`, {body: {enabled: true}});
    assert.equal(again.code, 'managed');
  });

  it('of the config file are switched on again over HTTP when they were switched off by themselves', async (test) => {
    const receiver = await receive(test);
    const webhook: DeclaredWebhook = {
      ...{name: 'Declared', url: receiver.url, space: 'demo', enabled: true, signature: 'standard', gzip: false},
      ...{
        sslVerification: true,
        categories: ['space.session.*'],
        secrets: [`whsec_${Buffer.alloc(32, 3).toString('base64')}`],
      },
    };
    const {ask, connect} = await begin(test, {webhooks: [webhook]});
    receiver.reactions.push(410);
    await (await connect()).lead('Ada');
    const shown = async () => (await ask(`GET ${HOOKS}`)).body.results[0];
    while ((await shown()).enabled) await receiver.came(1);
    const at = `${HOOKS}${(await shown()).id}/`;
    const {body: other} = await ask(`PATCH ${at}`, {body: {enabled: true, name: 'Other'}});
    assert.equal(other.code, 'managed');
    const {body: on} = await ask(`PATCH ${at}`, {body: {enabled: true}});
    assert.deepEqual([on.enabled, on.disabled_reason], [true, null]);
    await receiver.came(2);
  });
});
