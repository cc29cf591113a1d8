import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {describe, it} from 'node:test';
import {leftOut} from './support/left-out.ts';

describe('tests of what a machine lacks', () => {
  const nginx = (isThere: boolean, env: NodeJS.ProcessEnv) => leftOut('nginx', isThere, ['nginx-light'], env);

  it('are left out, which is said, or fail where everything is to be tried', () => {
    assert.equal(nginx(true, {EVERYTHING: '1'}), false);
    assert.match(String(nginx(false, {})), /^There is no nginx: its tests are left out\. On Debian: .* nginx-light$/);
    assert.throws(
      () => nginx(false, {EVERYTHING: '1'}),
      /There is no nginx: EVERYTHING=1 leaves none of its tests out/,
    );
  });

  it('name no package where none helps', () => {
    assert.equal(leftOut('second disk', false, [], {}), 'There is no second disk: its tests are left out.');
  });

  it('fail in the run that decides', () => {
    assert.match(readFileSync('.ci/run', 'utf8'), /^export EVERYTHING=1\n(.*\n)*npm test$/m);
  });
});
