import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {describe, it} from 'node:test';
import {Vault} from '../../src/server/vault.ts';

describe('Vault', () => {
  const vault = new Vault(randomBytes(32));

  it('gives back what was sealed', async () => {
    assert.equal(await vault.open(await vault.seal('whsec_ü')), 'whsec_ü');
  });

  it('seals the same text differently each time, and shows nothing of it', async () => {
    const [one, other] = [await vault.seal('secret'), await vault.seal('secret')];
    assert.notEqual(one, other);
    assert.doesNotMatch(one, /secret/);
  });

  it('opens nothing that another vault sealed, or that was changed', async () => {
    const sealed = await vault.seal('secret');
    await assert.rejects(new Vault(randomBytes(32)).open(sealed));
    await assert.rejects(vault.open(`${sealed.slice(0, -2)}AA`));
  });

  it('gives each purpose a key of its own, and the same one each time', () => {
    const secret = randomBytes(32);
    const keys = (['audit', 'tickets', 'vault'] as const).map((purpose) => {
      assert.deepEqual(new Vault(secret).keyFor(purpose), new Vault(secret).keyFor(purpose));
      return Buffer.from(new Vault(secret).keyFor(purpose)).toString('hex');
    });
    assert.equal(new Set([...keys, secret.toString('hex')]).size, 4);
  });

  it('takes a key of 32 bytes alone', () => {
    assert.throws(() => new Vault(randomBytes(16)), /Expected a key of 32 bytes, got 16/);
  });
});
