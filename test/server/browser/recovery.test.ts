import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {after, before, describe, it} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {Browser} from '../../../src/server/browser/browser.ts';
import {findBrowser} from '../../../src/server/browser/find.ts';
import {openSession, pagesByPath, painted, startBrowser, startSite} from './harness.ts';

describe('Browser', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;

  before(async () => {
    browser = startBrowser();
    const tellsWhenSeen = `<title>-</title><script>
      const root = document.documentElement;
      const look = () => getComputedStyle(root).opacity === '1' && (document.title = 'Seen');
      new MutationObserver(look).observe(root, {attributes: true});
    </script>`;
    site = await startSite(
      pagesByPath({'/a': '<title>A</title>', '/b': '<title>B</title>', '/tells-when-seen': tellsWhenSeen}),
    );
  });

  after(async () => {
    await browser.close();
    site.close();
  });

  it('runs no process before there is a page', async () => {
    const idle = startBrowser();
    const {pages} = openSession(idle);
    assert.equal(await idle.pid(), null);
    await pages.dispose();
    await idle.close();
  });

  it('comes back after a crash with each tab at its last address, for those who watch as well', async () => {
    const {pages, told} = openSession(browser);
    await pages.open(1, `${site.url}/a`);
    await pages.open(2, 'http://shop.localhost/live.html');
    await told.until('1 title A');
    await pages.navigate(1, `${site.url}/b`);
    await told.until('1 title B');
    await told.until('2 title Live · Shop');
    let frame = Promise.withResolvers<void>();
    const viewing = pages.watch(2, () => {
      frame.resolve();
      queueMicrotask(() => viewing.shown());
    });

    const since = told.lines.length;
    const pid = (await browser.pid()) as number;
    process.kill(pid, 'SIGKILL');
    await told.until(`1 relocated ${site.url}/b`, since);
    await told.until('2 relocated http://shop.localhost/live.html', since);
    assert.notEqual(await browser.pid(), pid);
    assert.ok(!told.lines.slice(since).some((line) => line.includes('gone')));

    frame = Promise.withResolvers();
    await frame.promise;
    await pages.navigate(1, `${site.url}/a`);
    await told.until(`1 relocated ${site.url}/a`, since);
    await pages.dispose();
  });

  it('says so when a page crashes, and loads it again when asked', async () => {
    const {pages, told} = openSession(browser);
    await pages.open(1, `${site.url}/a`);
    await told.until('1 title A');
    killRenderers((await browser.pid()) as number);
    await told.until('1 error The page crashed. Reload it to try again.');
    await told.until('1 loading false');

    const since = told.lines.length;
    await pages.reload(1);
    await told.until(`1 relocated ${site.url}/a`, since);
    await painted(pages, 1);
    await pages.dispose();
  });

  it('loads pages again where what masks them ended as it started, and they stayed hidden', async () => {
    await browser.check();
    const pid = (await browser.pid()) as number;
    const loadedUntilSeen = async () => {
      const {pages, told} = openSession(browser);
      const opening = pages.open(1, `${site.url}/tells-when-seen`);
      // Nobody tells of processes.
      while (!told.lines.includes('1 title -')) {
        for (const masking of renderersOf(pid, '--extension-process')) process.kill(masking, 'SIGKILL');
        await delay(1);
      }
      await opening;
      await told.until('1 title Seen');
      await pages.dispose();
      return told.lines.filter((line) => line.startsWith('1 relocated')).length;
    };
    // Now and then it is quick enough to answer between two of these.
    let times = 1;
    for (let tries = 0; times === 1 && tries < 10; tries++) times = await loadedUntilSeen();
    assert.equal(times, 2);
  });

  it('keeps the cookies of each session to itself', async () => {
    const other = await startSite((request, response) => {
      response.setHeader('set-cookie', 'seen=1');
      response.setHeader('content-type', 'text/html');
      response.end(`<title>Cookies: ${request.headers.cookie ?? 'none'}</title>`);
    });
    const [first, second] = [openSession(browser), openSession(browser)];
    await first.pages.open(1, other.url);
    await first.told.until('1 title Cookies: none');
    await first.pages.open(2, other.url);
    await first.told.until('2 title Cookies: seen=1');
    await second.pages.open(1, other.url);
    await second.told.until('1 title Cookies: none');
    await Promise.all([first.pages.dispose(), second.pages.dispose()]);
    other.close();
  });

  it('says in a tab that there is no browser, and nothing of where it looked', async () => {
    const broken = new Browser({executablePath: '/nowhere/chromium'});
    const {pages} = openSession(broken);
    await assert.rejects(pages.open(1, 'about:blank'), {
      message: 'There is no browser to show pages in at the moment.',
    });
    assert.ok(pages.watch(1, () => {}));
    await broken.close();
  });

  it('shows nothing of a tab whose page has closed itself, to whoever was not told yet', async () => {
    const {pages} = openSession(browser);
    const viewing = pages.watch(1, () => assert.fail('there is a picture'));
    viewing.shown();
    viewing.stop();
    pages.readMasked(1, () => assert.fail('something is masked'))();
    assert.equal(pages.input(1, {type: 'text', text: 'a'}), true);
    await pages.dispose();
  });

  it('ends once, for all who ask, also while it is starting', async () => {
    const started = new Browser({executablePath: findBrowser(process.env)});
    const {pages} = openSession(started);
    const opening = pages.open(1, 'about:blank').catch(() => {});
    await Promise.all([started.close(), started.close(), opening]);
    await assert.rejects(openSession(started).pages.open(1, 'about:blank'));
  });
});

/** Kills what draws the pages, as a page does that runs out of memory. */
function killRenderers(browserPid: number): void {
  for (const pid of renderersOf(browserPid)) process.kill(pid, 'SIGKILL');
}

/** The processes of a browser that run scripts, or those of them that have another flag as well. */
function renderersOf(browserPid: number, flag = ''): number[] {
  const processes = execFileSync('ps', ['-ww', '-eo', 'pgid,pid,args'], {encoding: 'utf8'}).split('\n');
  return processes.flatMap((line) => {
    const [group, pid] = line.trim().split(/\s+/).map(Number);
    return group === browserPid && line.includes('--type=renderer') && line.includes(flag) ? [pid as number] : [];
  });
}
