import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {after, before, describe, it} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {Browsers, type Processes} from '../../../src/server/browser/browsers.ts';
import {findBrowser} from '../../../src/server/browser/find.ts';
import type {PagesSetup} from '../../../src/server/browser/pages.ts';
import {DEMO_SPACE} from '../../../src/server/storage/spaces.ts';
import {playInternet} from '../../support/internet.ts';
import {serve} from '../../support/test-server.ts';
import {pagesByPath, startSite, Told} from './harness.ts';

describe('the browsers of a server', () => {
  let site: Awaited<ReturnType<typeof startSite>>;

  before(async () => {
    site = await startSite(pagesByPath({'/': '<title>A</title>'}));
  });

  after(() => site.close());

  const start = (processes: Processes) =>
    new Browsers({executablePath: findBrowser(process.env), internet: playInternet(), processes});

  async function open(browsers: Browsers, setup: PagesSetup) {
    const told = new Told();
    const pages = browsers.openPages(told, setup);
    await pages.open(1, `${site.url}/`);
    await told.until('1 title A');
    return {pages, told};
  }

  for (const [processes, spaces, count] of [
    ['server', ['a', 'b'], 1],
    ['space', ['a', 'a', 'b'], 2],
    ['session', ['a', 'a'], 2],
  ] as const) {
    it(`are ${count} for ${spaces.length} sessions with processes for each ${processes}`, async () => {
      const others = running();
      const browsers = start(processes);
      // Whether one can be started is found out with the first of them, and not with one more.
      await browsers.check();
      const sessions = await Promise.all(spaces.map((space) => open(browsers, {space})));
      const own = running().filter((pid) => !others.includes(pid));
      assert.equal(own.length, count);
      await Promise.all(sessions.slice(1).map(({pages}) => pages.dispose()));
      if (processes !== 'server') await until(() => own.filter(isRunning).length === 1);
      assert.equal(await sessions[0]?.pages.execute(1, 'document.title', 'javascript'), 'A');
      await Promise.all([browsers.close(), browsers.close()]);
      await until(() => !own.some(isRunning));
    });
  }

  it('are told which space a session is of', async (test) => {
    const {pages, connect} = await serve(test);
    const client = await connect();
    await client.lead();
    await client.call('open_tab', {url: `${site.url}/`});
    assert.equal(pages.setup.space, DEMO_SPACE.id);
  });

  it('crash alone: the other one goes on, and the one is started again', async () => {
    const others = running();
    const browsers = start('session');
    const first = await open(browsers, {});
    const [pid] = running().filter((one) => !others.includes(one));
    const second = await open(browsers, {});
    const since = first.told.lines.length;
    process.kill(pid as number, 'SIGKILL');
    await first.told.until(`1 relocated ${site.url}/`, since);
    assert.equal(await second.pages.execute(1, 'document.title', 'javascript'), 'A');
    assert.equal(second.told.lines.filter((line) => line.startsWith('1 relocated')).length, 1);
    assert.equal(browsers.crashes, 1);
    await first.pages.dispose();
    assert.equal(browsers.crashes, 1);
    await browsers.close();
  });
});

/** Browsers that this test has started: each leads a group of processes. */
function running(): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid,pgid,ppid'], {encoding: 'utf8'}).trim().split('\n').slice(1);
  return lines
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([pid, group, parent]) => pid === group && parent === process.pid)
    .map(([pid]) => pid as number);
}

function isRunning(pid: number): boolean {
  return running().includes(pid);
}

/** Resolves when it is so: nobody tells of processes. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await delay(20);
}
