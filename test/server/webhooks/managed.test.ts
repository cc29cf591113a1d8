import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import type {Store} from '../../../src/server/storage/store.ts';
import {Vault} from '../../../src/server/vault.ts';
import {Egress} from '../../../src/server/webhooks/egress.ts';
import {type DeclaredWebhook, declareWebhooks} from '../../../src/server/webhooks/managed.ts';
import {newWebhookSecret, WebhookSecrets} from '../../../src/server/webhooks/secrets.ts';
import {NOW, spaceOf, webhookOf} from '../storage/records.ts';
import {ofEveryStore} from '../storage/stores.ts';

const secrets = new WebhookSecrets(new Vault(randomBytes(32)));
const [FIRST, SECOND] = [newWebhookSecret(), newWebhookSecret()];

const WEBHOOK: DeclaredWebhook = {
  ...{name: 'One', url: 'https://hooks.example/', enabled: true, signature: 'standard', gzip: false},
  ...{sslVerification: true, categories: ['space.session.*'], secrets: [FIRST]},
};

async function declare(store: Store, ...declared: DeclaredWebhook[]): Promise<void> {
  await declareWebhooks(declared, {
    ...{store, secrets, egress: new Egress(), now: NOW},
    spaceIdOf: (slug) => (slug === 'demo-slug' ? 'demo' : undefined),
  });
}

ofEveryStore('webhooks of a config file', (promised) => {
  promised('are written in, each with the space it is for', async (store) => {
    await store.addSpace(spaceOf('demo'));
    await declare(store, WEBHOOK, {...WEBHOOK, space: 'demo-slug'});
    const [all, own] = await store.listWebhooks();
    assert.deepEqual([all?.spaceId, own?.spaceId, all?.managed, own?.managed], [null, 'demo', true, true]);
    assert.deepEqual(await secrets.live(all!.secrets, NOW), [FIRST]);
  });

  promised('stay what they are when the server starts again, with what changed', async (store) => {
    await declare(store, WEBHOOK);
    const [before] = await store.listWebhooks();
    await store.changeWebhook(before!.id, {failedCount: 4});
    await declare(store, {...WEBHOOK, url: 'https://other.example/', secrets: [SECOND, FIRST]});
    const [after, ...others] = await store.listWebhooks();
    assert.deepEqual([after?.id, after?.url, after?.failedCount], [before?.id, 'https://other.example/', 4]);
    assert.deepEqual(await secrets.live(after!.secrets, NOW), [SECOND, FIRST]);
    assert.equal(others.length, 0);
  });

  promised('are on again when they were switched off by themselves', async (store) => {
    await declare(store, WEBHOOK);
    const [{id} = assert.fail()] = await store.listWebhooks();
    await store.changeWebhook(id, {enabled: false, failedCount: 10, disabledReason: 'It failed.'});
    await declare(store, WEBHOOK);
    const webhook = await store.findWebhook(id);
    assert.deepEqual([webhook?.enabled, webhook?.failedCount, webhook?.disabledReason], [true, 0, null]);
  });

  promised('go when they are no longer declared, and no others', async (store) => {
    const other = await store.addWebhook(webhookOf({name: 'One'}));
    await declare(store, WEBHOOK);
    await declare(store);
    assert.deepEqual(await store.listWebhooks(), [other]);
  });

  promised('that cannot be are refused in one line, and change nothing', async (store) => {
    const wrong: [webhooks: DeclaredWebhook[], why: RegExp][] = [
      [[WEBHOOK, {...WEBHOOK, url: 'https://other.example/'}], /a name of its own/],
      [[{...WEBHOOK, url: 'http://127.0.0.1/'}], /The address of the webhook "One" will not do: 127\.0\.0\.1/],
      [[{...WEBHOOK, categories: ['space.session.party']}], /"space.session.party"/],
      [[{...WEBHOOK, secrets: []}], /one secret, or two/],
      [[{...WEBHOOK, secrets: [FIRST, SECOND, FIRST]}], /one secret, or two/],
      [[{...WEBHOOK, secrets: ['whsec_short']}], /secrets of whsec_/],
      [[{...WEBHOOK, space: 'nobody'}], /a space that the webhook "One" is for, got "nobody"/],
    ];
    for (const [webhooks, why] of wrong) {
      await assert.rejects(
        declare(store, ...webhooks),
        (error) => error instanceof RangeError && why.test(error.message),
      );
    }
    assert.deepEqual(await store.listWebhooks(), []);
  });
});
