import {execFile} from 'node:child_process';
import {cp, mkdir, readdir, readFile, symlink} from 'node:fs/promises';
import path from 'node:path';
import {promisify} from 'node:util';
import {build, type InlineConfig, type Plugin} from 'vite';
import {angular, buildDirectives} from './angular.ts';

const ROOT = path.join(import.meta.dirname, '../..');

/** The examples of frameworks. */
export const EXAMPLES = ['react', 'vue', 'svelte', 'solid', 'angular'] as const;

type Example = (typeof EXAMPLES)[number];

/** Builds of the kit what a package of it has: the modules, their types, and the directives of Angular. */
export async function buildPackage(): Promise<void> {
  await build({configFile: path.join(ROOT, 'vite.config.ts'), root: ROOT, mode: 'modules', logLevel: 'error'});
  await runTypeScript(ROOT, 'tsconfig.types.json');
  await buildDirectives();
}

/** Runs the compiler of TypeScript, which says what is wrong by failing. */
export async function runTypeScript(folder: string, project = '.', ...args: string[]): Promise<void> {
  const compiler = path.join(ROOT, 'node_modules/typescript/bin/tsc');
  await promisify(execFile)(process.execPath, [compiler, '-p', project, ...args], {cwd: folder});
}

/** Puts all examples into a folder, with what they depend on beside them, the kit of this working tree included. */
export async function installExamples(folder: string): Promise<void> {
  const modules = path.join(folder, 'node_modules');
  await mkdir(modules);
  for (const name of await readdir(path.join(ROOT, 'node_modules'))) {
    if (!name.startsWith('.')) await symlink(path.join(ROOT, 'node_modules', name), path.join(modules, name));
  }
  await symlink(ROOT, path.join(modules, 'webfuse-elements'), 'dir');
  for (const name of EXAMPLES) await cp(path.join(ROOT, 'demo', name), path.join(folder, name), {recursive: true});
}

/** Builds an example that was installed, and tells where. */
export async function buildExample(folder: string, name: Example): Promise<string> {
  const root = path.join(folder, name);
  const outDir = path.join(root, 'dist');
  const config: InlineConfig = {root, base: './', logLevel: 'error', build: {outDir, emptyOutDir: true}};
  await build(name === 'angular' ? {...config, ...(await forAngular(root))} : config);
  return outDir;
}

/** What `ng build` makes of angular.json, as a build of Vite: it has the same compiler, and needs far less beside it. */
async function forAngular(root: string): Promise<InlineConfig> {
  const {projects} = JSON.parse(await readFile(path.join(root, 'angular.json'), 'utf8'));
  const {browser, index, styles, assets} = projects.demo.architect.build.options;
  const folder = path.join(root, path.dirname(index));
  const from = (file: string) => `/${path.relative(folder, path.join(root, file))}`;
  const tags = [
    ...styles.map((file: string) => ({tag: 'link', attrs: {rel: 'stylesheet', href: from(file)}})),
    {tag: 'script', attrs: {type: 'module', src: from(browser)}, injectTo: 'body'},
  ];
  const named: Plugin = {name: 'named', transformIndexHtml: {order: 'pre', handler: () => tags}};
  return {
    configFile: false,
    root: folder,
    publicDir: path.join(root, assets[0].input),
    plugins: [named, angular(path.join(root, browser))],
  };
}
