import {fileURLToPath} from 'node:url';
import chromium from '../../web-test-runner.config.mjs';
import {shotCommand} from './shot-command.ts';

export default {
  ...chromium,
  files: 'test/shots/shots.test.ts',
  rootDir: fileURLToPath(new URL('../..', import.meta.url)),
  plugins: [...chromium.plugins, shotCommand],
  // Hundreds of pictures are taken, one after the other.
  testsFinishTimeout: 30 * 60_000,
};
