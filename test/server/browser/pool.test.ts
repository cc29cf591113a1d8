import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import {after, before, describe, it} from 'node:test';
import type {Browser} from '../../../src/server/browser/browser.ts';
import {flagsWithout, type PoolBrowser, preparePoolMasking, startPoolBrowser} from '../../support/pool.ts';
import {openSession, pagesByPath, painted, startBrowser, startSite} from './harness.ts';

const PRIVATE = '<title>Private</title><input type="password" value="hunter2"><p class="secret">Secret</p><p>Open</p>';

const proxied = (proxy: string) => [...flagsWithout('--proxy-server'), `--proxy-server=${proxy}`];

describe('a browser that someone else has started', () => {
  let pool: PoolBrowser;
  let site: Awaited<ReturnType<typeof startSite>>;

  before(async () => {
    pool = await startPoolBrowser();
    site = await startSite((request, response) => {
      if (request.url === '/file') response.setHeader('content-disposition', 'attachment; filename="a.txt"').end('A');
      else pagesByPath({'/a': '<title>A</title>', '/b': '<title>B</title>', '/private': PRIVATE})(request, response);
    });
  });

  after(async () => {
    await pool.close();
    site.close();
  });

  const join = (endpoint = pool.endpoint): Browser =>
    startBrowser({executablePath: '', browserWSEndpoint: endpoint, unmasked: true});

  it('shows the pages of several servers, each of its own, and is left running', async () => {
    const [first, second] = [join(), join()];
    const [one, other] = [openSession(first), openSession(second)];
    await Promise.all([one.pages.open(1, `${site.url}/a`), other.pages.open(1, `${site.url}/b`)]);
    await Promise.all([one.told.until('1 title A'), other.told.until('1 title B')]);
    await painted(one.pages, 1);
    assert.equal(await first.pid(), null);
    await first.close();

    await other.pages.navigate(1, `${site.url}/a`);
    await other.told.until('1 title A');
    await second.close();
    assert.equal(pool.process.exitCode, null);
  });

  it('reaches nothing but the public web, and asks before every document', async () => {
    const browser = join();
    const {pages, told} = openSession(browser, {refuses: (url) => (url.endsWith('/b') ? 'Not there.' : null)});
    await pages.open(1, `http://127.0.0.1:${site.port}/a`);
    await told.until(/^1 title This address is not public/);
    await pages.navigate(1, `${site.url}/b`);
    await told.until('1 error Not there.');
    await assert.rejects(pages.navigate(1, 'chrome://version/'), /Expected an address/);
    await browser.close();
  });

  it('masks as one of the server does when it was started with what that takes', async () => {
    const prepared = await preparePoolMasking();
    const masking = await startPoolBrowser([...flagsWithout(), ...prepared.flags]);
    const browser = startBrowser({executablePath: '', browserWSEndpoint: masking.endpoint});
    const {pages, told} = openSession(browser, {masked: ['.secret']});
    await pages.open(1, `${site.url}/private`);
    await told.until('1 title Private');
    await painted(pages, 1);
    const looks = `[...document.body.children].map((element) => getComputedStyle(element).filter)`;
    assert.deepEqual(await pages.execute(1, looks, 'javascript'), ['brightness(0)', 'brightness(0)', 'none']);
    await browser.close();
    await masking.close();
    await prepared.remove();
  });

  it('is refused when it masks nothing, unless nothing is to be masked, which is said', async () => {
    const bare = await startPoolBrowser();
    const said: string[] = [];
    const log = {debug: () => {}, info: () => {}, warn: (text: string) => said.push(text), error: () => {}};
    const browser = startBrowser({executablePath: '', browserWSEndpoint: bare.endpoint, unmasked: true, log});
    await browser.check();
    await browser.close();
    assert.match(String(said), /^Nothing is masked in this browser/);
    assert.match(await refusalOf(bare), /"masking --help".* set "browser.unmasked" to true/);
  });

  it('is refused when it has the extension and keeps it out of sessions', async () => {
    const prepared = await preparePoolMasking();
    const [extension = ''] = prepared.flags;
    const unfit = await startPoolBrowser([...flagsWithout(), extension]);
    assert.match(await refusalOf(unfit), /--user-data-dir that "masking" made/);
    await prepared.remove();
  });

  it('is refused when its extension is of another version of the server', async () => {
    const prepared = await preparePoolMasking();
    await writeFile(`${prepared.extension}/webfuse.json`, '{"name": "webfuse-1", "version": "old"}');
    assert.match(await refusalOf(await startPoolBrowser([...flagsWithout(), ...prepared.flags])), /make it anew/);
    await prepared.remove();
  });

  it('has its downloads kept', async () => {
    const browser = join();
    const {pages, told} = openSession(browser);
    await pages.open(1, `${site.url}/a`);
    await told.until('1 title A');
    await pages.navigate(1, `${site.url}/file`);
    await told.until('1 downloaded a.txt: A');
    await browser.close();
  });

  it('may end, and whoever needs one then is told that there is none', async () => {
    const mortal = await startPoolBrowser();
    const ended = Promise.withResolvers<void>();
    const quiet = () => {};
    const log = {
      debug: quiet,
      info: quiet,
      warn: (text: string) => /ended/.test(text) && ended.resolve(),
      error: quiet,
    };
    const browser = startBrowser({executablePath: '', browserWSEndpoint: mortal.endpoint, unmasked: true, log});
    const {pages, told} = openSession(browser);
    await pages.open(1, `${site.url}/a`);
    await told.until('1 title A');
    await mortal.close();
    await ended.promise;
    await assert.rejects(pages.open(2, `${site.url}/a`), /no browser/);
    await browser.close();
  });

  for (const [what, flags, words] of [
    ['cannot be asked how it was started', flagsWithout('--enable-automation'), /--enable-automation/],
    ['would let pages go past the proxy', flagsWithout('--proxy-bypass-list'), /--proxy-bypass-list=<-loopback>/],
    ['would let WebRTC out', flagsWithout('--webrtc'), /--webrtc-ip-handling-policy=disable_non_proxied_udp/],
    ['has no proxy', flagsWithout('--proxy-server'), /one proxy of this machine/],
    ['has a proxy that is none', proxied('direct://'), /one proxy of this machine/],
    ['has a proxy for http: alone', proxied('http=127.0.0.1:9'), /one proxy of this machine/],
    ['has a proxy elsewhere', proxied('http://proxy.example:9'), /one proxy of this machine/],
    ['takes its proxy back', [...flagsWithout(), '--no-proxy-server'], /without --no-proxy-server/],
    ['takes a flag back', [...flagsWithout(), '--proxy-bypass-list=*'], /--proxy-bypass-list=<-loopback>/],
    ['has no sandbox', [...flagsWithout(), '--no-sandbox'], /without --no-sandbox/],
  ] as const) {
    it(`is refused when it ${what}`, async () => {
      assert.match(await refusalOf(await startPoolBrowser(flags)), words);
    });
  }
});

/** What is said of a browser that cannot be used; it is ended. */
async function refusalOf(unfit: PoolBrowser): Promise<string> {
  const said: string[] = [];
  const quiet = () => {};
  const log = {debug: quiet, info: quiet, warn: quiet, error: (text: string) => said.push(text)};
  const browser = startBrowser({executablePath: '', browserWSEndpoint: unfit.endpoint, log});
  await assert.rejects(browser.check(), /no browser/);
  await Promise.all([browser.close(), unfit.close()]);
  return String(said);
}
