import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, readFileSync, statSync} from 'node:fs';
import {chmod, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {describe, it} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {findBrowser} from '../../../src/server/browser/find.ts';
import {launch} from '../../../src/server/browser/launch.ts';

const executablePath = findBrowser(process.env);
const guard = ['--proxy-server=http://127.0.0.1:9'];
const LAUNCH = new URL('../../../src/server/browser/launch.ts', import.meta.url).href;

describe('launch', () => {
  it('leaves no process and no profile behind', async () => {
    const chromium = await launch({executablePath, guard});
    const profile = profileOf(chromium.pid);
    assert.ok(existsSync(profile));

    await chromium.close();
    assert.equal(existsSync(profile), false);
    await ended(profile);
  });

  it('cleans up after a browser that was killed', async () => {
    const chromium = await launch({executablePath, guard});
    const profile = profileOf(chromium.pid);
    process.kill(chromium.pid, 'SIGKILL');
    await chromium.exited;

    await chromium.close();
    assert.equal(existsSync(profile), false);
    await ended(profile);
  });

  it('leaves no process behind when the server itself is killed', async () => {
    const script = `import {launch} from ${JSON.stringify(LAUNCH)};
      const {pid} = await launch({executablePath: ${JSON.stringify(executablePath)}, guard: ${JSON.stringify(guard)}});
      console.log(pid);
      setInterval(() => {}, 1000);`;
    const server = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [pid] = await once(server.stdout, 'data');
    const profile = profileOf(Number(pid));
    server.kill('SIGKILL');
    await ended(profile);
    await rm(profile, {recursive: true, maxRetries: 10});
  });

  it('runs the browser with its sandbox on and not as root, joined over a pipe alone', async () => {
    const chromium = await launch({executablePath, guard});
    const args = readFileSync(`/proc/${chromium.pid}/cmdline`, 'utf8').split('\0');
    assert.notEqual(statSync(`/proc/${chromium.pid}`).uid, 0);
    assert.ok(!args.includes('--no-sandbox'));
    assert.ok(args.includes('--remote-debugging-pipe'));
    assert.ok(!args.some((arg) => arg.startsWith('--remote-debugging-port')));
    await chromium.close();
  });

  it('says how to mend a machine on which no sandbox works', async (test) => {
    const folder = await mkdtemp('/tmp/webfuse-no-sandbox-');
    test.after(() => rm(folder, {recursive: true}));
    await chmod(folder, 0o755);
    const program = `${folder}/chromium`;
    await writeFile(
      program,
      '#!/bin/sh\necho "[1:1] FATAL: No usable sandbox! You can try --no-sandbox." >&2\nexit 1\n',
    );
    await chmod(program, 0o755);
    await assert.rejects(launch({executablePath: program, guard}), /sandbox cannot work .* user namespaces/);
  });

  it('says what it expected when there is no such browser, or another program', async () => {
    await assert.rejects(
      launch({executablePath: '/nowhere/chromium', guard}),
      /Expected a browser at \/nowhere\/chromium/,
    );
    await assert.rejects(launch({executablePath: '/bin/true', guard}), /Expected a browser at \/bin\/true that starts/);
  });
});

function profileOf(pid: number): string {
  const arg = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    .split('\0')
    .find((one) => one.startsWith('--user-data-dir='));
  assert.ok(arg);
  return arg.slice('--user-data-dir='.length);
}

/** Resolves when no process has anything to do with the profile. The crash reporter ends a moment after the browser. */
async function ended(profile: string): Promise<void> {
  while (execFileSync('ps', ['-eo', 'args'], {encoding: 'utf8'}).includes(profile)) await delay(20);
}
