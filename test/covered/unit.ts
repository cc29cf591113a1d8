import {spawnSync} from 'node:child_process';
import {mkdirSync} from 'node:fs';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '../..');
const FILES = ['test/*.test.ts', 'test/{model,client,server}/**/*.test.ts'];

/** All tests that run in Node, with what they see of the model and the client noted down. */
mkdirSync(path.join(ROOT, 'coverage'), {recursive: true});
const {status} = spawnSync(
  process.execPath,
  [
    '--test',
    '--test-timeout=300000',
    // A test that fails may leave a server or a browser open, for which its file would never end.
    '--test-force-exit',
    '--experimental-test-coverage',
    ...['src/model/**', 'src/client/**'].map((files) => `--test-coverage-include=${files}`),
    '--test-reporter=lcov',
    '--test-reporter-destination=coverage/node.info',
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    ...FILES,
  ],
  {cwd: ROOT, stdio: 'inherit'},
);
process.exitCode = status ?? 1;
