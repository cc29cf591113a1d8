import assert from 'node:assert/strict';
import type {DeliveryRecord} from '../../../src/server/storage/delivery-store.ts';
import type {Store} from '../../../src/server/storage/store.ts';
import {StoreError} from '../../../src/server/storage/store.ts';
import {begun, deliverAll, NOW, next, resultOf, said, spaceOf, taken, webhookOf} from './records.ts';
import {ofEveryStore} from './stores.ts';

const LATER = NOW + 1_000_000;

/** Takes what is due, and answers with `sequence@session` of each. */
async function take(store: Store, now: number, limit = 10, leaseUntil = now + 60_000): Promise<string[]> {
  return (await taken(store, {now, limit, leaseUntil})).map(placeOf);
}

function placeOf({sequenceId, sessionId}: DeliveryRecord): string {
  return `${sequenceId}@${sessionId}`;
}

async function deliveriesOf(store: Store, webhookId: number): Promise<readonly DeliveryRecord[]> {
  return (await store.listDeliveries({webhookId, offset: 0, limit: 100})).results;
}

const FAILURE = {at: LATER, took: 15.5, status: 503, error: 'The receiver answered 503.'};
const SUCCESS = {at: LATER, took: 2, status: 204, error: null};

ofEveryStore('webhooks and deliveries', (promised) => {
  promised('keeps webhooks, and changes what is given alone', async (store) => {
    await store.addSpace(spaceOf('demo'));
    const secrets = [
      {sealed: 'new', expiresAt: null},
      {sealed: 'old', expiresAt: NOW},
    ];
    const full = webhookOf({spaceId: 'demo', enabled: false, signature: 'vendor', gzip: true, managed: true, secrets});
    const one = await store.addWebhook(full);
    const two = await store.addWebhook(webhookOf());
    assert.deepEqual(one, {...full, id: one.id});
    assert.deepEqual(await store.listWebhooks(), [one, two]);
    assert.deepEqual(await store.listWebhooks(undefined), [one, two]);
    assert.deepEqual(await store.listWebhooks(null), [two]);
    assert.deepEqual(await store.listWebhooks('demo'), [one]);
    const changed = {...one, enabled: true, failedCount: 3, disabledReason: 'It failed.', sslVerification: false};
    const {enabled, failedCount, disabledReason, sslVerification} = changed;
    const changes = {enabled, failedCount, disabledReason, sslVerification};
    assert.deepEqual(await store.changeWebhook(one.id, changes), changed);
    assert.deepEqual(await store.findWebhook(one.id), changed);
    assert.equal(await store.changeWebhook(99, {enabled}), undefined);
    await assert.rejects(store.addWebhook(webhookOf({spaceId: 'nobody'})), StoreError);
    await store.removeWebhook(one.id);
    assert.deepEqual(await store.listWebhooks(), [two]);
  });

  promised('delivers each notice to all webhooks that are for it, and no other', async (store) => {
    await store.addSpace(spaceOf('demo'));
    await store.addSpace(spaceOf('other'));
    const all = await store.addWebhook(webhookOf());
    const own = await store.addWebhook(webhookOf({spaceId: 'demo', categories: ['space.session.chat_message']}));
    const foreign = await store.addWebhook(webhookOf({spaceId: 'other'}));
    const off = await store.addWebhook(webhookOf({enabled: false}));
    const failed = await store.addWebhook(webhookOf({enabled: false, disabledReason: 'It failed.'}));
    const none = await store.addWebhook(webhookOf({categories: ['space.session.chat']}));
    const events = [said('one', ['space.session.started', 'space.session.chat_message']), said('two', ['space.gone'])];
    assert.deepEqual(await store.append({...begun('s1'), events}), {deliveries: 5});
    const shown = async (id: number) => (await deliveriesOf(store, id)).map((one) => [one.sequenceId, one.category]);
    assert.deepEqual(await shown(all.id), [
      [1, 'space.session.started'],
      [2, 'space.session.chat_message'],
    ]);
    // What it missed by its own fault waits for it.
    assert.deepEqual(await shown(failed.id), await shown(all.id));
    assert.deepEqual(await shown(own.id), [[1, 'space.session.chat_message']]);
    for (const {id} of [foreign, off, none]) assert.deepEqual(await shown(id), []);
    const [first] = await deliveriesOf(store, own.id);
    assert.deepEqual(first, {
      id: first?.id,
      webhookId: own.id,
      sessionId: 's1',
      sequenceId: 1,
      eventNumber: 1,
      category: 'space.session.chat_message',
      createdAt: NOW,
      data: '{"message":"one"}',
      status: 'pending',
      attempts: 0,
      nextAt: NOW,
      lastStatus: null,
      lastError: null,
      lastAt: null,
    });
    assert.deepEqual(await store.findDelivery(first!.id), first);
    assert.equal(await store.findDelivery(9_999), undefined);
  });

  promised('makes no delivery for an append that is refused', async (store) => {
    const {id} = await store.addWebhook(webhookOf());
    await Promise.allSettled([begun('s1'), begun('s1'), next('s1', 5)].map((append) => store.append(append)));
    assert.equal((await deliveriesOf(store, id)).length, 1);
  });

  promised('counts for each webhook and session', async (store) => {
    const {id} = await store.addWebhook(webhookOf());
    await store.append(begun('s1'));
    await store.append(begun('s2'));
    await store.append(next('s1', 1));
    const late = await store.addWebhook(webhookOf());
    await store.append(next('s1', 2));
    assert.deepEqual((await deliveriesOf(store, id)).map(placeOf), ['1@s1', '1@s2', '2@s1', '3@s1']);
    assert.deepEqual((await deliveriesOf(store, late.id)).map(placeOf), ['1@s1']);
  });

  promised(
    'gives of each webhook and session the first that is pending, and no other until that is done',
    async (store) => {
      await store.addWebhook(webhookOf());
      await store.append(begun('s1'));
      await store.append(next('s1', 1));
      await store.append(begun('s2', {}));
      assert.equal(await store.nextDelivery(), NOW);
      assert.deepEqual(await take(store, NOW - 1), []);
      const [one] = await taken(store, {now: LATER, limit: 1, leaseUntil: LATER + 50});
      assert.equal(placeOf(one!), '1@s1');
      assert.deepEqual(await take(store, LATER), ['1@s2']);
      assert.deepEqual(await take(store, LATER), []);
      await store.recordAttempts([resultOf(one!, {attempt: SUCCESS, status: 'delivered', nextAt: null})]);
      assert.equal(await store.nextDelivery(), NOW + 1);
      assert.deepEqual(await take(store, LATER), ['2@s1']);
    },
  );

  promised('gives several of one session at once, and all to whoever goes on with them in time', async (store) => {
    await store.addWebhook(webhookOf());
    await store.append(begun('s1'));
    for (const number of [1, 2, 3]) await store.append(next('s1', number));
    const due = await taken(store, {now: LATER, each: 3});
    assert.deepEqual(due.map(placeOf), ['1@s1', '2@s1', '3@s1']);
    const [one, two] = due as [DeliveryRecord, DeliveryRecord];
    const delivered = {attempt: SUCCESS, status: 'delivered', nextAt: null} as const;
    await store.recordAttempts([resultOf(one, {...delivered, keepsLease: true})]);
    assert.equal((await store.findDelivery(one.id))?.status, 'delivered');
    assert.deepEqual(await take(store, LATER), []);
    assert.equal(await store.nextDelivery(), LATER + 60_000);
    await store.recordAttempts([resultOf(two, delivered)]);
    assert.deepEqual(await taken(store, {now: LATER, each: 3}).then((again) => again.map(placeOf)), ['3@s1', '4@s1']);
  });

  promised('gives what is left to someone else when whoever took several does not come back in time', async (store) => {
    await store.addWebhook(webhookOf());
    await store.append(begun('s1'));
    await store.append(next('s1', 1));
    const [one] = await taken(store, {now: LATER, each: 8});
    const delivered = {attempt: SUCCESS, status: 'delivered', nextAt: null, keepsLease: true} as const;
    await store.recordAttempts([resultOf(one!, delivered)]);
    const [two] = await taken(store, {now: LATER + 60_000, each: 8});
    assert.equal(placeOf(two!), '2@s1');
    await store.recordAttempts([resultOf(two!, delivered)]);
    assert.deepEqual(await taken(store, {now: LATER + 120_000}), []);
    assert.equal(await store.nextDelivery(), null);
  });

  promised('has what was delivered stay so, whatever comes late of another attempt at it', async (store) => {
    await store.addWebhook(webhookOf());
    await store.append(begun('s1'));
    const [one] = await taken(store, {now: LATER});
    await store.recordAttempts([resultOf(one!, {attempt: SUCCESS, status: 'delivered', nextAt: null})]);
    await store.recordAttempts([resultOf(one!, {attempt: FAILURE, status: 'pending', nextAt: LATER + 1})]);
    const {status, nextAt, attempts} = (await store.findDelivery(one!.id))!;
    assert.deepEqual([status, nextAt, attempts], ['delivered', null, 2]);
    assert.equal(await store.nextDelivery(), null);
  });

  promised('ends the lease of whoever does not come back when the next one waits for its time', async (store) => {
    const {id} = await store.addWebhook(webhookOf());
    await store.append(begun('s1'));
    await store.append(next('s1', 1));
    const [one] = await taken(store, {now: LATER});
    const [, two] = await deliveriesOf(store, id);
    await store.resend(id, two!.id, two!.id, LATER + 200_000);
    await store.recordAttempts([
      resultOf(one!, {attempt: SUCCESS, status: 'delivered', nextAt: null, keepsLease: true}),
    ]);
    const wanted = {now: LATER + 60_000, limit: 10, each: 8, leaseUntil: LATER + 120_000, except: []};
    assert.deepEqual(await store.takeDeliveries(wanted), []);
    assert.equal(await store.nextDelivery(), LATER + 200_000);
  });

  promised('gives none that waits for its time, nor what comes after that', async (store) => {
    const {id} = await store.addWebhook(webhookOf());
    await store.append(begun('s1'));
    for (const number of [1, 2]) await store.append(next('s1', number));
    await deliverAll(store, LATER);
    const [one, two, three] = await deliveriesOf(store, id);
    await store.resend(id, two!.id, two!.id, LATER + 50);
    for (const other of [one, three]) await store.resend(id, other!.id, other!.id, LATER);
    assert.deepEqual((await taken(store, {now: LATER, each: 8})).map(placeOf), ['1@s1']);
  });

  promised('gives a delivery to someone else when whoever took it does not come back in time', async (store) => {
    await store.addWebhook(webhookOf());
    await store.append(begun('s1'));
    assert.deepEqual(await take(store, LATER, 10, LATER + 50), ['1@s1']);
    assert.equal(await store.nextDelivery(), LATER + 50);
    assert.deepEqual(await take(store, LATER + 49), []);
    assert.deepEqual(await take(store, LATER + 50), ['1@s1']);
  });

  promised(
    'holds back what comes after a delivery that waits for its next attempt, until it fails for good',
    async (store) => {
      const {id} = await store.addWebhook(webhookOf());
      await store.append(begun('s1'));
      await store.append(next('s1', 1));
      const [one] = await taken(store, {now: LATER});
      const webhook = {failedCount: 1};
      const again = resultOf(one!, {attempt: FAILURE, nextAt: LATER + 100, status: 'pending', webhook});
      await store.recordAttempts([again]);
      const tried = await store.findWebhook(id);
      assert.deepEqual([tried?.failedCount, tried?.last], [1, FAILURE]);
      assert.equal(await store.nextDelivery(), LATER + 100);
      assert.deepEqual(await take(store, LATER + 99), []);
      assert.deepEqual(await take(store, LATER + 100), ['1@s1']);
      const off = {failedCount: 2, enabled: false, disabledReason: 'It failed.'};
      await store.recordAttempts([{...again, attempt: SUCCESS, status: 'failed', nextAt: null, webhook: off}]);
      assert.deepEqual(await store.listAttempts(one!.id), [FAILURE, SUCCESS]);
      const {attempts, status, nextAt, lastStatus, lastError, lastAt} = (await store.findDelivery(one!.id))!;
      assert.deepEqual({attempts, status, nextAt}, {attempts: 2, status: 'failed', nextAt: null});
      assert.deepEqual({lastStatus, lastError, lastAt}, {lastStatus: 204, lastError: null, lastAt: LATER});
      assert.equal(await store.nextDelivery(), null);
      assert.deepEqual(await take(store, LATER + 100), []);
      await store.changeWebhook(id, {enabled: true});
      assert.deepEqual(await take(store, LATER + 100), ['2@s1']);
    },
  );

  promised('delivers to one webhook whatever another one waits for', async (store) => {
    const one = await store.addWebhook(webhookOf());
    const two = await store.addWebhook(webhookOf());
    await store.append(begun('s1'));
    await store.append(next('s1', 1));
    const due = await taken(store, {now: LATER});
    assert.deepEqual(
      due.map(({webhookId}) => webhookId),
      [one.id, two.id],
    );
    await store.append(begun('s2'));
    const others = {now: LATER, leaseUntil: LATER + 1, except: [two.id, 99]};
    assert.deepEqual(
      (await taken(store, others)).map(({webhookId}) => webhookId),
      [one.id],
    );
    await store.removeWebhook(one.id);
    for (const one of due)
      await store.recordAttempts([resultOf(one, {attempt: SUCCESS, status: 'delivered', nextAt: null})]);
    assert.deepEqual(await take(store, LATER), ['1@s2', '2@s1']);
  });

  promised('leaves a webhook alone until its pause is over, and not the others', async (store) => {
    const one = await store.addWebhook(webhookOf());
    const two = await store.addWebhook(webhookOf());
    await store.append(begun('s1'));
    await store.append(begun('s2'));
    const [first, ofTwo, second] = await taken(store, {now: LATER});
    assert.deepEqual([first?.webhookId, ofTwo?.webhookId, second?.webhookId], [one.id, two.id, one.id]);
    const waits = {attempt: FAILURE, status: 'pending', nextAt: LATER + 5} as const;
    // The longer of two pauses is obeyed.
    await store.recordAttempts([
      resultOf(first!, {...waits, pausedUntil: LATER + 80}),
      resultOf(second!, {...waits, pausedUntil: LATER + 10}),
    ]);
    await store.recordAttempts([resultOf(ofTwo!, {attempt: SUCCESS, status: 'delivered', nextAt: null})]);
    await store.append(next('s1', 1));
    const webhooksOf = async (now: number) => (await taken(store, {now})).map(({webhookId}) => webhookId);
    assert.deepEqual(await webhooksOf(LATER + 79), [two.id]);
    assert.equal(await store.nextDelivery(), LATER + 80);
    await store.changeWebhook(one.id, {failedCount: 0});
    assert.deepEqual(await webhooksOf(LATER + 79), []);
    assert.deepEqual(await webhooksOf(LATER + 80), [one.id, one.id]);
  });

  promised('lists deliveries by session, status and what came after one', async (store) => {
    const {id: webhookId} = await store.addWebhook(webhookOf());
    await store.append(begun('s1'));
    await store.append(begun('s2'));
    await store.append(next('s1', 1));
    const [first] = await taken(store, {now: LATER, limit: 1});
    await store.recordAttempts([resultOf(first!, {attempt: FAILURE, status: 'failed', nextAt: null})]);
    const places = async (filter: object) => {
      const {count, results} = await store.listDeliveries({webhookId, offset: 0, limit: 10, ...filter});
      return [count, ...results.map(placeOf)];
    };
    assert.deepEqual(await places({}), [3, '1@s1', '1@s2', '2@s1']);
    assert.deepEqual(await places({offset: 1, limit: 1}), [3, '1@s2']);
    assert.deepEqual(await places({sessionId: 's1', status: undefined}), [2, '1@s1', '2@s1']);
    assert.deepEqual(await places({status: 'failed'}), [1, '1@s1']);
    assert.deepEqual(await places({status: 'pending', sessionId: 's1'}), [1, '2@s1']);
    assert.deepEqual(await places({after: first!.id}), [2, '1@s2', '2@s1']);
    assert.deepEqual(await places({webhookId: 99}), [0]);
  });

  promised('sends again what was delivered or failed, before what comes after it', async (store) => {
    const {id: webhookId} = await store.addWebhook(webhookOf());
    await store.append(begun('s1'));
    await store.append(next('s1', 1));
    await store.append(begun('s2'));
    await store.append(next('s1', 2));
    assert.deepEqual(await deliverAll(store, LATER), ['1@s1', '1@s2', '2@s1', '3@s1']);
    await store.append(next('s1', 3));
    const [one, two] = await deliveriesOf(store, webhookId);
    assert.equal(await store.resend(webhookId, one!.id, two!.id, LATER + 5), 2);
    assert.equal(await store.resend(99, one!.id, two!.id, LATER), 0);
    const {status, attempts, nextAt} = (await store.findDelivery(one!.id))!;
    assert.deepEqual({status, attempts, nextAt}, {status: 'pending', attempts: 0, nextAt: LATER + 5});
    assert.equal((await store.listAttempts(one!.id)).length, 1);
    assert.deepEqual(await take(store, LATER + 4), []);
    assert.deepEqual(await deliverAll(store, LATER + 5), ['1@s1', '2@s1', '4@s1']);
  });

  promised('sends again after what is on its way', async (store) => {
    const {id: webhookId} = await store.addWebhook(webhookOf());
    await store.append(begun('s1'));
    await deliverAll(store, LATER);
    await store.append(next('s1', 1));
    const [first] = await deliveriesOf(store, webhookId);
    const [second] = await taken(store, {now: LATER});
    assert.equal(await store.resend(webhookId, first!.id, first!.id, LATER), 1);
    assert.deepEqual(await take(store, LATER), []);
    await store.recordAttempts([resultOf(second!, {attempt: FAILURE, status: 'pending', nextAt: LATER})]);
    assert.deepEqual(await deliverAll(store, LATER), ['1@s1', '2@s1']);
  });
});
