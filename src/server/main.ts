import {readFileSync} from 'node:fs';
import path from 'node:path';
import type {SessionServer} from './app.ts';
import {readArguments, USAGE} from './cli/arguments.ts';
import {develop} from './cli/development.ts';
import {exitCodeOf} from './cli/exit-codes.ts';
import {produce, readAll} from './cli/production.ts';
import {ROOT} from './root.ts';

/** Does what the command line says; hands back the server that runs then, with what is said of it. */
async function run(): Promise<{server: SessionServer; what: string} | undefined> {
  const args = readArguments(process.argv.slice(2));
  const {config, check, help, version} = args;
  if (help || version) {
    const {version: number} = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
    console.log(help ? USAGE : `webfuse-elements ${number}`);
    return undefined;
  }
  if (config === undefined) {
    const what = 'ready for development (nothing is kept, and everyone knows the demo’s key)';
    return {server: await develop(args, process.env), what};
  }
  const all = readAll({...args, config}, process.env);
  if (!check) return {server: await produce(all), what: 'ready'};
  console.log(`${config} is as it should be.`);
  return undefined;
}

try {
  const running = await run();
  if (running) {
    const {server, what} = running;
    const stop = () => void server.close().then(() => process.exit(0));
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    console.log(`webfuse-elements is ${what}: ${server.origin}/`);
  }
} catch (error) {
  const code = exitCodeOf(error);
  if (code === undefined) throw error;
  console.error((error as Error).message);
  process.exitCode = code;
}
