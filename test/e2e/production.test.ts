import assert from 'node:assert/strict';
import {mkdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it, type TestContext} from 'node:test';
import {SAME_USER} from '../../src/server/browser/user.ts';
import {openDatabase} from '../../src/server/storage/sqlite-database.ts';
import {Production, WIDGET_KEY} from '../support/production.ts';
import {gone, ServerProcess} from '../support/server-process.ts';
import {leftOutUnmounted, UNSHARED} from '../support/unshared.ts';
import {WireClient} from '../support/wire-client.ts';

/** Waits until people can be sent there. It waits for the browser itself, as long as anyone would have patience. */
async function isReady(origin: string): Promise<void> {
  while (!(await fetch(`${origin}/readyz`)).ok);
}

const skip = leftOutUnmounted();

describe('a server in production', {timeout: 300_000}, () => {
  it('says in one line of JSON that it is ready, shows pages in a sandbox, and stops in order', async (test) => {
    const server = new Production(test, {metrics: {port: 0}}).run();
    const origin = await server.address();
    const {level, address, msg, metrics} = JSON.parse(server.said[0]!);
    assert.deepEqual([level, address, msg], ['info', origin, 'Ready.']);
    assert.match(await (await fetch(`${metrics}/metrics`)).text(), /^process_resident_memory_bytes \d+$/m);
    assert.equal((await fetch(`${origin}/metrics`)).status, 404);
    await isReady(origin);
    const browser = server.descendants();
    assert.notDeepEqual(browser, [], 'a browser runs');
    for (const id of browser) assert.notEqual(statSync(`/proc/${id}`).uid, 0);
    server.send('SIGTERM');
    assert.equal(await server.exited, 0);
    await gone(browser);
    assert.deepEqual(server.complained, []);
  });

  it('says that its browser has no user of its own, where root has not started it', async (test) => {
    for (const [uid, warnings] of [
      [0, []],
      [1000, [SAME_USER]],
    ] as const) {
      const production = new Production(test);
      const server = production.run({NODE_OPTIONS: `--import=data:text/javascript,process.getuid=()=>${uid}`});
      await server.address();
      server.send('SIGTERM');
      assert.equal(await server.exited, 0);
      const lines = server.said.map((line) => JSON.parse(line));
      assert.deepEqual(
        lines.filter(({level}) => level === 'warn').map(({msg}) => msg),
        warnings,
      );
    }
  });

  it('has the spaces of its config and no demo', async (test) => {
    const server = new Production(test).run();
    const origin = await server.address();
    assert.equal((await fetch(origin)).status, 404);
    const client = await WireClient.connect(origin);
    const demo = await client.call('create_session', {space: 'demo', widget_key: 'wk_demo'});
    assert.equal(demo.error?.data.code, 'unknown_space');
    const own = await client.call('create_session', {space: 'support', widget_key: WIDGET_KEY});
    assert.match(own.result.session_id, /^[\w-]{12}$/);
    server.send('SIGTERM');
    assert.equal(await server.exited, 0);
  });

  it('writes what its own user alone can read', async (test) => {
    const production = new Production(test);
    await production.run().address();
    for (const name of ['', 'webfuse.sqlite', 'secret-check']) {
      assert.equal(statSync(path.join(production.folder, 'data', name)).mode & 0o077, 0, name);
    }
  });

  it('starts once for its data', async (test) => {
    const production = new Production(test);
    await production.run().address();
    const second = production.run();
    assert.equal(await second.exited, 74);
    assert.match(second.complained.join('\n'), /^\S+webfuse\.sqlite is in use by another server: .*$/);
  });

  /** A server whose database is there already. */
  function withDatabase(test: TestContext) {
    const production = new Production(test);
    const folder = path.join(production.folder, 'data');
    const file = path.join(folder, 'webfuse.sqlite');
    mkdirSync(folder);
    openDatabase(file).close();
    return {production, folder, file};
  }

  it('starts nothing on a database that is damaged, says so in one line, and leaves it', async (test) => {
    const {production, file} = withDatabase(test);
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0x55, bytes.length / 2, bytes.length / 2 + 4096));
    const server = production.run();
    assert.equal(await server.exited, 74);
    assert.equal(server.complained.length, 1);
    assert.match(server.complained[0]!, /^\S+webfuse\.sqlite is damaged: put a backup in its place/);
    assert.deepEqual(server.said, []);
    assert.deepEqual(readFileSync(file), bytes);
  });

  it('starts nothing on a database that it may not write, says so in one line, and leaves it', {skip}, async (test) => {
    const {production, folder, file} = withDatabase(test);
    const bytes = readFileSync(file);
    const script = 'mount --bind "$0" "$0"; mount -o remount,bind,ro "$0"; exec "$@"';
    const server = production.run({}, [], undefined, [...UNSHARED, script, folder]);
    assert.equal(await server.exited, 74);
    assert.equal(server.complained.length, 1);
    assert.match(server.complained[0]!, /data may not be written: let the user that the server runs as read and write/);
    assert.deepEqual(server.said, []);
    assert.deepEqual(readFileSync(file), bytes);
  });

  it('does not start with another secret than its data was written with', async (test) => {
    const production = new Production(test);
    const first = production.run();
    await first.address();
    first.send('SIGTERM');
    await first.exited;
    const second = production.run({WEBFUSE_SECRET: Buffer.alloc(32).toString('base64')});
    assert.equal(await second.exited, 78);
    assert.match(second.complained.join('\n'), /^WEBFUSE_SECRET is another one than what \S+ was written with: .*$/);
    assert.deepEqual(second.said, []);
  });

  const refused: readonly (readonly [what: string, config: object, env: Record<string, string>, says: RegExp])[] = [
    ['has no secret', {}, {WEBFUSE_SECRET: ''}, /^Expected WEBFUSE_SECRET or .*: make one with: /],
    ['has a key that is none', {lisen: 1}, {}, /config\.json: There is no lisen in a config: /],
    ['has the key of the demo', {spaces: [{slug: 'a', widgetKeys: ['wk_demo']}]}, {}, /widgetKeys\[0\] .*"wk_demo"/],
  ];
  for (const [what, config, env, says] of refused) {
    it(`starts nothing and says why in one line when it ${what}`, async (test) => {
      const production = new Production(test, config);
      const server = production.run(env);
      assert.equal(await server.exited, 78);
      assert.equal(server.complained.length, 1);
      assert.match(server.complained[0]!, says);
      assert.deepEqual(server.said, []);
      assert.throws(() => statSync(path.join(production.folder, 'data')), {code: 'ENOENT'});
    });
  }

  it('only looks at its config with --check', async (test) => {
    const production = new Production(test);
    const server = production.run({}, ['--check']);
    assert.equal(await server.exited, 0);
    assert.deepEqual(server.said, [`${production.config} is as it should be.`]);
  });
});

describe('the command line', () => {
  for (const [args, says] of [
    [['--confg', 'x'], /^Unknown option '--confg'\. See --help\.$/],
    [['--check'], /^Expected --config with --check/],
    [['serve'], /^Unexpected argument 'serve'/],
  ] as const) {
    it(`is refused in one line when it is ${args.join(' ')}`, async (test) => {
      const server = ServerProcess.run(test, {}, args);
      assert.equal(await server.exited, 64);
      assert.equal(server.complained.length, 1);
      assert.match(server.complained[0]!, says);
    });
  }
});
