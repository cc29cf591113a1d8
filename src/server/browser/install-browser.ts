import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {BrowserNotFoundError, type Env, findBrowser, type Machine, thisMachine} from './find.ts';

/** What an installation needs of the machine. */
export interface Installer extends Machine {
  readonly isRoot: boolean;
  /** `ID` of /etc/os-release, or an empty string. */
  readonly distribution: string;
  /** Runs a program to its end; whether it went well. */
  run(command: string, args: readonly string[]): boolean;
  say(line: string): void;
}

const PACKAGES = ['chromium', 'fonts-liberation', 'fonts-noto-color-emoji'];

const HOW_TO_INSTALL: Readonly<Record<string, string>> = {
  debian: 'sudo apt-get install chromium',
  ubuntu: 'sudo snap install chromium',
  fedora: 'sudo dnf install chromium',
  arch: 'sudo pacman -S chromium',
  darwin: 'brew install --cask google-chrome',
  win32: 'winget install Google.Chrome',
};

/**
 * Path of a browser to run; on Debian it is installed when there is none and nobody has to be asked for a password.
 * @throws {BrowserNotFoundError} with the command for the person to run.
 */
export function ensureBrowser(env: Env, machine: Installer = thisInstaller()): string {
  try {
    return findBrowser(env, machine);
  } catch (error) {
    if (env['CHROME_PATH']) throw error;
    if (!installChromium(machine)) throw withAdvice(error, machine);
    return findBrowser(env, machine);
  }
}

function installChromium(machine: Installer): boolean {
  return installPackages(PACKAGES, 'Chromium (about 120 MB, once)', machine);
}

/** Installs packages of Debian, where nobody has to be asked for a password; whether it did. */
export function installPackages(packages: readonly string[], what: string, machine = thisInstaller()): boolean {
  if (machine.platform !== 'linux' || machine.distribution !== 'debian') return false;
  const sudo = machine.isRoot ? [] : ['sudo', '-n'];
  const run = ([command, ...args]: readonly string[]): boolean => command !== undefined && machine.run(command, args);
  if (!machine.isRoot && !run([...sudo, 'true'])) return false;

  machine.say(`Installing ${what}…`);
  const aptGet = [...sudo, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq'];
  return run([...aptGet, 'update']) && run([...aptGet, 'install', '-y', '--no-install-recommends', ...packages]);
}

function withAdvice(error: unknown, machine: Installer): unknown {
  if (!(error instanceof BrowserNotFoundError)) return error;
  const command = HOW_TO_INSTALL[machine.distribution] ?? HOW_TO_INSTALL[machine.platform];
  return command ? new BrowserNotFoundError(`${error.message} To install one: ${command}`, {cause: error}) : error;
}

function thisInstaller(): Installer {
  return {
    ...thisMachine,
    isRoot: process.getuid?.() === 0,
    distribution: readDistribution(),
    run: (command, args) => spawnSync(command, args, {stdio: ['ignore', 'ignore', 'inherit']}).status === 0,
    say: (line) => process.stdout.write(`${line}\n`),
  };
}

function readDistribution(): string {
  try {
    return /^ID="?([a-z]+)"?$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '';
  } catch {
    return '';
  }
}

if (import.meta.main) {
  try {
    ensureBrowser(process.env);
  } catch (error) {
    if (!(error instanceof BrowserNotFoundError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
