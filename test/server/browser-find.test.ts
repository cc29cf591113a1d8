import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {BrowserNotFoundError, findBrowser} from '../../src/server/browser/find.ts';
import {ensureBrowser, type Installer} from '../../src/server/browser/install-browser.ts';

/** A machine with nothing but these programs; what it was told to run is in `ran`. */
class FakeMachine implements Installer {
  platform: NodeJS.Platform = 'linux';
  isRoot = true;
  distribution = 'debian';
  asksForPassword = false;
  readonly programs: Set<string>;
  readonly ran: string[] = [];
  readonly said: string[] = [];

  constructor(...programs: string[]) {
    this.programs = new Set(programs);
  }

  isExecutable(file: string): boolean {
    return this.programs.has(file);
  }

  run(command: string, args: readonly string[]): boolean {
    this.ran.push([command, ...args].join(' '));
    if (command === 'sudo' && this.asksForPassword) return false;
    if (args.includes('install')) this.programs.add('/usr/bin/chromium');
    return true;
  }

  say(line: string): void {
    this.said.push(line);
  }
}

describe('findBrowser', () => {
  it('takes the browser that CHROME_PATH names before any other', () => {
    const machine = new FakeMachine('/opt/mine', '/usr/bin/chromium');
    assert.equal(findBrowser({CHROME_PATH: '/opt/mine', PATH: '/usr/bin'}, machine), '/opt/mine');
  });

  it('says so when CHROME_PATH names nothing that runs, and takes no other', () => {
    const machine = new FakeMachine('/usr/bin/chromium');
    assert.throws(() => findBrowser({CHROME_PATH: '/opt/gone', PATH: '/usr/bin'}, machine), {
      name: 'BrowserNotFoundError',
      message: 'CHROME_PATH is /opt/gone, which is not a program that can be run.',
    });
  });

  it('looks along PATH, and prefers Chrome to Chromium to Edge', () => {
    const machine = new FakeMachine('/home/me/bin/microsoft-edge', '/home/me/bin/chromium');
    assert.equal(findBrowser({PATH: '/usr/bin:/home/me/bin'}, machine), '/home/me/bin/chromium');
    machine.programs.add('/usr/bin/google-chrome');
    assert.equal(findBrowser({PATH: '/usr/bin:/home/me/bin'}, machine), '/usr/bin/google-chrome');
  });

  it('looks in /usr/bin when there is no PATH', () => {
    assert.equal(findBrowser({}, new FakeMachine('/usr/bin/chromium')), '/usr/bin/chromium');
  });

  it('finds applications on macOS, also those of one person', () => {
    const app = '/Users/me/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    const machine = Object.assign(new FakeMachine(app), {platform: 'darwin'});
    assert.equal(findBrowser({HOME: '/Users/me'}, machine), app);
  });

  it('finds programs on Windows', () => {
    const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
    const machine = Object.assign(new FakeMachine(edge), {platform: 'win32'});
    assert.equal(findBrowser({'PROGRAMFILES(X86)': 'C:\\Program Files (x86)'}, machine), edge);
  });

  it('says in one line what to do when there is none', () => {
    assert.throws(
      () => findBrowser({PATH: '/usr/bin'}, new FakeMachine()),
      (error) => {
        assert.ok(error instanceof BrowserNotFoundError);
        assert.match(error.message, /^[^\n]*CHROME_PATH[^\n]*$/);
        return true;
      },
    );
  });
});

describe('ensureBrowser', () => {
  it('installs nothing when a browser is there', () => {
    const machine = new FakeMachine('/usr/bin/chromium');
    assert.equal(ensureBrowser({}, machine), '/usr/bin/chromium');
    assert.deepEqual(machine.ran, []);
  });

  it("installs Debian's Chromium as root, and says that it does", () => {
    const machine = new FakeMachine();
    assert.equal(ensureBrowser({}, machine), '/usr/bin/chromium');
    assert.deepEqual(machine.ran, [
      'env DEBIAN_FRONTEND=noninteractive apt-get -qq update',
      'env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends' +
        ' chromium fonts-liberation fonts-noto-color-emoji',
    ]);
    assert.equal(machine.said.length, 1);
  });

  it('uses sudo when that asks for no password', () => {
    const machine = Object.assign(new FakeMachine(), {isRoot: false});
    assert.equal(ensureBrowser({}, machine), '/usr/bin/chromium');
    assert.ok(machine.ran.every((command) => command.startsWith('sudo -n ')));
  });

  it('gives the command to run when a password is needed', () => {
    const machine = Object.assign(new FakeMachine(), {isRoot: false, asksForPassword: true});
    assert.throws(() => ensureBrowser({}, machine), /sudo apt-get install chromium$/);
    assert.deepEqual(machine.ran, ['sudo -n true']);
  });

  it('gives the command of the system it is on', () => {
    const mac = Object.assign(new FakeMachine(), {platform: 'darwin', distribution: ''});
    assert.throws(() => ensureBrowser({}, mac), /brew install --cask google-chrome$/);
    const ubuntu = Object.assign(new FakeMachine(), {distribution: 'ubuntu'});
    assert.throws(() => ensureBrowser({}, ubuntu), /sudo snap install chromium$/);
    assert.deepEqual([...mac.ran, ...ubuntu.ran], []);
  });

  it('does not install over a CHROME_PATH that is wrong', () => {
    const machine = new FakeMachine();
    assert.throws(() => ensureBrowser({CHROME_PATH: '/opt/gone'}, machine), /can be run\.$/);
    assert.deepEqual(machine.ran, []);
  });
});
