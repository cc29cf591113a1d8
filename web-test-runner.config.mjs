import {fileURLToPath} from 'node:url';
import {esbuildPlugin} from '@web/dev-server-esbuild';
import {chromeLauncher} from '@web/test-runner-chrome';
import {findBrowser} from './src/server/browser/find.ts';
import {emulateCommand} from './test/browsers/emulate-command.ts';

const args = ['--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

// Chromium refuses its sandbox to root; what runs in it here are this repository's own tests.
if (process.getuid?.() === 0) args.push('--no-sandbox');

export default {
  files: 'test/components/**/*.test.ts',
  hostname: '127.0.0.1',
  concurrency: 1,
  browsers: [
    chromeLauncher({launchOptions: {executablePath: findBrowser(process.env), args: [...args, '--no-first-run']}}),
  ],
  nodeResolve: {exportConditions: ['browser', 'development']},
  plugins: [
    emulateCommand,
    esbuildPlugin({ts: true, target: 'es2022', tsconfig: fileURLToPath(new URL('tsconfig.json', import.meta.url))}),
  ],
  coverageConfig: {
    include: ['src/client/**/*.ts', 'src/model/**/*.ts'],
    reporters: ['lcovonly'],
    reportDir: 'coverage/browser',
  },
  // With coverage, and with both cores busy, what takes a second by itself takes a while.
  testFramework: {config: {ui: 'bdd', timeout: 20_000}},
};
