import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, it, type TestContext} from 'node:test';
import {stripVTControlCharacters} from 'node:util';
import {buildDirectives, compileAngular} from './support/angular.ts';
import {runTypeScript} from './support/examples.ts';

const ROOT = path.join(import.meta.dirname, '..');
const MODULES = path.join(ROOT, 'node_modules');

/** JavaScript as it is in the examples: what a template does with the tags is checked all the same. */
const OPTIONS = {
  target: 'es2022',
  lib: ['es2024', 'dom', 'dom.iterable'],
  types: [],
  strict: false,
  allowJs: true,
  checkJs: true,
  module: 'esnext',
  moduleResolution: 'bundler',
  skipLibCheck: true,
  noEmit: true,
  // As this repository has it, whose own files are looked at.
  allowImportingTsExtensions: true,
  experimentalDecorators: true,
  useDefineForClassFields: false,
};

/** A folder with an example, templates that are wrong, and tools that find TypeScript 6 where they look for TypeScript. */
async function folderWith(test: TestContext, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'webfuse-templates-'));
  test.after(() => rm(folder, {recursive: true}));
  const modules = path.join(folder, 'node_modules');
  await mkdir(modules);
  for (const name of await readdir(MODULES)) {
    const from = name === 'typescript' ? 'typescript-6' : name;
    if (name !== '.bin') await symlink(path.join(MODULES, from), path.join(modules, name));
  }
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  return folder;
}

/** Runs a program of a folder's `node_modules`. Resolves with what it says. */
function run(folder: string, program: string, ...args: string[]): Promise<string> {
  const node = ['--preserve-symlinks', '--preserve-symlinks-main', path.join(folder, 'node_modules', program)];
  return new Promise((resolve) =>
    execFile(process.execPath, [...node, ...args], {cwd: folder}, (_, output) => resolve(output)),
  );
}

/** What is said of each file of the folder, by its name. Those of this repository are held to more elsewhere. */
function saidOf(output: string, line: RegExp): Record<string, string> {
  const said: Record<string, string> = {};
  for (const [, file = '', text = ''] of output.matchAll(line)) said[file] = `${said[file] ?? ''}${text}\n`;
  return said;
}

function assertWrong(said: Record<string, string>, wrong: Readonly<Record<string, readonly [string, RegExp]>>): void {
  assert.deepEqual(Object.keys(said).sort(), Object.keys(wrong).sort(), JSON.stringify(said, null, 2));
  for (const [file, [, expected]] of Object.entries(wrong)) assert.match(said[file]!, expected, file);
}

/** A component of Angular that shows a template. */
const shown = (template: string) => `import {Component} from '@angular/core';
import type {WfTabCloseEvent} from 'webfuse-elements';
import {WEBFUSE_ELEMENTS} from 'webfuse-elements/angular';

@Component({selector: 'test-page', imports: [WEBFUSE_ELEMENTS], template: \`${template}\`})
export class Page {
  say(text: string) {}
  close(event: WfTabCloseEvent) {}
}
`;

const sources = (wrong: Readonly<Record<string, readonly [string, RegExp]>>) =>
  Object.fromEntries(Object.entries(wrong).map(([file, [text]]) => [file, text]));

