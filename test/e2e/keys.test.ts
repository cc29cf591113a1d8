import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {Production, WIDGET_KEY} from '../support/production.ts';
import {ServerProcess} from '../support/server-process.ts';

/** Whether a REST key opens the space `support`. */
async function opens(origin: string, key: string): Promise<boolean> {
  const headers = {authorization: `Token ${key}`};
  return (await fetch(`${origin}/api/spaces/support/`, {headers})).ok;
}

describe('npm run keys', {timeout: 300_000}, () => {
  it('makes a key before the server runs, and tells it once', async (test) => {
    const production = new Production(test);
    const made = await production.keys(['make', 'rk', '--space', 'support', '--name', 'crm']);
    assert.equal(made.code, 0);
    const [key, ...rest] = made.said;
    assert.match(key!, /^rk_[\w-]{43}$/);
    assert.deepEqual(rest, []);
    assert.match(made.noted[0]!, /^Made the rk key \d+, "crm", of the space "support"\. No server runs: the next one/);

    const {said} = await production.keys(['list']);
    assert.doesNotMatch(said.join('\n'), new RegExp(key!));
    assert.match(said[0]!, /^id +type +space +name +key +made +used +state$/);
    assert.match(said.join('\n'), new RegExp(`wk +support +- +${WIDGET_KEY} .* in the config`));
    assert.match(said.join('\n'), new RegExp(`rk +support +crm +${key!.slice(0, 8)}… .* never +valid`));

    assert.equal(await opens(await production.run().address(), key!), true);
  });

  it('makes and revokes keys that the server which runs knows at once', async (test) => {
    const production = new Production(test);
    const origin = await production.run().address();
    const {said, noted} = await production.keys(['make', 'rk', '--space', 'support']);
    assert.match(noted[0]!, /^Made the rk key \d+ of the space "support"\. The server that runs knows it/);
    assert.equal(await opens(origin, said[0]!), true);
    const revoked = await production.keys(['revoke', /key (\d+)/.exec(noted[0]!)![1]!]);
    assert.match(revoked.noted[0]!, /^Revoked the rk key \d+ of the space "support"\. The server that runs knows it/);
    assert.equal(await opens(origin, said[0]!), false);
    assert.match((await production.keys(['list', '--space', 'support'])).said.join('\n'), /revoked \d{4}-\d\d-\d\d/);
  });

  it('says in one line why it cannot do what it was asked', async (test) => {
    const production = new Production(test);
    for (const [args, says] of [
      [['make', 'wk', '--space', 'shop'], /^There is no space "shop": expected one of support\.$/],
      [['remove', '1'], /^Expected make wk, /],
      [['list', '--all'], /^Unknown option '--all'/],
    ] as const) {
      const {code, said, noted} = await production.keys(args);
      assert.deepEqual([code, said, noted.length], [64, [], 1], args.join(' '));
      assert.match(noted[0]!, says);
    }
  });

  it('makes a secret that the server takes', async (test) => {
    const maker = ServerProcess.run(test, {}, ['keys', 'secret']);
    assert.equal(await maker.exited, 0);
    const server = new Production(test).run({WEBFUSE_SECRET: maker.said[0]!});
    assert.match(await server.address(), /^http:/);
  });
});
