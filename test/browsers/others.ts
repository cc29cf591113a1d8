import {findFirefox, findWebKit} from './programs.ts';

/** A browser besides Chromium that tests of elements run in. */
export interface OtherBrowser {
  readonly name: 'Firefox' | 'WebKit';
  readonly packages: readonly string[];
  /** What has to be fetched for it. */
  readonly size: string;
  readonly config: string;
  isInstalled(): boolean;
}

/** All of them, with what Debian calls them. */
export const OTHER_BROWSERS: readonly OtherBrowser[] = [
  {
    name: 'Firefox',
    packages: ['firefox-esr'],
    size: '80 MB',
    config: 'test/browsers/firefox.config.mjs',
    isInstalled: () => findFirefox() !== undefined,
  },
  {
    name: 'WebKit',
    packages: ['webkit2gtk-driver', 'xvfb'],
    size: '35 MB',
    config: 'test/browsers/webkit.config.mjs',
    isInstalled: () => findWebKit() !== undefined,
  },
];
