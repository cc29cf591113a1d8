import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync, statSync} from 'node:fs';
import {describe, it} from 'node:test';
import {findBrowser} from '../../../src/server/browser/find.ts';
import {launch} from '../../../src/server/browser/launch.ts';

const executablePath = findBrowser(process.env);
const proxyPort = 9;

describe('launch', () => {
  it('leaves no process and no profile behind', async () => {
    const chromium = await launch({executablePath, proxyPort});
    const profile = profileOf(chromium.pid);
    assert.ok(existsSync(profile));

    await chromium.close();
    assert.equal(existsSync(profile), false);
    assert.deepEqual(processesOf(profile), []);
  });

  it('cleans up after a browser that was killed', async () => {
    const chromium = await launch({executablePath, proxyPort});
    const profile = profileOf(chromium.pid);
    process.kill(chromium.pid, 'SIGKILL');
    await chromium.exited;

    await chromium.close();
    assert.equal(existsSync(profile), false);
    assert.deepEqual(processesOf(profile), []);
  });

  it('runs the browser with its sandbox on and not as root, joined over a pipe alone', async () => {
    const chromium = await launch({executablePath, proxyPort});
    const args = readFileSync(`/proc/${chromium.pid}/cmdline`, 'utf8').split('\0');
    assert.notEqual(statSync(`/proc/${chromium.pid}`).uid, 0);
    assert.ok(!args.includes('--no-sandbox'));
    assert.ok(args.includes('--remote-debugging-pipe'));
    assert.ok(!args.some((arg) => arg.startsWith('--remote-debugging-port')));
    await chromium.close();
  });

  it('says what it expected when there is no such browser, or another program', async () => {
    await assert.rejects(
      launch({executablePath: '/nowhere/chromium', proxyPort}),
      /Expected a browser at \/nowhere\/chromium/,
    );
    await assert.rejects(
      launch({executablePath: '/bin/true', proxyPort}),
      /Expected a browser at \/bin\/true that starts/,
    );
  });
});

function profileOf(pid: number): string {
  const arg = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    .split('\0')
    .find((one) => one.startsWith('--user-data-dir='));
  assert.ok(arg);
  return arg.slice('--user-data-dir='.length);
}

function processesOf(profile: string): string[] {
  const all = execFileSync('ps', ['-eo', 'pid,pgid,ppid,stat,args'], {encoding: 'utf8'}).split('\n');
  return all.filter((line) => line.includes(profile));
}
