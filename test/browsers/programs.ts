import {globSync} from 'node:fs';
import path from 'node:path';
import {thisMachine} from '../../src/server/browser/find.ts';
import type {WebKitPrograms} from './webkit-launcher.ts';

const FOLDERS = [...(process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean), '/usr/bin'];
const MAC_FIREFOX = '/Applications/Firefox.app/Contents/MacOS/firefox';

/** Path of an installed Firefox. */
export function findFirefox(): string | undefined {
  return find('firefox-esr') ?? find('firefox') ?? [MAC_FIREFOX].find(thisMachine.isExecutable);
}

/** What WebKitGTK needs to be driven, if all of it is installed. */
export function findWebKit(): WebKitPrograms | undefined {
  const driver = find('WebKitWebDriver');
  const display = find('Xvfb');
  const browser = globSync('/usr/lib/*/webkit{2,}gtk-*/MiniBrowser').find(thisMachine.isExecutable);
  return driver && display && browser ? {driver, display, browser} : undefined;
}

function find(program: string): string | undefined {
  return FOLDERS.map((folder) => path.join(folder, program)).find(thisMachine.isExecutable);
}
