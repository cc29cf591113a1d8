import {readFileSync} from 'node:fs';
import path from 'node:path';
import {readArguments, USAGE} from './cli/arguments.ts';
import {develop} from './cli/development.ts';
import {EXIT, exitCodeOf} from './cli/exit-codes.ts';
import {produce, readAll} from './cli/production.ts';
import {type Running, stopInOrder} from './cli/stopping.ts';
import {ROOT} from './root.ts';

/** Does what the command line says; hands back the server that runs then. */
async function run(): Promise<Running | undefined> {
  const [first, ...rest] = process.argv.slice(2);
  if (first === 'keys') {
    const {runKeys} = await import('./cli/keys.ts');
    await runKeys(rest, process.env, {say: console.log, note: console.warn});
    return undefined;
  }
  if (first === 'masking') {
    const {runMasking} = await import('./cli/masking.ts');
    await runMasking(rest, console.log);
    return undefined;
  }
  if (first === 'audit') {
    const {runAudit} = await import('./audit/command.ts');
    const {code, text} = await runAudit(rest);
    console[code === 0 ? 'log' : 'error'](text);
    process.exitCode = code;
    return undefined;
  }
  const args = readArguments(process.argv.slice(2));
  const {config, check, help, version} = args;
  if (help || version) {
    const {version: number} = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
    console.log(help ? USAGE : `webfuse-elements ${number}`);
    return undefined;
  }
  if (config === undefined) return develop(args, process.env, {say: console.log, warn: console.warn});
  const all = readAll({...args, config}, process.env);
  if (!check) return produce(all);
  console.log(`${config} is as it should be.`);
  return undefined;
}

try {
  const running = await run();
  if (running) {
    stopInOrder(running);
    running.announce();
  }
} catch (error) {
  const code = exitCodeOf(error);
  console.error(code === undefined ? error : (error as Error).message);
  process.exit(code ?? EXIT.software);
}
