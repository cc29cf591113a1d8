import {fileURLToPath} from 'node:url';
import chromium from '../../web-test-runner.config.mjs';
import {findWebKit} from './programs.ts';
import {WebKitLauncher} from './webkit-launcher.ts';

export default {
  ...chromium,
  // The contrast and sizes in the docs are those of Chromium.
  files: [chromium.files, '!test/components/accessibility.test.ts'],
  rootDir: fileURLToPath(new URL('../..', import.meta.url)),
  browsers: [new WebKitLauncher(findWebKit())],
};
