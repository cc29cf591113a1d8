import assert from 'node:assert/strict';
import {describe, it, type TestContext} from 'node:test';
import {SAME_USER} from '../../../src/server/browser/user.ts';
import {readArguments} from '../../../src/server/cli/arguments.ts';
import {develop} from '../../../src/server/cli/development.ts';

/** What a server for development warns of at its start when this user starts it. */
async function warned(test: TestContext, uid: number, ...args: string[]): Promise<string[]> {
  test.mock.method(process as {getuid(): number}, 'getuid', () => uid);
  const lines: string[] = [];
  const terminal = {say() {}, warn: (text: string) => lines.push(text)};
  const server = await develop(readArguments(args), {PORT: '0', CHROME_PATH: process.execPath}, terminal);
  server.announce();
  await server.close();
  return lines;
}

describe('a server for development', () => {
  it('says that its browser has no user of its own', async (test) => {
    assert.deepEqual(await warned(test, 1000), [SAME_USER]);
  });

  it('says nothing where root has started it', async (test) => {
    assert.deepEqual(await warned(test, 0), []);
  });

  it('does not speak of a sandbox that there is not', async (test) => {
    const [line, ...more] = await warned(test, 1000, '--no-sandbox');
    assert.match(line!, /without its sandbox/);
    assert.deepEqual(more, []);
  });
});
