import assert from 'node:assert/strict';
import crypto, {createHash, randomBytes} from 'node:crypto';
import {syncBuiltinESMExports} from 'node:module';
import {describe, it, type TestContext} from 'node:test';
import {type DeclaredKey, Keys} from '../../../src/server/storage/keys.ts';
import {MemoryStore} from '../../../src/server/storage/memory-store.ts';
import {DEMO_SPACE, Spaces} from '../../../src/server/storage/spaces.ts';
import {TakenError} from '../../../src/server/storage/store.ts';
import {VAULT_KEY_BYTES, Vault} from '../../../src/server/vault.ts';

const SECRET = 'rk_a-secret-of-more-than-32-characters';

/** A store that has the spaces that keys are for. */
async function withSpaces() {
  const store = new MemoryStore();
  const vault = new Vault(randomBytes(VAULT_KEY_BYTES));
  await Spaces.open(store, vault, [DEMO_SPACE, {...DEMO_SPACE, id: 'shop', slug: 'shop'}]);
  return store;
}

async function opened(test: TestContext, declared: DeclaredKey[] = [], given?: MemoryStore) {
  const store = given ?? (await withSpaces());
  const clock = {now: 1_000};
  const keys = await Keys.open(
    store,
    declared.map((key) => ({spaceId: 'demo', key})),
    () => clock.now,
  );
  test.after(() => keys.close());
  return {keys, store, clock};
}

describe('the keys of a server', () => {
  it('are found by their text and by nothing else', async (test) => {
    const {keys} = await opened(test);
    const {key, text} = await keys.make('rk', 'demo', 'Till');
    assert.match(text, /^rk_[\w-]{43}$/);
    assert.equal(keys.find(text)?.id, key.id);
    for (const wrong of ['', 'rk_', text.slice(0, -1), `${text}x`, text.toUpperCase(), key.shown]) {
      assert.equal(keys.find(wrong), undefined, wrong);
    }
  });

  it('are each compared, whichever is asked for, so that nothing can be told from the time it takes', async (test) => {
    const {keys} = await opened(test);
    const made = [await keys.make('rk', 'demo'), await keys.make('rk', 'demo'), await keys.make('wk', 'demo')];
    const compare = test.mock.method(crypto, 'timingSafeEqual');
    syncBuiltinESMExports();
    test.after(() => {
      compare.mock.restore();
      syncBuiltinESMExports();
    });
    for (const text of [...made.map((each) => each.text), 'rk_none', '']) {
      compare.mock.resetCalls();
      keys.find(text);
      assert.equal(compare.mock.callCount(), made.length, text);
    }
  });

  it('are kept as hashes, and shown again as no more than their beginning', async (test) => {
    const {keys, store} = await opened(test);
    const {key, text} = await keys.make('ck', null);
    const kept = JSON.stringify([await store.listKeys(), keys.list(null), keys.find(text)]);
    assert.equal(kept.includes(text), false);
    assert.equal(key.shown, `${text.slice(0, 8)}…`);
    assert.equal(JSON.stringify(keys.list(null)).includes('hash'), false);
  });

  it('for widgets are public, and shown whole', async (test) => {
    const {keys} = await opened(test);
    const {key, text} = await keys.make('wk', 'demo');
    assert.deepEqual([key.shown, keys.spaceOf(text)], [text, 'demo']);
    assert.equal(keys.spaceOf((await keys.make('rk', 'demo')).text), undefined, 'no other key makes sessions in pages');
  });

  it('are as many as a space wants, and open nothing once they are revoked', async (test) => {
    const {keys, clock} = await opened(test);
    const [one, other] = [await keys.make('wk', 'demo'), await keys.make('wk', 'demo')];
    clock.now = 5_000;
    assert.equal((await keys.revoke(one.key.id))?.revokedAt, 5_000);
    clock.now = 6_000;
    assert.equal((await keys.revoke(one.key.id))?.revokedAt, 5_000, 'once is for ever');
    assert.deepEqual([keys.find(one.text), keys.find(other.text)?.id], [undefined, other.key.id]);
    assert.equal(await keys.revoke(999), undefined);
  });

  it('are the same after a start, with when they were used last', async (test) => {
    const {keys, store, clock} = await opened(test);
    const {key, text} = await keys.make('rk', 'demo');
    const gone = await keys.make('rk', 'demo');
    await keys.revoke(gone.key.id);
    clock.now = 7_000;
    keys.find(text);
    assert.equal(keys.list('demo')[0]?.lastUsedAt, 7_000);
    await keys.close();
    const {keys: again} = await opened(test, [], store);
    assert.deepEqual(again.list('demo')[0], {...key, lastUsedAt: 7_000});
    assert.equal(again.find(gone.text), undefined);
  });

  it('that a config file declares are there, and revoked when it no longer does', async (test) => {
    const sha256 = createHash('sha256').update(`${SECRET}2`).digest('hex');
    const declared: DeclaredKey[] = [{key: 'wk_shop'}, {key: SECRET}, {type: 'rk', sha256, name: 'Till'}];
    const {keys, store} = await opened(test, declared);
    assert.deepEqual(
      keys.list('demo').map(({type, shown, name, managed}) => [type, shown, name, managed]),
      [
        ['wk', 'wk_shop', '', true],
        ['rk', 'rk_a-sec…', '', true],
        ['rk', 'rk_…', 'Till', true],
      ],
    );
    assert.equal(keys.find(`${SECRET}2`)?.name, 'Till');
    const {keys: same} = await opened(test, declared, store);
    assert.equal(same.list('demo').length, 3);
    const {keys: fewer} = await opened(test, [{key: 'wk_shop'}], store);
    assert.deepEqual([fewer.find(SECRET), fewer.spaceOf('wk_shop')], [undefined, 'demo']);
    await assert.rejects(opened(test, [{key: SECRET}], store), RangeError, 'what was revoked stays so');
  });

  it('are refused when they are none, could be guessed, or are declared twice', async (test) => {
    const wrong: DeclaredKey[] = [{key: ''}, {key: 'xk_shop'}, {key: 'rk_secret'}, {type: 'rk', sha256: 'abc'}];
    for (const key of wrong) await assert.rejects(opened(test, [key]), RangeError, JSON.stringify(key));
    const twice = [
      {spaceId: 'demo', key: {key: 'wk_shop'}},
      {spaceId: 'shop', key: {key: 'wk_shop'}},
    ];
    await assert.rejects(Keys.open(await withSpaces(), twice), TakenError);
  });

  it('are what another server makes of them, and stay revoked by this one', async (test) => {
    const {keys, store} = await opened(test);
    const {keys: other} = await opened(test, [], store);
    const [one, two] = [await keys.make('wk', 'demo'), await keys.make('wk', 'demo')];
    await other.refresh();
    assert.deepEqual([other.find(one.text)?.id, other.find(two.text)?.id], [one.key.id, two.key.id]);
    await other.revoke(one.key.id);
    const refreshed = keys.refresh();
    const revoked = keys.revoke(two.key.id);
    await Promise.all([refreshed, revoked]);
    assert.deepEqual([keys.find(one.text), keys.find(two.text)], [undefined, undefined]);
  });

  it('go with their space', async (test) => {
    const {keys} = await opened(test);
    const {text} = await keys.make('wk', 'shop');
    keys.forget('shop');
    assert.deepEqual([keys.find(text), keys.list('shop')], [undefined, []]);
  });
});
