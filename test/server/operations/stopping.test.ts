import assert from 'node:assert/strict';
import {fork} from 'node:child_process';
import {once} from 'node:events';
import path from 'node:path';
import {describe, it, type TestContext} from 'node:test';

/** Longer than any test takes. */
const LONG = 600_000;

/** Starts a server that ends in some way; answers with what to do to it, what it says, and how it exits. */
async function start(test: TestContext, how: string, longest = LONG) {
  const child = fork(path.join(import.meta.dirname, 'stopping-process.ts'), [how, String(longest)], {silent: true});
  test.after(() => child.kill('SIGKILL'));
  let said = '';
  child.stdout!.on('data', (text) => {
    said += text;
  });
  const exited = once(child, 'exit').then(([code]) => ({code, said}));
  await once(child, 'message');
  /** Settles when it has said so. */
  const says = async (text: string) => {
    while (!said.includes(text)) await once(child.stdout!, 'data');
  };
  return {child, exited, says};
}

describe('a server that is asked to stop', () => {
  it('ends in order', async (test) => {
    const {child, exited} = await start(test, 'in order');
    child.kill('SIGTERM');
    assert.equal((await exited).code, 0);
  });

  it('ends at once when it is asked again', async (test) => {
    const {child, exited, says} = await start(test, 'never');
    child.kill('SIGINT');
    await says('a second signal ends it at once');
    child.kill('SIGTERM');
    assert.equal((await exited).code, 128 + 15);
  });

  it('ends when that takes too long, and says so', async (test) => {
    const {child, exited} = await start(test, 'never', 1);
    child.kill('SIGTERM');
    const {code, said} = await exited;
    assert.equal(code, 70);
    assert.match(said, /did not stop within 0.001 s/);
  });

  it('ends when it cannot do so in order, and says why', async (test) => {
    const {child, exited} = await start(test, 'with an error');
    child.kill('SIGTERM');
    const {code, said} = await exited;
    assert.equal(code, 70);
    assert.match(said, /Something is still held/);
  });
});

describe('a server in which something goes wrong that nobody expected', () => {
  for (const how of ['in order', 'with an error that nobody expects']) {
    it(`stops, and ends ${how}`, async (test) => {
      const {child, exited} = await start(test, how);
      child.send('');
      const {code, said} = await exited;
      assert.equal(code, 70);
      assert.match(said, /Nobody expected that/);
    });
  }
});
