import assert from 'node:assert/strict';
import {once} from 'node:events';
import {existsSync} from 'node:fs';
import {type AddressInfo, createServer} from 'node:net';
import {describe, it, type TestContext} from 'node:test';
import {SAME_USER, unprivilegedUser} from '../../src/server/browser/user.ts';
import {freePort} from '../support/free-port.ts';
import {gone, ServerProcess} from '../support/server-process.ts';
import {SHOP} from '../support/stage.ts';
import {WireClient} from '../support/wire-client.ts';

/** What it warns of wherever it starts. */
const WARNINGS = unprivilegedUser() ? [] : [SAME_USER];

/** A server that listens, with a session in it whose tab shows a page. */
async function withPage(test: TestContext): Promise<ServerProcess> {
  const server = ServerProcess.run(test);
  const client = await WireClient.connect(new URL(await server.address()).origin);
  await client.lead();
  await client.call('open_tab', {url: SHOP});
  await client.event('relocated');
  assert.notDeepEqual(server.descendants(), [], 'a browser runs');
  return server;
}

/** What someone did wrong, and what they are told. */
interface Mistake {
  readonly env: Record<string, string>;
  readonly says: string;
  readonly code?: number;
}

/** A port that somebody listens on. */
async function takenPort(test: TestContext): Promise<number> {
  const other = createServer().listen(0, '127.0.0.1');
  test.after(() => other.close());
  await once(other, 'listening');
  return (other.address() as AddressInfo).port;
}

describe('npm start', {timeout: 300_000}, () => {
  it('prints one address once it is ready, and answers there', async (test) => {
    const server = ServerProcess.run(test);
    const address = await server.address();
    assert.match(address, /^http:\/\/127\.0\.0\.1:\d+\/$/);
    assert.deepEqual(await (await fetch(`${address}healthz`)).json(), {status: 'ok'});
    assert.match(await (await fetch(address)).text(), /<wf-session/);
    assert.equal(server.said.length, 1);
    assert.match(server.said[0]!, /ready for development \(nothing is kept, and everyone knows the demo’s key\)/);
    assert.deepEqual(server.complained, WARNINGS);
  });

  // Elsewhere 127.0.0.1 is the only loopback address there is.
  it('listens where PORT and HOST say', {skip: process.platform !== 'linux'}, async (test) => {
    const port = await freePort();
    const server = ServerProcess.run(test, {PORT: String(port), HOST: '127.0.0.2'});
    assert.equal(await server.address(), `http://127.0.0.2:${port}/`);
    assert.equal((await fetch(`http://127.0.0.2:${port}/healthz`)).status, 200);
    await assert.rejects(fetch(`http://127.0.0.1:${port}/healthz`));
  });

  const mistakes: Record<string, (test: TestContext) => Promise<Mistake>> = {
    'the port is taken': async (test: TestContext) => {
      const port = await takenPort(test);
      return {
        env: {PORT: String(port)},
        says: `Port ${port} is taken: choose another, as in PORT=${port + 1} npm start.`,
      };
    },
    'CHROME_PATH is no program': async () => ({
      env: {CHROME_PATH: '/nowhere/chrome'},
      says: 'CHROME_PATH is /nowhere/chrome, which is not a program that can be run.',
    }),
    'PORT is no port': async () => ({
      code: 78,
      env: {PORT: '80a'},
      says: 'Expected PORT to be a number from 0 to 65535, got "80a".',
    }),
    'HOST is not of this machine': async () => ({
      env: {HOST: '192.0.2.1'},
      says: 'HOST=192.0.2.1 is not an address of this machine: leave it out for 127.0.0.1.',
    }),
    'HOST is nowhere': async () => ({
      env: {HOST: 'nowhere.invalid'},
      says: 'HOST=nowhere.invalid is not an address of this machine: leave it out for 127.0.0.1.',
    }),
  };
  for (const [mistake, make] of Object.entries(mistakes)) {
    it(`says in one line what to do when ${mistake}`, async (test) => {
      const {env, says, code = 1} = await make(test);
      const server = ServerProcess.run(test, env);
      assert.equal(await server.exited, code);
      assert.deepEqual([server.said, server.complained], [[], [says]]);
    });
  }

  describe('leaves no browser behind', {skip: !existsSync('/proc/self/stat')}, () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      it(`after ${signal}`, async (test) => {
        const server = await withPage(test);
        const browser = server.descendants();
        server.send(signal);
        assert.equal(await server.exited, 0);
        await gone(browser);
        assert.deepEqual(server.complained, WARNINGS);
      });
    }

    it('when it is killed', async (test) => {
      const server = await withPage(test);
      const browser = server.descendants();
      server.send('SIGKILL');
      await server.exited;
      await gone(browser);
    });

    it('and takes nothing from another server', async (test) => {
      const [one, other] = await Promise.all([withPage(test), withPage(test)]);
      const browser = one.descendants();
      one.send('SIGTERM');
      assert.equal(await one.exited, 0);
      await gone(browser);
      const client = await WireClient.connect(new URL(other.said[0]!.match(/http:\S+/)![0]).origin);
      await client.lead();
      await client.call('open_tab', {url: SHOP});
      await client.event('relocated');
      const rest = other.descendants();
      other.send('SIGINT');
      assert.equal(await other.exited, 0);
      await gone(rest);
    });
  });
});
