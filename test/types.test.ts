import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';

const ROOT = path.join(import.meta.dirname, '..');

/** What an installation of the kit brings along, as far as its types need it. */
const INSTALLED = ['lit', 'lit-html', 'lit-element', '@lit/reactive-element', '@lit/context', '@types/trusted-types'];

/** How a page of this repository names the kit, and how one of its users does. */
const IMPORTS = {
  '../../components/define.ts': 'webfuse-elements/kit',
  '../../components/index.ts': 'webfuse-elements',
  '../../src/client/index.ts': 'webfuse-elements/client',
  '../../src/client/testing/index.ts': 'webfuse-elements/testing',
};

const OPTIONS = {
  target: 'es2022',
  lib: ['es2024', 'dom', 'dom.iterable'],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  noEmit: true,
};

/** Runs the compiler. Resolves with what it complains about. */
function compile(folder: string, ...args: string[]): Promise<string> {
  const tsc = path.join(ROOT, 'node_modules/typescript/bin/tsc');
  return new Promise((resolve) =>
    execFile(process.execPath, [tsc, ...args], {cwd: folder}, (_, output) => resolve(output)),
  );
}

describe('the types of the kit, as they are published', () => {
  let folder = '';

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'webfuse-types-'));
    const kit = path.join(folder, 'node_modules/webfuse-elements');
    const types = path.join(kit, 'dist/types');
    assert.equal(await compile(ROOT, '-p', 'tsconfig.types.json', '--outDir', types), '');
    await cp(path.join(ROOT, 'package.json'), path.join(kit, 'package.json'));
    for (const name of INSTALLED) {
      const place = path.join(folder, 'node_modules', name);
      await mkdir(path.dirname(place), {recursive: true});
      await symlink(path.join(ROOT, 'node_modules', name), place, 'dir');
    }
    let page = await readFile(path.join(import.meta.dirname, 'types/page.ts'), 'utf8');
    for (const [ours, theirs] of Object.entries(IMPORTS)) page = page.replace(`'${ours}'`, `'${theirs}'`);
    assert.doesNotMatch(page, /from '\./);
    await writeFile(path.join(folder, 'page.ts'), page);
    await writeFile(path.join(folder, 'package.json'), '{"type": "module"}');
  });

  after(() => rm(folder, {recursive: true}));

  for (const [module, moduleResolution] of [
    ['esnext', 'bundler'],
    ['nodenext', 'nodenext'],
  ] as const) {
    it(`serve a page whose modules are resolved by ${moduleResolution}`, async () => {
      const compilerOptions = {...OPTIONS, module, moduleResolution};
      const config = {compilerOptions, files: ['page.ts']};
      await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
      assert.equal(await compile(folder, '-p', '.'), '');
    });
  }
});
