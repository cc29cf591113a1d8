import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, it} from 'node:test';
import {instanceIn, placeIn, vaultKeyIn} from '../../../src/server/cli/environment.ts';

const KEY = Buffer.alloc(32, 7);

describe('the environment', () => {
  it('has the secret of the server as base64 of 32 bytes', () => {
    assert.deepEqual(Buffer.from(vaultKeyIn({WEBFUSE_SECRET: KEY.toString('base64')})), KEY);
    assert.deepEqual(Buffer.from(vaultKeyIn({WEBFUSE_SECRET: KEY.toString('base64url')})), KEY);
  });

  it('may name a file that has it', (test) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'webfuse-secret-'));
    test.after(() => rmSync(folder, {recursive: true}));
    const file = path.join(folder, 'secret');
    writeFileSync(file, `${KEY.toString('base64')}\n`, {mode: 0o600});
    assert.deepEqual(Buffer.from(vaultKeyIn({WEBFUSE_SECRET_FILE: file})), KEY);
    const twice = {WEBFUSE_SECRET_FILE: file, WEBFUSE_SECRET: KEY.toString('base64')};
    assert.throws(() => vaultKeyIn(twice), {name: 'ConfigError', message: /got both/});
  });

  for (const text of [undefined, '', 'secret', KEY.subarray(1).toString('base64'), `${'a'.repeat(42)} ?`]) {
    it(`has no secret when WEBFUSE_SECRET is ${JSON.stringify(text)}, and says how to make one`, () => {
      const error = {name: 'ConfigError', message: /WEBFUSE_SECRET .*: make one with: /};
      assert.throws(() => vaultKeyIn({WEBFUSE_SECRET: text}), error);
    });
  }

  it('may say what the server is called', () => {
    assert.deepEqual([instanceIn({}), instanceIn({WEBFUSE_INSTANCE: ''})], [undefined, undefined]);
    assert.equal(instanceIn({WEBFUSE_INSTANCE: 'eu-1'}), 'eu-1');
    const error = {name: 'ConfigError', message: /^Expected WEBFUSE_INSTANCE to be 1 to 40 letters/};
    assert.throws(() => instanceIn({WEBFUSE_INSTANCE: '../eu'}), error);
  });

  it('may say where to listen', () => {
    assert.deepEqual(placeIn({HOST: '', PORT: ''}), {host: undefined, port: undefined});
    assert.deepEqual(placeIn({HOST: '::1', PORT: '0'}), {host: '::1', port: 0});
  });
});
