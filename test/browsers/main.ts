import {spawnSync} from 'node:child_process';
import path from 'node:path';
import {leftOut} from '../support/left-out.ts';
import {OTHER_BROWSERS} from './others.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const RUNNER = path.join(ROOT, 'node_modules/@web/test-runner/dist/bin.js');

/** Runs the tests of elements in the browser of that name; what follows it is for the runner, such as `--files`. */
const [wanted, ...args] = process.argv.slice(2);
const browser = OTHER_BROWSERS.find(({name}) => name === wanted);
if (!browser) {
  console.error(`Expected one of ${OTHER_BROWSERS.map(({name}) => name).join(', ')}, got "${wanted}".`);
  process.exitCode = 2;
} else {
  const missing = leftOut(browser.name, browser.isInstalled(), browser.packages);
  if (missing) console.log(missing);
  else {
    const run = [RUNNER, '--config', browser.config, ...args];
    process.exitCode = spawnSync(process.execPath, run, {cwd: ROOT, stdio: 'inherit'}).status ?? 1;
  }
}
