import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {cp, mkdir, mkdtemp, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';

const ROOT = path.join(import.meta.dirname, '..');

const REFUSED = [
  ['src/model/decide.ts', '../protocol/rpc.ts'],
  ['src/model/decide.ts', 'node:crypto'],
  ['src/model/decide.ts', 'nanoevents'],
  ['src/protocol/rpc.ts', '../client/errors.ts'],
  ['src/protocol/rpc.ts', 'typebox'],
  ['src/client/session.ts', 'lit'],
  ['src/client/session.ts', 'ws'],
  ['src/client/session.ts', '../server/app.ts'],
  ['src/client/providers/server.ts', '../../server/app.ts'],
  ['src/client/providers/server.ts', '../../../components/index.ts'],
  ['src/server/app.ts', '../client/index.ts'],
  ['src/server/rooms/room.ts', '../../client/index.ts'],
  ['src/server/rooms/room.ts', '../../../components/index.ts'],
  ['src/server/app.ts', 'lit'],
  ['components/view/view.ts', '../../src/server/app.ts'],
  ['components/view/view.ts', '../../src/protocol/rpc.ts'],
  ['components/view/view.ts', '../../src/model/state.ts'],
] as const;

const ALLOWED = [
  ['src/model/decide.ts', './state.ts'],
  ['src/protocol/rpc.ts', '../model/state.ts'],
  ['src/client/session.ts', 'nanoevents'],
  ['src/client/session.ts', './providers/provider.ts'],
  ['src/client/providers/server.ts', '../errors.ts'],
  ['src/client/providers/server.ts', '../../model/state.ts'],
  ['src/client/providers/server.ts', '../../protocol/rpc.ts'],
  ['src/server/app.ts', 'fastify'],
  ['src/server/rooms/room.ts', '../../model/state.ts'],
  ['src/server/rooms/room.ts', '../../protocol/rpc.ts'],
  ['components/view/view.ts', 'lit'],
  ['components/view/view.ts', '../shared/session-controller.ts'],
  ['components/view/view.ts', '../../src/client/index.ts'],
] as const;

/** Where a pair is written: a file of its own, in the folder of the one it stands for. */
function fileOf(kind: string, index: number, importer: string): string {
  return `${path.posix.dirname(importer)}/${kind}-${index}.ts`;
}

async function lint(folder: string): Promise<ReadonlySet<string>> {
  const biome = path.join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
  const args = [biome, 'lint', '--only=style/noRestrictedImports', '--reporter=json', '--max-diagnostics=none', '.'];
  const stdout = await new Promise<string>((resolve) =>
    execFile(process.execPath, args, {cwd: folder}, (_error, output) => resolve(output)),
  );
  const report = JSON.parse(stdout) as {diagnostics: {severity: string; location: {path: string}}[]};
  return new Set(report.diagnostics.filter((found) => found.severity === 'error').map((found) => found.location.path));
}

describe('the house', () => {
  let folder: string;
  let refused: ReadonlySet<string>;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'webfuse-house-'));
    await cp(path.join(ROOT, 'biome.json'), path.join(folder, 'biome.json'));
    await cp(path.join(ROOT, 'package.json'), path.join(folder, 'package.json'));
    await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
    for (const [kind, pairs] of Object.entries({refused: REFUSED, allowed: ALLOWED})) {
      for (const [index, [importer, imported]] of pairs.entries()) {
        const file = path.join(folder, fileOf(kind, index, importer));
        await mkdir(path.dirname(file), {recursive: true});
        await writeFile(file, `import {thing} from '${imported}';\n\nexport const other = thing;\n`);
      }
    }
    refused = await lint(folder);
  });

  after(() => rm(folder, {recursive: true}));

  for (const [index, [importer, imported]] of REFUSED.entries()) {
    it(`keeps ${path.posix.dirname(importer)} from importing ${imported}`, () => {
      assert.ok(refused.has(fileOf('refused', index, importer)));
    });
  }

  for (const [index, [importer, imported]] of ALLOWED.entries()) {
    it(`lets ${path.posix.dirname(importer)} import ${imported}`, () => {
      assert.ok(!refused.has(fileOf('allowed', index, importer)));
    });
  }
});
