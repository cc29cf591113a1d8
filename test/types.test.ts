import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';

const ROOT = path.join(import.meta.dirname, '..');

/** What an installation of the kit brings along, as far as its types need it. */
const INSTALLED = ['lit', 'lit-html', 'lit-element', '@lit/reactive-element', '@lit/context', '@types/trusted-types'];

/** What is there where a framework is. */
const FRAMEWORKS = ['@types/react', '@lit/react', 'csstype', 'solid-js', 'svelte', 'vue', '@vue'];

const PAGES = ['page.ts', 'react.tsx', 'react-components.tsx', 'solid.tsx', 'templates.ts'];

/** How a page of this repository names the kit, and how one of its users does. */
const IMPORTS = {
  '../../components/define.ts': 'webfuse-elements/kit',
  '../../components/index.ts': 'webfuse-elements',
  '../../components/frameworks/react.ts': 'webfuse-elements/react',
  '../../components/react/index.ts': 'webfuse-elements/react/components',
  '../../components/frameworks/solid.ts': 'webfuse-elements/solid',
  '../../components/frameworks/svelte.ts': 'webfuse-elements/svelte',
  '../../components/frameworks/vue.ts': 'webfuse-elements/vue',
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
    for (const name of [...INSTALLED, ...FRAMEWORKS]) {
      const place = path.join(folder, 'node_modules', name);
      await mkdir(path.dirname(place), {recursive: true});
      await symlink(path.join(ROOT, 'node_modules', name), place, 'dir');
    }
    for (const name of PAGES) {
      let page = await readFile(path.join(import.meta.dirname, 'types', name), 'utf8');
      for (const [ours, theirs] of Object.entries(IMPORTS)) page = page.replace(`'${ours}'`, `'${theirs}'`);
      assert.doesNotMatch(page, /from '\./);
      await writeFile(path.join(folder, name), page);
    }
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

    it(`serve pages of React, Solid, Vue and Svelte, resolved by ${moduleResolution}`, async () => {
      // What the frameworks say is not ours to check.
      const compilerOptions = {...OPTIONS, module, moduleResolution, jsx: 'preserve', skipLibCheck: true};
      for (const page of PAGES.slice(1)) {
        await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify({compilerOptions, files: [page]}));
        assert.equal(await compile(folder, '-p', '.'), '', page);
      }
    });
  }
});
