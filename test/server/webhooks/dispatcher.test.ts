import assert from 'node:assert/strict';
import type {ServerResponse} from 'node:http';
import type {TestContext} from 'node:test';
import {jsonLog} from '../../../src/server/operations/log.ts';
import type {DeliveryRecord} from '../../../src/server/storage/delivery-store.ts';
import type {Store} from '../../../src/server/storage/store.ts';
import {StoreError} from '../../../src/server/storage/store.ts';
import {WAITS} from '../../../src/server/webhooks/schedule.ts';
import {begun, next, taken} from '../storage/records.ts';
import {ofEveryStore} from '../storage/stores.ts';
import {instead} from './instead.ts';
import {type Reaction, type Received, receive, verified} from './receiver.ts';
import {Scene} from './scene.ts';

const SECOND = 1_000;

function answerWith(status: number, headers: Record<string, string> = {}): Reaction {
  return (response) => response.writeHead(status, headers).end();
}

/** What the messages say, in the order in which they came. */
function heard(received: readonly Received[]): string[] {
  return received.map(({body}) => {
    const {data, sequence_id: sequence} = JSON.parse(body);
    return `${sequence} ${data.message}`;
  });
}

async function deliveriesOf(store: Store, webhookId: number): Promise<readonly DeliveryRecord[]> {
  return (await store.listDeliveries({webhookId, offset: 0, limit: 100})).results;
}

/** A failed call, the first time. */
function failsOnce<Name extends keyof Store>(store: Store, name: Name): Store {
  let failed = false;
  const call = store[name] as (...args: unknown[]) => unknown;
  const method = async (...args: unknown[]) => {
    if (failed) return call.apply(store, args);
    failed = true;
    throw new StoreError('The disk is full.');
  };
  return instead(store, name, method as unknown as Store[Name]);
}

/** Opens a scene with one webhook. */
async function begin(test: TestContext, store: Store, options = {}) {
  const receiver = await receive(test);
  const scene = new Scene(test, store, options);
  const webhook = await scene.add({url: receiver.url});
  return {receiver, scene, webhook};
}

