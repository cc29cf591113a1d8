import {fileURLToPath} from 'node:url';
import {chromeLauncher} from '@web/test-runner-chrome';
import puppeteer from 'puppeteer-core';
import chromium from '../../web-test-runner.config.mjs';
import {findFirefox} from './programs.ts';

// It has a socket to an address that refused one wait, longer each time: many tests have no server.
const extraPrefsFirefox = {'network.websocket.delay-failed-reconnects': false};

export default {
  ...chromium,
  // The contrast and sizes in the docs are those of Chromium.
  files: [chromium.files, '!test/components/accessibility.test.ts'],
  rootDir: fileURLToPath(new URL('../..', import.meta.url)),
  browsers: [
    chromeLauncher({puppeteer, launchOptions: {browser: 'firefox', executablePath: findFirefox(), extraPrefsFirefox}}),
  ],
};
