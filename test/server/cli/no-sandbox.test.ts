import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {describe, it, type TestContext} from 'node:test';
import {findBrowser} from '../../../src/server/browser/find.ts';
import {readArguments} from '../../../src/server/cli/arguments.ts';
import {develop} from '../../../src/server/cli/development.ts';
import {UsageError} from '../../../src/server/cli/exit-codes.ts';

/** What is said at the start of a server for development, and what its browser is started with. */
async function start(test: TestContext, args: readonly string[]): Promise<{warned: string[]; flags: string}> {
  const [said, warned]: [string[], string[]] = [[], []];
  const terminal = {say: (text: string) => said.push(text), warn: (text: string) => warned.push(text)};
  const env = {PORT: '0', CHROME_PATH: findBrowser(process.env)};
  const server = await develop(readArguments(args), env, terminal);
  server.announce();
  test.after(() => server.close());
  const address = said.join(' ').match(/http:\S+/)?.[0];
  // It starts a browser to see whether that can be done.
  await fetch(`${address}readyz`);
  const lines = execFileSync('ps', ['-eo', 'ppid,args', '-ww'], {encoding: 'utf8'}).split('\n');
  return {
    warned,
    flags: lines.find((line) => line.trim().startsWith(`${process.pid} `) && /headless/.test(line)) ?? '',
  };
}

describe('--no-sandbox', () => {
  it('switches the sandbox off in development, and says so', async (test) => {
    const {warned, flags} = await start(test, ['--no-sandbox']);
    assert.match(String(warned), /without its sandbox/);
    assert.match(flags, / --no-sandbox/);
  });

  it('is the only way to that', async (test) => {
    const {warned, flags} = await start(test, []);
    assert.doesNotMatch(String(warned), /without its sandbox/);
    assert.match(flags, /--headless/);
    assert.doesNotMatch(flags, /--no-sandbox/);
  });

  it('is refused in production', () => {
    assert.throws(() => readArguments(['--config', 'config.json', '--no-sandbox']), UsageError);
  });
});
