import {execFile} from 'node:child_process';
import {cp, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {promisify} from 'node:util';
import {build} from 'vite';
import {buildDirectives} from './angular.ts';

const ROOT = path.join(import.meta.dirname, '../..');

const run = promisify(execFile);

/** The examples of frameworks, and where their own commands build them. */
const BUILT = {react: 'dist', vue: 'dist', svelte: 'dist', solid: 'dist', angular: 'dist/demo/browser'} as const;

type Example = keyof typeof BUILT;

export const EXAMPLES = Object.keys(BUILT) as Example[];

/** Packs the kit of this working tree into a folder, with what a package of it has for pages, and tells the file. */
export async function packKit(folder: string): Promise<string> {
  await build({configFile: path.join(ROOT, 'vite.config.ts'), root: ROOT, mode: 'modules', logLevel: 'error'});
  await runTypeScript(ROOT, 'tsconfig.types.json');
  await buildDirectives();
  const {stdout} = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {cwd: ROOT});
  return path.join(folder, JSON.parse(stdout)[0].filename);
}

/** Runs the compiler of TypeScript, which says what is wrong by failing. */
export async function runTypeScript(folder: string, project = '.', ...args: string[]): Promise<void> {
  const compiler = path.join(ROOT, 'node_modules/typescript/bin/tsc');
  await run(process.execPath, [compiler, '-p', project, ...args], {cwd: folder});
}

/** Copies an example into a folder, and installs what it names there, as whoever takes it does, with this package of the kit. */
export async function installExample(folder: string, name: Example, kit: string): Promise<void> {
  const root = path.join(folder, name);
  await cp(path.join(ROOT, 'demo', name), root, {recursive: true});
  const file = path.join(root, 'package.json');
  const named = JSON.parse(await readFile(file, 'utf8'));
  named.dependencies['webfuse-elements'] = `file:${kit}`;
  await writeFile(file, JSON.stringify(named));
  // Who has built with Vite is in production from then on, where npm leaves out what builds.
  await run('npm', ['install', '--include=dev', '--no-audit', '--no-fund', '--prefer-offline'], {cwd: root});
}

/** Builds an example that was installed by its own command, and tells where. */
export async function buildExample(folder: string, name: Example): Promise<string> {
  const root = path.join(folder, name);
  await run('npm', ['run', 'build'], {cwd: root, env: {...process.env, NG_CLI_ANALYTICS: 'false'}});
  return path.join(root, BUILT[name]);
}