ofEveryStore('dispatched from', (promised) => {
  promised(
    'delivers what the public package accepts, in order and with a count for each session',
    async (store, test) => {
      const {receiver, scene, webhook} = await begin(test, store);
      await scene.say('s1', 'one', 'two', 'three');
      await scene.say('s2', 'other');
      await scene.tried(4);
      const bodies = receiver.received.map((message) => verified(message, scene.secret)) as {data: {message: string}}[];
      assert.deepEqual(bodies[0], {
        category: 'space.session.chat_message',
        created_at: '2026-01-01T00:00:00.000000+00:00',
        data: {message: bodies[0]?.data.message},
        sequence_id: 1,
      });
      const inOne = heard(receiver.received).filter((message) => message !== '1 other');
      assert.deepEqual(inOne, ['1 one', '2 two', '3 three']);
      assert.ok((await deliveriesOf(store, webhook.id)).every(({status}) => status === 'delivered'));
      assert.equal((await store.findWebhook(webhook.id))?.last?.status, 204);
    },
  );

  promised('logs what failed with its webhook and session, and nothing of what was said', async (store, test) => {
    const texts: string[] = [];
    const both = Promise.withResolvers<void>();
    const log = jsonLog('info', {write: (text) => texts.push(text) === 2 && both.resolve()});
    let broken = false;
    const breaking = instead(store, 'recordAttempts', async (results) => {
      if (broken) throw new Error('Broken.');
      broken = true;
      return store.recordAttempts(results);
    });
    const {receiver, scene, webhook} = await begin(test, breaking, {log});
    receiver.reactions.push(500);
    await scene.say('s1', 'one');
    await scene.tried(1);
    await scene.say('s2', 'other');
    await both.promise;
    const [failed, wrong] = texts.map((text) => JSON.parse(text));
    assert.deepEqual([failed.msg, failed.webhook, failed.session], ['A delivery failed.', webhook.id, 's1']);
    assert.deepEqual([wrong.msg, wrong.webhook, wrong.session], ['A delivery went wrong.', webhook.id, 's2']);
    assert.doesNotMatch(texts.join(), /one"|other"/);
  });

  promised(
    'tries again what failed, with the same id and body and a new time, and lets nothing by',
    async (store, test) => {
      const {receiver, scene} = await begin(test, store);
      receiver.reactions.push(500, answerWith(302, {location: receiver.url}));
      await scene.say('s1', 'one', 'two');
      await scene.tried(1);
      await scene.advance(5 * SECOND);
      await scene.tried(2);
      await scene.advance(60 * SECOND);
      await scene.tried(4);
      assert.deepEqual(heard(receiver.received), ['1 one', '1 one', '1 one', '2 two']);
      const [first, second, third, last] = receiver.received;
      assert.equal(first?.body, third?.body);
      assert.equal(first?.headers['webhook-id'], third?.headers['webhook-id']);
      assert.notEqual(first?.headers['webhook-id'], last?.headers['webhook-id']);
      const times = [first, second, third].map((message) => Number(message?.headers['webhook-timestamp']));
      assert.deepEqual(
        times.map((time) => time - (times[0] ?? 0)),
        [0, 5, 65],
      );
      verified(third!, scene.secret);
    },
  );

  promised('gives a delivery up after ten attempts over three days, and goes on with the next', async (store, test) => {
    const {receiver, scene, webhook} = await begin(test, store);
    receiver.reactions.push(...Array(10).fill(503));
    await scene.say('s1', 'one', 'two');
    await scene.triedInTime(11);
    assert.deepEqual(scene.outcomes, [...Array(9).fill('retry'), 'failed', 'delivered']);
    const [one, two] = await deliveriesOf(store, webhook.id);
    assert.deepEqual([one?.status, one?.attempts, two?.status], ['failed', 10, 'delivered']);
    const attempts = await store.listAttempts(one!.id);
    assert.deepEqual(
      attempts.slice(1).map(({at}, index) => at - (attempts[index]?.at ?? 0)),
      WAITS,
    );
    assert.ok(attempts.every(({status, error}) => status === 503 && error === 'The receiver answered 503.'));
  });

  promised('counts what it gave up in a row, and begins anew with a success', async (store, test) => {
    const {receiver, scene, webhook} = await begin(test, store);
    receiver.reactions.push(...Array(21).fill(500));
    await scene.say('s1', 'one', 'two', 'three');
    await scene.triedInTime(21);
    assert.equal((await store.findWebhook(webhook.id))?.failedCount, 2);
    await scene.triedInTime(22);
    assert.equal((await store.findWebhook(webhook.id))?.failedCount, 0);
  });

  promised(
    'switches a webhook off that ten were given up for, at once too, and sends it nothing',
    async (store, test) => {
      const {receiver, scene, webhook} = await begin(test, store);
      receiver.reactions.push(...Array(100).fill(500));
      for (let session = 1; session <= 10; session++) await scene.say(`s${session}`, 'one');
      await scene.triedInTime(100);
      const off = (await store.findWebhook(webhook.id))!;
      assert.deepEqual([off.enabled, off.failedCount], [false, 10]);
      assert.equal(off.disabledReason, '10 deliveries in a row failed, each for three days.');
      await scene.say('s11', 'nobody hears');
      assert.equal(await store.nextDelivery(), null);
      assert.equal(receiver.received.length, 100);
    },
  );

  promised('switches a webhook off that answers 410, and keeps what waits', async (store, test) => {
    const {receiver, scene, webhook} = await begin(test, store);
    receiver.reactions.push(410);
    await scene.say('s1', 'one', 'two');
    await scene.tried(1);
    const off = (await store.findWebhook(webhook.id))!;
    assert.deepEqual([off.enabled, off.failedCount], [false, 0]);
    assert.match(String(off.disabledReason), /answered 410/);
    assert.equal(await store.nextDelivery(), null);
    await store.changeWebhook(webhook.id, {enabled: true});
    await scene.advance(5 * SECOND);
    scene.dispatcher.wake();
    await scene.tried(3);
    assert.deepEqual(heard(receiver.received), ['1 one', '1 one', '2 two']);
  });

  promised('leaves a receiver alone for as long as it asks, and not the others', async (store, test) => {
    const {receiver, scene} = await begin(test, store, {bounds: {inAll: 10, perHost: 1}});
    const other = await receive(test);
    receiver.reactions.push(answerWith(429, {'retry-after': '120'}));
    await scene.say('s1', 'one');
    await scene.tried(1);
    await scene.add({url: other.url});
    await scene.say('s2', 'two');
    await scene.tried(2);
    assert.deepEqual([heard(receiver.received), heard(other.received)], [['1 one'], ['1 two']]);
    await scene.advance(119 * SECOND);
    await scene.say('s3', 'three');
    await scene.tried(3);
    assert.equal(receiver.received.length, 1);
    await scene.advance(SECOND);
    await scene.tried(6);
    assert.equal(receiver.received.length, 4);
  });

  promised('leaves a receiver alone for as long as it asked, also after it was started again', async (store, test) => {
    const {receiver, scene} = await begin(test, store);
    receiver.reactions.push(answerWith(503, {'retry-after': '120'}));
    await scene.say('s1', 'one');
    await scene.tried(1);
    await scene.dispatcher.close();
    scene.startAgain();
    await scene.say('s2', 'two');
    await scene.advance(119 * SECOND);
    await scene.advance(0);
    assert.equal(receiver.received.length, 1);
    await scene.advance(SECOND);
    await scene.tried(3);
    assert.deepEqual(heard(receiver.received).sort(), ['1 one', '1 one', '1 two']);
  });

  promised('leaves a receiver alone that has too much to do and says no more', async (store, test) => {
    const {receiver, scene} = await begin(test, store);
    receiver.reactions.push(429);
    await scene.say('s1', 'one');
    await scene.tried(1);
    await scene.say('s2', 'two');
    await scene.advance(4 * SECOND);
    assert.equal(receiver.received.length, 1);
    await scene.advance(SECOND);
    await scene.tried(3);
  });

  promised('sends no host more than its share at once, and the others meanwhile theirs', async (store, test) => {
    const {receiver, scene} = await begin(test, store, {bounds: {inAll: 4, perHost: 2}});
    const waiting: ServerResponse[] = [];
    receiver.reactions.push(...Array(5).fill((response: ServerResponse) => waiting.push(response)));
    for (const session of ['s1', 's2', 's3', 's4', 's5']) await scene.say(session, session);
    await receiver.came(2);
    const other = await receive(test);
    await scene.add({url: other.url});
    await scene.say('s6', 'for both');
    await scene.tried(1);
    assert.equal(other.received.length, 1);
    assert.equal(receiver.received.length, 2);
    for (let open = 2; open < 6; open++) {
      waiting[open - 2]?.writeHead(204).end();
      await scene.tried(open);
      await receiver.came(open + 1);
      assert.equal(receiver.received.length, open + 1);
    }
    waiting.at(-1)?.writeHead(204).end();
    await scene.tried(7);
  });

  promised('waits at its end for what is under way, and begins nothing more', async (store, test) => {
    const {receiver, scene, webhook} = await begin(test, store);
    let finish = () => {};
    receiver.reactions.push((response) => {
      finish = () => response.writeHead(200).end();
    });
    await scene.say('s1', 'one', 'two');
    await receiver.came(1);
    const closed = scene.dispatcher.close();
    scene.dispatcher.wake();
    finish();
    await closed;
    assert.deepEqual(scene.outcomes, ['delivered']);
    const statuses = (await deliveriesOf(store, webhook.id)).map(({status}) => status);
    assert.deepEqual(statuses, ['delivered', 'pending']);
    assert.equal(scene.clock.next, undefined);
  });

  promised('breaks off at its end what takes too long, and makes it again', async (store, test) => {
    const {receiver, scene, webhook} = await begin(test, store);
    receiver.reactions.push(() => {});
    await scene.say('s1', 'one', 'two');
    await receiver.came(1);
    const closed = scene.dispatcher.close();
    scene.clock.advance(3 * SECOND);
    await closed;
    assert.deepEqual(scene.outcomes, []);
    const [broken] = await deliveriesOf(store, webhook.id);
    assert.deepEqual([broken?.status, broken?.attempts, broken?.lastError], ['pending', 0, null]);

    scene.startAgain();
    await scene.triedInTime(2);
    assert.deepEqual(scene.outcomes, ['delivered', 'delivered']);
    assert.deepEqual(heard(receiver.received), ['1 one', '1 one', '2 two']);
  });

  promised('sends what it has taken already to where the webhook leads by then', async (store, test) => {
    const {receiver, scene, webhook} = await begin(test, store);
    const other = await receive(test);
    let finish = () => {};
    receiver.reactions.push((response) => {
      finish = () => response.writeHead(200).end();
    });
    await scene.say('s1', 'one', 'two', 'three');
    await receiver.came(1);
    await store.changeWebhook(webhook.id, {url: other.url});
    scene.dispatcher.retake();
    finish();
    await scene.tried(3);
    assert.deepEqual([heard(receiver.received), heard(other.received)], [['1 one'], ['2 two', '3 three']]);
  });

  promised(
    'takes several of a session at once, and sends each when the one before is written down',
    async (store, test) => {
      const order: string[] = [];
      const asked = <Name extends 'takeDeliveries' | 'recordAttempts'>(on: Store, name: Name) =>
        instead(on, name, (async (...args: never[]) => {
          const answer = await (store[name] as (...args: never[]) => Promise<unknown>)(...args);
          if (name === 'recordAttempts' || (answer as readonly unknown[]).length > 0) order.push(name);
          return answer;
        }) as unknown as Store[Name]);
      const {receiver, scene} = await begin(test, asked(asked(store, 'takeDeliveries'), 'recordAttempts'));
      receiver.reactions.push(
        ...Array(3).fill((response: ServerResponse) => {
          order.push('sent');
          response.writeHead(204).end();
        }),
      );
      await store.append(begun('s1'));
      for (const number of [1, 2]) await store.append(next('s1', number));
      scene.dispatcher.wake();
      await scene.tried(3);
      assert.deepEqual(order, ['takeDeliveries', ...Array(3).fill(['sent', 'recordAttempts']).flat()]);
    },
  );

  promised('delivers what a server had taken that is no more', async (store, test) => {
    const {receiver, scene} = await begin(test, store);
    await store.append(begun('s1'));
    const now = scene.clock.now();
    const due = await taken(store, {now, leaseUntil: now + 30_000});
    assert.equal(due.length, 1);
    scene.dispatcher.wake();
    await scene.triedInTime(1);
    assert.deepEqual(heard(receiver.received), ['1 hello']);
    assert.equal(scene.clock.now() - (due[0]?.createdAt ?? 0), 31_000);
  });

  promised('delivers again what could not be written down, before what comes after it', async (store, test) => {
    const {receiver, scene} = await begin(test, failsOnce(store, 'recordAttempts'));
    await scene.say('s1', 'one', 'two');
    await scene.triedInTime(2);
    assert.deepEqual(heard(receiver.received), ['1 one', '1 one', '2 two']);
    assert.equal(receiver.received[0]?.headers['webhook-id'], receiver.received[1]?.headers['webhook-id']);
  });

  for (const name of ['takeDeliveries', 'nextDelivery'] as const) {
    promised(`goes on when ${name} fails`, async (store, test) => {
      const {receiver, scene} = await begin(test, failsOnce(store, name));
      await scene.say('s1', 'one');
      await scene.triedInTime(1);
      assert.deepEqual(heard(receiver.received), ['1 one']);
    });
  }

  promised('signs with both secrets while one is replaced, and then with the new one alone', async (store, test) => {
    const {receiver, scene, webhook} = await begin(test, store);
    const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
    const now = scene.clock.now();
    const secrets = await scene.secrets.rotated(webhook.secrets, secret, now, now + 3_600_000);
    await store.changeWebhook(webhook.id, {secrets});
    await scene.say('s1', 'one');
    await scene.tried(1);
    for (const live of [secret, scene.secret]) verified(receiver.received[0]!, live);
    await scene.advance(3_600_000);
    await scene.say('s1', 'two');
    await scene.tried(2);
    verified(receiver.received[1]!, secret);
    assert.throws(() => verified(receiver.received[1]!, scene.secret), /No matching signature/);
  });

  promised('fails what it cannot sign, and says why', async (store, test) => {
    const {receiver, scene, webhook} = await begin(test, store);
    await store.changeWebhook(webhook.id, {secrets: [{sealed: 'of another vault', expiresAt: null}]});
    await scene.say('s1', 'one');
    await scene.tried(1);
    assert.equal(receiver.received.length, 0);
    assert.match(String((await store.findWebhook(webhook.id))?.last?.error), /sealed with another key/);
  });

  promised('sends nothing that would not be done before someone else may take it', async (store, test) => {
    const scenes: Scene[] = [];
    const slow = instead(store, 'takeDeliveries', async (wanted) => {
      const taken = await store.takeDeliveries(wanted);
      if (taken.length > 0 && receiver.received.length === 0) scenes.pop()?.clock.advance(16 * SECOND);
      return taken;
    });
    const {receiver, scene, webhook} = await begin(test, slow);
    const now = scene.clock.now();
    scenes.push(scene);
    await scene.say('s1', 'one');
    await scene.triedInTime(1);
    assert.equal((await deliveriesOf(store, webhook.id))[0]?.lastAt, now + 30 * SECOND);
  });

  promised('sends nothing twice at once, however long it takes', async (store, test) => {
    const {receiver, scene} = await begin(test, store);
    let finish = () => {};
    receiver.reactions.push((response) => {
      finish = () => response.writeHead(200).end();
    });
    await scene.say('s1', 'one');
    await receiver.came(1);
    for (let times = 0; times < 3; times++) {
      scene.clock.advance(31 * SECOND);
      while (scene.clock.next === undefined) await new Promise(setImmediate);
    }
    finish();
    await scene.tried(1);
    assert.equal(receiver.received.length, 1);
  });

  promised('sends a host no more than its share by another webhook either', async (store, test) => {
    const {receiver, scene} = await begin(test, store, {bounds: {inAll: 9, perHost: 1}});
    let finish = () => {};
    receiver.reactions.push((response) => {
      finish = () => response.writeHead(200).end();
    });
    await scene.say('s1', 'one');
    await receiver.came(1);
    await scene.add({url: receiver.url});
    await scene.say('s2', 'two');
    while (scene.clock.next === undefined) await new Promise(setImmediate);
    assert.equal(receiver.received.length, 1);
    finish();
    await scene.triedInTime(3);
  });

  promised('counts each of those that it gives up at the same time', async (store, test) => {
    const post = async () => ({status: 500, error: 'The receiver answered 500.', retryAfter: undefined});
    const {scene, webhook} = await begin(test, store, {post});
    for (const session of ['s1', 's2', 's3', 's4']) await scene.say(session, 'one');
    await scene.triedInTime(40);
    assert.equal((await store.findWebhook(webhook.id))?.failedCount, 4);
  });

  promised('sends again what is asked for, by the same id', async (store, test) => {
    const {receiver, scene, webhook} = await begin(test, store);
    await scene.say('s1', 'one', 'two');
    await scene.tried(2);
    const [one] = await deliveriesOf(store, webhook.id);
    await store.resend(webhook.id, one!.id, one!.id, scene.clock.now());
    scene.dispatcher.wake();
    await scene.tried(3);
    assert.deepEqual(heard(receiver.received), ['1 one', '2 two', '1 one']);
    assert.equal(receiver.received[0]?.headers['webhook-id'], receiver.received[2]?.headers['webhook-id']);
  });
});