describe('the types of the kit, to what checks templates', {timeout: 240_000}, () => {
  it('let the example of Vue be, and name what is wrong in a template', async (test) => {
    const wrong = {
      'value.vue': ['<template><wf-session :space="5" /></template>', /'number' is not assignable to type 'string'/],
      'property.vue': ['<template><wf-session :colour="5" /></template>', /colour/],
      'event.vue': ['<template><wf-session @wf-tab-colse="() => {}" /></template>', /WfTabClose/],
      'detail.vue': [
        '<template><wf-session @wf-tab-close="String($event.detail.url)" /></template>',
        /'url' does not exist on type '\{ ssid: number; \}'/,
      ],
    } as const;
    const config = {
      compilerOptions: OPTIONS,
      vueCompilerOptions: {strictTemplates: true},
      include: [path.join(ROOT, 'components/frameworks/vue.ts'), '*.vue'],
    };
    const folder = await folderWith(test, {...sources(wrong), 'tsconfig.json': JSON.stringify(config)});
    await cp(path.join(ROOT, 'demo/vue/src/the-app.vue'), path.join(folder, 'the-app.vue'));
    const output = await run(folder, 'vue-tsc/bin/vue-tsc.js', '-p', '.', '--pretty', 'false');
    assertWrong(saidOf(output, /^([^\s(/]+)\(\d+,\d+\): error (.*(?:\n .*)*)/gm), wrong);
  });

  it('let the example of Svelte be, and name what is wrong in a template', async (test) => {
    const wrong = {
      'value.svelte': ['<wf-session space={5} />', /'number' is not assignable to type 'string'/],
      'property.svelte': ['<wf-session colour={5} />', /colour/],
      'event.svelte': ['<wf-session onwf-tab-colse={() => {}} />', /onwf-tab-colse/],
      'detail.svelte': [
        '<wf-session onwf-tab-close={({detail}) => detail.url} />',
        /'url' does not exist on type '\{ ssid: number; \}'/,
      ],
    } as const;
    const config = {
      compilerOptions: OPTIONS,
      include: [path.join(ROOT, 'components/frameworks/svelte.ts'), '*.svelte'],
    };
    const folder = await folderWith(test, {...sources(wrong), 'tsconfig.json': JSON.stringify(config)});
    await cp(path.join(ROOT, 'demo/svelte/src/app.svelte'), path.join(folder, 'app.svelte'));
    const args = ['--tsconfig', './tsconfig.json', '--output', 'machine', '--threshold', 'error'];
    const output = await run(folder, 'svelte-check/bin/svelte-check', ...args);
    assertWrong(saidOf(output, /^\d+ ERROR "([^"/]+)" \S+ (.*)/gm), wrong);
  });

  it('let the example of Angular be, and name what is wrong in a template', async (test) => {
    const wrong = {
      'value.ts': [shown('<wf-session [space]="5" />'), /'number' is not assignable to type 'string'/],
      'text.ts': [shown('<wf-launcher opens="attic" />'), /'"attic"' is not assignable to type/],
      'flag.ts': [shown('<wf-requests quiet="no" />'), /'"no"' is not assignable to type/],
      'size.ts': [shown('<wf-pointers [size]="5" />'), /'5' is not assignable to type/],
      'property.ts': [shown('<wf-session [colour]="5" />'), /'colour' since it isn't a known property of 'wf-session'/],
      'tag.ts': [shown('<wf-sesion />'), /'wf-sesion' is not a known element/],
      'event.ts': [
        shown('<wf-session (wf-tab-colse)="close($event)" />'),
        /'Event' is not assignable to .*'WfTabCloseEvent'/,
      ],
      'detail.ts': [
        shown('<wf-session (wf-tab-close)="say($event.detail.url)" />'),
        /'url' does not exist on type '\{ ssid: number; \}'/,
      ],
    } as const;
    const right =
      shown(`<wf-session autostart [autostart]="false" [settings]="{pause_enabled: true}" widget-key="wk_demo">
      <wf-tab-bar label="Tabs" [readOnly]="true" (wf-tab-close)="close($event)" />
      <wf-notices seconds="3" /> <wf-requests quiet /> <wf-launcher opens="page" [settings]="{}" />
    </wf-session>`);
    const folder = await folderWith(test, {...sources(wrong), 'right.ts': right});
    const kit = path.join(folder, 'node_modules/webfuse-elements');
    await cp(path.join(ROOT, 'package.json'), path.join(kit, 'package.json'));
    await runTypeScript(ROOT, 'tsconfig.types.json', '--outDir', path.join(kit, 'dist/types'));
    await buildDirectives(path.join(kit, 'dist'));
    for (const name of ['app.ts', 'app.html'])
      await cp(path.join(ROOT, 'demo/angular/src', name), path.join(folder, name));

    const files = ['app.ts', 'right.ts', ...Object.keys(wrong)].map((name) => path.join(folder, name));
    const {problems} = await compileAngular(...files);
    const said = saidOf(stripVTControlCharacters(problems), /^\S*?([\w.]+):\d+:\d+ - error (.*(?:\n .*)*)/gm);
    assertWrong(said, wrong);
  });
});
