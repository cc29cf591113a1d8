import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {describe, it} from 'node:test';
import {MemoryStore} from '../../../src/server/storage/memory-store.ts';
import {DEMO_SPACE, type Space, Spaces} from '../../../src/server/storage/spaces.ts';
import {TakenError} from '../../../src/server/storage/store.ts';
import {VAULT_KEY_BYTES, Vault} from '../../../src/server/vault.ts';

const SECRET = 'ms_a-secret-of-more-than-32-characters';

/** Starts a server's spaces as often as a test wants, over the same store. */
function house() {
  const store = new MemoryStore();
  const vault = new Vault(randomBytes(VAULT_KEY_BYTES));
  return {store, start: (declared: readonly Space[] = []) => Spaces.open(store, vault, declared)};
}

describe('the spaces of a server', () => {
  it('are the same after a start', async () => {
    const {start} = house();
    const spaces = await start();
    const {id} = await spaces.add({name: 'Shop', slug: 'shop'});
    assert.match(id, /^\d{8}$/);
    await spaces.change(id, {name: 'The shop', settings: {...DEMO_SPACE.settings, chat_enabled: false}});
    const again = (await start()).find('shop');
    assert.deepEqual(again, spaces.find(id));
    assert.deepEqual([again?.name, again?.settings.chat_enabled, again?.managed], ['The shop', false, false]);
  });

  it('are for no page but the server’s own, and for nobody without a key, unless it is said', async () => {
    const {origins, accessControl} = await (await house().start()).add({name: 'Shop', slug: 'shop'});
    assert.deepEqual([origins, accessControl], [[], 'company']);
  });

  it('keep what was changed at the same time', async () => {
    const spaces = await house().start();
    const {id} = await spaces.add({name: 'Shop', slug: 'shop'});
    await Promise.all([spaces.change(id, {name: 'Tea'}), spaces.change(id, {shared: true})]);
    const {name, shared} = spaces.find(id) as Space;
    assert.deepEqual([name, shared], ['Tea', true]);
  });

  it('are what another server makes of them', async () => {
    const {start} = house();
    const [spaces, others] = [await start(), await start()];
    const {id} = await spaces.add({name: 'Shop', slug: 'shop'});
    await others.refresh();
    const magicSecret = await others.renewMagicSecret(id);
    // What it does not know yet is not undone by what it changes.
    await spaces.change(id, {name: 'Tea'});
    await others.refresh();
    for (const each of [spaces, others])
      assert.deepEqual([each.find(id)?.name, each.find(id)?.magicSecret], ['Tea', magicSecret]);
    await spaces.remove(id);
    await others.refresh();
    assert.deepEqual(others.list(), []);
  });

  it('have slugs of their own, even when two are made at once', async () => {
    const spaces = await house().start([DEMO_SPACE]);
    const made = await Promise.allSettled(['demo', 'shop', 'shop'].map((slug) => spaces.add({name: slug, slug})));
    assert.deepEqual(
      made.map((each) => (each.status === 'rejected' ? each.reason instanceof TakenError : 'made')),
      [true, 'made', true],
    );
    await assert.rejects(spaces.change(spaces.bySlug('shop')?.id ?? '', {slug: 'demo'}), TakenError);
  });

  it('are what a config file says of them, and gone when it says nothing any more', async () => {
    const {start, store} = house();
    const tea = {...DEMO_SPACE, id: 'tea', slug: 'tea'};
    const spaces = await start([DEMO_SPACE, tea]);
    const own = await spaces.add({name: 'Own', slug: 'own'});
    const again = await start([{...tea, name: 'Tea and cake'}]);
    assert.deepEqual(
      again.list().map(({id, name, managed}) => [id, name, managed]),
      [
        ['tea', 'Tea and cake', true],
        [own.id, 'Own', false],
      ],
    );
    assert.equal(again.find('tea')?.createdAt, spaces.find('tea')?.createdAt);
    assert.equal((await store.listSpaces()).length, 2);
  });

  it('keep their magic secrets sealed', async () => {
    const {start, store} = house();
    const spaces = await start([{...DEMO_SPACE, magicSecret: SECRET}]);
    const {id} = await spaces.add({name: 'Shop', slug: 'shop'});
    const made = await spaces.renewMagicSecret(id);
    assert.match(made, /^ms_[\w-]{43}$/);
    const kept = JSON.stringify(await store.listSpaces());
    assert.equal(kept.includes(SECRET) || kept.includes(made), false);
    const again = await start([DEMO_SPACE]);
    assert.deepEqual([again.find('demo')?.magicSecret, again.find(id)?.magicSecret], [SECRET, made]);
    assert.deepEqual([spaces.declaresSecret('demo'), spaces.declaresSecret(id)], [true, false]);
    await again.dropMagicSecret(id);
    assert.equal((await start([DEMO_SPACE])).find(id)?.magicSecret, undefined);
  });
});
