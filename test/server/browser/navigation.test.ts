import assert from 'node:assert/strict';
import {EventEmitter, once} from 'node:events';
import type {ServerResponse} from 'node:http';
import {after, before, describe, it} from 'node:test';
import type {Browser} from '../../../src/server/browser/browser.ts';
import {click, openSession, pagesByPath, startBrowser, startSite} from './harness.ts';

/** A dot. */
const DOT = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

const LINK = 'style="position:fixed;inset:0"';

describe('navigation of a page', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;
  /** What was asked for at an address that no page may reach. */
  const reached: string[] = [];
  /** Answers with an icon that never ends, to the server: Chromium asks for one on its own, and says what it takes. */
  const endless = new Set<ServerResponse>();
  const changes = new EventEmitter();

  before(async () => {
    browser = startBrowser();
    const pages = pagesByPath({
      '/a': `<title>Page A</title><a href="/b#part" ${LINK}>b</a>`,
      '/b': '<title>Page B</title>',
      '/push': `<title>Push</title><p ${LINK} onclick="history.pushState(null, '', '/pushed'); document.title = 'Pushed'"></p>`,
      '/to-204': `<title>204</title><a href="/204" ${LINK}>nothing</a>`,
      '/to-file': `<title>File</title><a href="/file" ${LINK}>file</a>`,
      '/restless': '<title>0</title><script>let n = 0; setInterval(() => document.title = ++n, 5)</script>',
      '/signed': '<title>Signed</title><link rel="icon" href="/dot.gif">',
      '/endless': '<title>Endless</title><link rel="icon" href="/endless.gif?1">',
      '/long': `<title>-</title><script>
        history.pushState(null, '', '?' + 'x'.repeat(100_000));
        document.title = 't'.repeat(100_000);
      </script>`,
      '/frame':
        '<title>Framed</title><iframe src="/b"></iframe><script>onload = () => document.title = "Loaded"</script>',
    });
    site = await startSite((request, response) => {
      if (request.url === '/204') response.writeHead(204).end();
      else if (request.url === '/file') response.writeHead(200, {'content-disposition': 'attachment'}).end('data');
      else if (request.url === '/redirect') response.writeHead(302, {location: '/b'}).end();
      else if (request.url === '/dot.gif') response.writeHead(200, {'content-type': 'image/gif'}).end(DOT);
      else if (request.url === '/favicon.ico' && request.headers.host?.startsWith('usual.example'))
        response.writeHead(200, {'content-type': 'image/x-icon'}).end(DOT);
      else if (request.url === '/vast.gif')
        response.writeHead(200, {'content-type': 'image/gif'}).end(Buffer.alloc(100_000));
      else if (request.url === '/words.gif') response.writeHead(200, {'content-type': 'text/html'}).end('words');
      else if (request.url === '/inside.gif') response.writeHead(200).end(reached.push('inside'));
      else if (request.url?.startsWith('/endless.gif')) {
        response.writeHead(200, {'content-type': 'image/gif'}).write(DOT);
        if (request.headers.accept) return;
        endless.add(response);
        changes.emit('change');
        response.once('close', () => {
          endless.delete(response);
          changes.emit('change');
        });
      } else if (request.url === '/empty') response.writeHead(500).end();
      else pages(request, response);
    });
  });

  after(async () => {
    await browser.close();
    site.close();
  });

  it('tells the icon that it names, where that is a picture and small and may be fetched', async () => {
    const {pages, told} = openSession(browser);
    await pages.open(1, `${site.url}/signed`);
    const dot = `1 icon data:image/gif;base64,${DOT.toString('base64')}`;
    await told.until(dot);
    for (const address of [
      '/vast.gif',
      '/words.gif',
      `http://127.0.0.1:${site.port}/inside.gif`,
      'data:text/html,words',
    ]) {
      let since = told.lines.length;
      await pages.execute(1, `document.querySelector('link').href = ${JSON.stringify(address)}`, 'javascript');
      await told.until('1 icon ', since);
      since = told.lines.length;
      await pages.execute(1, `document.querySelector('link').href = '/dot.gif'`, 'javascript');
      await told.until(dot, since);
    }
    assert.deepEqual(reached, []);
    const since = told.lines.length;
    await pages.navigate(1, `${site.url}/b`);
    await told.until('1 icon ', since);
    await pages.dispose();
  });

  it('waits for an icon no longer than it would for a small one, nor when another page is there', async () => {
    const {pages, told} = openSession(browser);
    await pages.open(1, `${site.url}/endless`);
    await told.until('1 title Endless');
    while (endless.size === 0) await once(changes, 'change');
    while (endless.size > 0) await once(changes, 'change');
    await pages.execute(1, `document.querySelector('link').href = '/endless.gif?2'`, 'javascript');
    while (endless.size === 0) await once(changes, 'change');
    await pages.navigate(1, `${site.url}/b`);
    while (endless.size > 0) await once(changes, 'change');
    await pages.dispose();
  });

  it('has the icon of its site where it names none', async () => {
    const {pages, told} = openSession(browser);
    await pages.open(1, `http://usual.example:${site.port}/b`);
    await told.until(`1 icon data:image/x-icon;base64,${DOT.toString('base64')}`);
    await pages.dispose();
  });

  it('tells where it goes, where it is, and its title', async () => {
    const {pages, told} = openSession(browser);
    await pages.open(1, `${site.url}/a`);
    await told.until('1 title Page A');
    await click(pages, 1, 100, 100);
    await told.until('1 title Page B');
    assert.deepEqual(
      told.lines.filter((line) => !line.includes('canGo')),
      [
        `1 relocating ${site.url}/a`,
        `1 relocated ${site.url}/a`,
        '1 title Page A',
        `1 relocating ${site.url}/b#part`,
        `1 relocated ${site.url}/b#part`,
        '1 title Page B',
      ],
    );
    await pages.dispose();
  });

  it('tells no more of a long address and a long title than people can use', async () => {
    const {pages, told} = openSession(browser);
    await pages.open(1, `${site.url}/long`);
    await told.until(/^1 relocated .*xxx$/);
    await told.until(/^1 title t+$/);
    assert.deepEqual(
      told.lines.filter((line) => line.length > 8_300),
      [],
    );
    await pages.dispose();
  });

  it('goes back and forward, and tells when it can', async () => {
    const {pages, told} = openSession(browser);
    await pages.open(1, `${site.url}/a`);
    await told.until('1 title Page A');
    await pages.goBack(1);
    await pages.navigate(1, `${site.url}/b`);
    await told.until('1 canGoBack true');
    assert.ok(!told.lines.includes('1 relocated about:blank'));

    let since = told.lines.length;
    await pages.goBack(1);
    await told.until(`1 relocated ${site.url}/a`, since);
    await told.until('1 canGoForward true', since);
    await told.until('1 canGoBack false', since);

    since = told.lines.length;
    await pages.goForward(1);
    await told.until(`1 relocated ${site.url}/b`, since);
    await pages.reload(1);
    await told.until(`1 relocating ${site.url}/b`, since + 1);
    await pages.dispose();
  });

  it('goes back from a page the moment it is told of, to the one before it', async () => {
    const {pages, told} = openSession(browser);
    await pages.open(1, `${site.url}/a`);
    await told.until('1 title Page A');
    for (let turn = 0; turn < 3; turn++) {
      for (const [from, to] of [
        [`${site.url}/b`, `${site.url}/a`],
        ['http://other.example:81/', `${site.url}/a`],
      ] as const) {
        let since = told.lines.length;
        await pages.navigate(1, from);
        await Promise.race([told.until(`1 relocated ${from}`, since), told.until(/^1 error .*other/, since)]);
        since = told.lines.length;
        await pages.goBack(1);
        await told.until(`1 relocated ${to}`, since);
      }
    }
    await pages.dispose();
  });

  it('tells the first address of a redirect, then the last', async () => {
    const {pages, told} = openSession(browser);
    await pages.open(1, `${site.url}/redirect`);
    await told.until(`1 relocated ${site.url}/b`);
    assert.equal(told.lines[0], `1 relocating ${site.url}/redirect`);
    await pages.dispose();
  });

  it('tells a new address and title of the same document, without loading', async () => {
    const {pages, told} = openSession(browser);
    await pages.open(1, `${site.url}/push`);
    await told.until('1 title Push');
    await click(pages, 1, 100, 100);
    await told.until(`1 relocated ${site.url}/pushed`);
    await told.until('1 title Pushed');
    assert.ok(!told.lines.includes(`1 relocating ${site.url}/pushed`));
    await pages.dispose();
  });

  it('tells nothing of the frames in it', async () => {
    const {pages, told} = openSession(browser);
    await pages.open(1, `${site.url}/frame`);
    await told.until('1 title Loaded');
    assert.ok(!told.lines.some((line) => line.includes(`${site.url}/b`)));
    await pages.dispose();
  });

  for (const [what, path] of [
    ['an answer without a page', '/to-204'],
    ['a download', '/to-file'],
  ] as const) {
    it(`stays where it is after ${what}`, async () => {
      const {pages, told} = openSession(browser);
      await pages.open(1, site.url + path);
      await told.until(/^1 title/);
      const since = told.lines.length;
      await click(pages, 1, 100, 100);
      await told.until(/^1 relocating/, since);
      await told.until(`1 relocated ${site.url}${path}`, since);
      await pages.dispose();
    });
  }

  it('says in a sentence why there is no page, and forgets it with the next one', async () => {
    const {pages, told} = openSession(browser);
    await pages.open(1, 'https://localhost/');
    await told.until('1 error localhost cannot be reached from this session.');
    await told.until('1 loading false');
    assert.ok(!told.lines.some((line) => line.startsWith('1 relocated')));

    await pages.navigate(1, `${site.url}/empty`);
    await told.until(`1 error site.example:${site.port} has no page to show at this address.`);
    await pages.navigate(1, 'https://site.example:81/');
    await told.until('1 error site.example:81 cannot be reached from this session.');
    await pages.navigate(1, `${site.url}/a`);
    await told.until(`1 relocated ${site.url}/a`);
    await pages.dispose();
  });

  it('goes on when a site never answers', async () => {
    const {pages, told} = openSession(browser);
    await pages.open(1, `${site.url}/hangs`);
    await told.until(`1 relocating ${site.url}/hangs`);
    await pages.navigate(1, `${site.url}/a`);
    await told.until(`1 relocated ${site.url}/a`);
    await pages.dispose();
  });

  it('goes only where sessions may go', async () => {
    const {pages} = openSession(browser);
    await pages.open(1, 'about:blank');
    for (const url of [
      'file:///etc/passwd',
      'chrome://settings/',
      'view-source:http://a.example/',
      'javascript:1',
      'about:gpu',
    ]) {
      await assert.rejects(pages.navigate(1, url), /Expected an address that starts with http:\/\/ or https:\/\//);
    }
    await pages.dispose();
  });

  it('tells a restless title a few times a second', async () => {
    const {pages, told} = openSession(browser);
    const first = told.until(/^1 title/).then(() => performance.now());
    await pages.open(1, `${site.url}/restless`);
    const start = await first;
    const titles = () => told.lines.filter((line) => line.startsWith('1 title')).length;
    while (titles() < 4) await told.until(/^1 title/, told.lines.length);
    assert.ok(performance.now() - start >= 700);
    await pages.dispose();
  });
});
