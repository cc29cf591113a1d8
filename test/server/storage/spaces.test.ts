import assert from 'node:assert/strict';
import {StoreError, TakenError} from '../../../src/server/storage/store.ts';
import {begun, deliverAll, keyOf, NOW, spaceOf, webhookOf} from './records.ts';
import {ofEveryStore} from './stores.ts';

ofEveryStore('spaces and keys', (promised) => {
  promised(
    'has another revision after each change of a space, a key or a webhook, and after nothing else',
    async (store) => {
      let seen = await store.revision();
      const changes = async (task: () => Promise<unknown>) => {
        await task();
        const before = seen;
        seen = await store.revision();
        return seen !== before;
      };
      await store.addSpace(spaceOf('demo'));
      const key = await store.addKey(keyOf('one'));
      const webhook = await store.addWebhook(webhookOf());
      assert.equal(await changes(async () => {}), true);
      const used = [
        () => store.touchKeys([[key.id, NOW]]),
        () => store.append(begun('s1')),
        () => deliverAll(store, NOW),
        () => store.listSpaces(),
      ];
      for (const task of used) assert.equal(await changes(task), false, `${task}`);
      const changed = [
        () => store.changeSpace(spaceOf('demo', {name: 'Other'})),
        () => store.addKey(keyOf('two', {spaceId: 'demo'})),
        () => store.revokeKey(key.id, NOW),
        () => store.changeWebhook(webhook.id, {url: 'https://other.example/'}),
        () => store.removeWebhook(webhook.id),
        () => store.removeSpace('demo'),
      ];
      for (const task of changed) assert.equal(await changes(task), true, `${task}`);
    },
  );

  promised('keeps spaces as they are, in the order in which they were made', async (store) => {
    const full = spaceOf('z', {
      origins: ['https://a.example'],
      type: 'solo',
      shared: true,
      accessControl: 'company',
      magicSecret: 'sealed',
      extensions: ['/ext'],
      managed: true,
    });
    await store.addSpace(full);
    await store.addSpace(spaceOf('a'));
    assert.deepEqual(await store.listSpaces(), [full, spaceOf('a')]);
    const changed = spaceOf('z', {slug: 'new', name: 'Other'});
    await store.changeSpace(changed);
    assert.deepEqual(await store.listSpaces(), [changed, spaceOf('a')]);
    await assert.rejects(store.changeSpace(spaceOf('nobody')), StoreError);
  });

  promised('keeps spaces apart by id and slug, and neither may be the other of another', async (store) => {
    await store.addSpace(spaceOf('one', {slug: 'first'}));
    await store.addSpace(spaceOf('two', {slug: 'two'}));
    for (const {id, slug} of [
      {id: 'one', slug: 'x'},
      {id: 'x', slug: 'first'},
      {id: 'first', slug: 'x'},
      {id: 'x', slug: 'one'},
    ]) {
      await assert.rejects(store.addSpace(spaceOf(id, {slug})), TakenError);
    }
    await assert.rejects(store.changeSpace(spaceOf('two', {slug: 'one'})), TakenError);
    await assert.rejects(store.changeSpace(spaceOf('two', {slug: 'first'})), TakenError);
    await store.changeSpace(spaceOf('one', {slug: 'one'}));
    assert.equal((await store.listSpaces()).length, 2);
  });

  promised('forgets a space with its keys and webhooks, and leaves its sessions', async (store) => {
    await store.addSpace(spaceOf('demo'));
    await store.addKey(keyOf('a', {spaceId: 'demo'}));
    await store.addKey(keyOf('b', {type: 'ck'}));
    const {id: webhookId} = await store.addWebhook(webhookOf({spaceId: 'demo'}));
    await store.append(begun('s1'));
    await store.removeSpace('demo');
    assert.deepEqual(await store.listSpaces(), []);
    assert.deepEqual(
      (await store.listKeys()).map(({hash}) => hash),
      ['b'],
    );
    assert.equal(await store.findWebhook(webhookId), undefined);
    assert.equal((await store.listDeliveries({webhookId, offset: 0, limit: 10})).count, 0);
    assert.equal((await store.findSession('s1'))?.spaceId, 'demo');
  });

  promised('keeps keys, the hash of each once, and when they were used and revoked', async (store) => {
    await store.addSpace(spaceOf('demo'));
    const one = await store.addKey(keyOf('a', {type: 'wk', spaceId: 'demo', shown: 'wk_a', managed: true}));
    const two = await store.addKey(keyOf('b'));
    assert.deepEqual(one, {...keyOf('a', {type: 'wk', spaceId: 'demo', shown: 'wk_a', managed: true}), id: one.id});
    await assert.rejects(store.addKey(keyOf('a')), TakenError);
    await assert.rejects(store.addKey(keyOf('c', {spaceId: 'nobody'})), StoreError);
    await store.touchKeys([
      [one.id, NOW + 1],
      [99, NOW],
      [two.id, NOW + 2],
    ]);
    await store.revokeKey(two.id, NOW + 3);
    await store.revokeKey(two.id, NOW + 4);
    assert.deepEqual(await store.listKeys(), [
      {...one, lastUsedAt: NOW + 1},
      {...two, lastUsedAt: NOW + 2, revokedAt: NOW + 3},
    ]);
  });
});
