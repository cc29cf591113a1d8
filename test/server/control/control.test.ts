import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, it, type TestContext} from 'node:test';
import {askServer} from '../../../src/server/control/control-client.ts';
import {serveControl} from '../../../src/server/control/control-server.ts';
import {KeyDesk} from '../../../src/server/control/key-desk.ts';
import {jsonLog} from '../../../src/server/operations/log.ts';
import {MemoryStore} from '../../../src/server/storage/memory-store.ts';
import {openRegistries} from '../../../src/server/storage/registries.ts';
import {DEMO_SPACE} from '../../../src/server/storage/spaces.ts';
import {VAULT_KEY_BYTES, Vault} from '../../../src/server/vault.ts';

async function desk(): Promise<KeyDesk> {
  const vault = new Vault(randomBytes(VAULT_KEY_BYTES));
  return new KeyDesk(await openRegistries(new MemoryStore(), vault, {spaces: [DEMO_SPACE]}));
}

function socketOf(test: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'webfuse-control-'));
  test.after(() => rmSync(folder, {recursive: true}));
  return path.join(folder, 'control.sock');
}

describe('the control socket', () => {
  it('does what is asked there, and says why it does not', async (test) => {
    const file = socketOf(test);
    const stop = await serveControl(file, await desk(), jsonLog('silent'));
    const made = await askServer(file, {action: 'make', type: 'rk', space: 'demo', name: 'crm'});
    assert.match(made?.text ?? '', /^rk_/);
    assert.equal((await askServer(file, {action: 'list', space: null}))?.keys.length, 2);
    await assert.rejects(askServer(file, {action: 'revoke', id: 99}), {
      name: 'KeyRefusal',
      message: /^There is no key 99/,
    });
    await stop();
  });

  it('is nobody where no server runs', async (test) => {
    assert.equal(await askServer(socketOf(test), {action: 'list', space: null}), undefined);
  });
});

describe('KeyDesk', () => {
  for (const [what, call, says] of [
    [
      'a key of a space without one',
      {action: 'make', type: 'rk', space: null, name: ''},
      /^Expected a rk key to have a/,
    ],
    [
      'a key of the server for a space',
      {action: 'make', type: 'ck', space: 'demo', name: ''},
      /^Expected a ck key to have no/,
    ],
    [
      'a key of no space',
      {action: 'make', type: 'wk', space: 'shop', name: ''},
      /^There is no space "shop": .* demo\.$/,
    ],
    ['a key that the config has', {action: 'revoke', id: 1}, /^Key 1 stands in the config/],
  ] as const) {
    it(`refuses ${what}, in one line`, async () => {
      await assert.rejects((await desk()).answer(call), {name: 'KeyRefusal', message: says});
    });
  }

  it('revokes a key once', async () => {
    const keys = await desk();
    const [key] = (await keys.answer({action: 'make', type: 'ck', space: null, name: ''})).keys;
    const [revoked] = (await keys.answer({action: 'revoke', id: key!.id})).keys;
    assert.ok(revoked?.revokedAt);
    await assert.rejects(keys.answer({action: 'revoke', id: key!.id}), /was revoked before/);
  });
});
