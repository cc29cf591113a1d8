// Makes a fresh clone ready to run: `node setup.mjs [browser] [other-browsers] [kit] [nginx] [wordpress]`. Runs on whatever Node the
// machine has, so that a person needs nothing but npm; what is in place already is left alone.
import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {delimiter, dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const ROOT = dirname(fileURLToPath(import.meta.url));
const STAMP = join(ROOT, 'node_modules', '.setup');
const KIT = join(ROOT, 'dist', 'kit', 'webfuse-elements.js');
const KIT_SOURCES = ['components', 'src/client', 'src/model', 'src/protocol', 'vite.config.ts', 'tsconfig.json'];
const NODE = join(ROOT, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** Runs a program to its end, and stops the set-up with its exit code when it fails. */
function run(command, args, env = process.env) {
  const {status, error} = spawnSync(command, args, {cwd: ROOT, env, stdio: 'inherit'});
  if (error) console.error(error.message);
  if (status !== 0) process.exit(status || 1);
}

/** Says what is done, and how long it took. */
function step(title, work) {
  const start = Date.now();
  console.log(`${title} …`);
  work();
  console.log(`${title}: done in ${((Date.now() - start) / 1000).toFixed(1)} s`);
}

function installDependencies() {
  const lock = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
  if (existsSync(NODE) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock) return;

  // npm may replace the Node in node_modules, so it must not run on that one.
  const folders = (process.env.PATH || '').split(delimiter).filter((folder) => !folder.startsWith(ROOT));
  const env = {...process.env, PATH: folders.join(delimiter)};
  // Not `npm ci`: that refuses a lock file without the optional binaries of every system there is.
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  step('Installing dependencies', () => {
    if (npm) run(process.env.npm_node_execpath || 'node', [npm, ...args], env);
    else run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, env);
    if (!existsSync(NODE)) {
      console.error('Expected npm to install Node 24 from the package "node". Run `npm rebuild node`, then try again.');
      process.exit(1);
    }
    // `npm start` is `exec node …`, so that a signal sent to npm reaches the server and not a shell; cmd.exe has no exec.
    if (process.platform === 'win32') writeFileSync(join(ROOT, 'node_modules', '.bin', 'exec.cmd'), '@%*\r\n');
    writeFileSync(STAMP, lock);
  });
}

/** When a file, or anything in a folder, was last changed. A folder counts too: it changes when a file is deleted. */
function lastChange(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => lastChange(join(path, name))));
}

function buildKit() {
  const sources = KIT_SOURCES.map((source) => join(ROOT, source));
  if (existsSync(KIT) && Math.max(...[...sources, STAMP].map(lastChange)) < statSync(KIT).mtimeMs) return;
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  step('Building the kit', () => {
    for (const mode of ['kit', 'classic', 'inside', 'extension', 'dropin', 'page', 'hydrate'])
      run(NODE, [vite, 'build', `--mode=${mode}`]);
  });
}

installDependencies();
if (process.argv.includes('browser')) run(NODE, [join(ROOT, 'src/server/browser/install-browser.ts')]);
if (process.argv.includes('other-browsers')) run(NODE, [join(ROOT, 'test/browsers/install.ts')]);
if (process.argv.includes('nginx')) run(NODE, [join(ROOT, 'test/support/install-nginx.ts')]);
if (process.argv.includes('wordpress')) run(NODE, [join(ROOT, 'test/wordpress/install.ts')]);
if (process.argv.includes('kit')) buildKit();
