import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {OPTIONS} from '../../../src/server/cli/arguments.ts';
import {ROOT} from '../../../src/server/root.ts';
import {ServerProcess} from '../../support/server-process.ts';

/** What the command line reads of the environment. */
function namesInEnvironment(): string[] {
  const folder = path.join(ROOT, 'src/server/cli');
  const sources = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), 'utf8'));
  return sources.flatMap((source) => [...source.matchAll(/(?:env\[|env, )'([A-Z_]+)'/g)].map(([, name = '']) => name));
}

describe('--help', () => {
  it('names every option, every command and what is read of the environment, and nothing else', async (test) => {
    const server = ServerProcess.run(test, {}, ['--help']);
    assert.equal(await server.exited, 0);
    assert.deepEqual(server.complained, []);
    const shown = server.said.flatMap((line) => {
      const [, short, name] = /^ {2}(?:-(\w), | {4})--([\w-]+)/.exec(line) ?? [];
      return name ? [[name, short]] : [];
    });
    const options = Object.entries(OPTIONS).map(([name, option]) => [
      name,
      'short' in option ? option.short : undefined,
    ]);
    assert.deepEqual(shown.sort(), options.sort());
    const text = server.said.join('\n');
    for (const command of ['keys', 'audit', 'masking']) assert.match(text, new RegExp(`main\\.js ${command} --help`));
    const names = namesInEnvironment();
    assert.ok(names.includes('WEBFUSE_SECRET') && names.includes('PORT'));
    for (const name of names) assert.match(text, new RegExp(`\\b${name}\\b`));
  });
});
