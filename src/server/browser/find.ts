import {accessSync, constants, statSync} from 'node:fs';
import path from 'node:path';

/** Environment variables, as `process.env` has them. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Where to look: handed in by tests, else this machine. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  /** Whether a file is there and may be run. */
  isExecutable(file: string): boolean;
}

/** No browser, and one line that says what to do. */
export class BrowserNotFoundError extends Error {
  override readonly name = 'BrowserNotFoundError';
}

const COMMANDS = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
];

const MAC_APPS = ['Google Chrome', 'Chromium', 'Microsoft Edge'];

const WINDOWS_PROGRAMS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];

/** The machine this runs on. */
export const thisMachine: Machine = {
  platform: process.platform,
  isExecutable(file) {
    try {
      accessSync(file, constants.X_OK);
      return statSync(file).isFile();
    } catch {
      return false;
    }
  },
};

/**
 * Path of a browser to run: the one `CHROME_PATH` names, else an installed Chrome, Chromium or Edge.
 * @throws {BrowserNotFoundError} when there is none.
 */
export function findBrowser(env: Env, machine: Machine = thisMachine): string {
  const chosen = env['CHROME_PATH'];
  if (chosen) {
    if (machine.isExecutable(chosen)) return chosen;
    throw new BrowserNotFoundError(`CHROME_PATH is ${chosen}, which is not a program that can be run.`);
  }
  const found = usualPlaces(env, machine.platform).find((file) => machine.isExecutable(file));
  if (found) return found;
  throw new BrowserNotFoundError(
    'No Chrome, Chromium or Edge was found: install one, or set CHROME_PATH to the program.',
  );
}

function usualPlaces(env: Env, platform: NodeJS.Platform): string[] {
  if (platform === 'win32') {
    const folders = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']].filter((folder) => !!folder);
    return WINDOWS_PROGRAMS.flatMap((program) => folders.map((folder) => `${folder}\\${program}`));
  }
  if (platform === 'darwin') {
    const folders = ['/Applications', ...(env['HOME'] ? [`${env['HOME']}/Applications`] : [])];
    return MAC_APPS.flatMap((app) => folders.map((folder) => `${folder}/${app}.app/Contents/MacOS/${app}`));
  }
  const folders = new Set([...(env['PATH'] ?? '').split(':').filter(Boolean), '/usr/bin', '/snap/bin']);
  return COMMANDS.flatMap((command) => [...folders].map((folder) => path.posix.join(folder, command)));
}
