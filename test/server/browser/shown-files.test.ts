import assert from 'node:assert/strict';
import {once} from 'node:events';
import {readdir, readlink, rm, truncate} from 'node:fs/promises';
import http from 'node:http';
import {Readable} from 'node:stream';
import {after, before, describe, it} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {NOWHERE} from '../../../src/server/browser/internet.ts';
import {FilteringProxy} from '../../../src/server/browser/proxy.ts';
import {shownAt} from '../../../src/server/files/shown.ts';
import {newSessionFiles} from '../../support/files.ts';
import {openSession, startBrowser} from './harness.ts';

const files = newSessionFiles();
after(() => files.dispose());

/** Shares a file, and gives the address at which it is shown. */
async function share(name: string, content: string | Buffer = 'Some text', type = ''): Promise<string> {
  return shownAt(await files.receive(Readable.from([Buffer.from(content)]), name, type));
}

describe('the name that files of a session are found at', () => {
  const ended = newSessionFiles();
  const proxy = new FilteringProxy({findFile: (id) => files.find(id) ?? ended.find(id), internet: NOWHERE});
  let port: number;
  before(async () => {
    port = await proxy.listen();
  });
  after(() => proxy.close());

  async function ask(url: string, method = 'GET') {
    const request = http
      .request({host: '127.0.0.1', port, method, path: url, headers: {host: new URL(url).host}})
      .end();
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    return response;
  }

  async function get(url: string, method = 'GET') {
    const response = await ask(url, method);
    const body = (await response.toArray()).join('');
    return {status: response.statusCode, headers: response.headers, body};
  }

  it('has them as what a browser shows, and runs nothing in them', async () => {
    for (const [name, declared, type] of [
      ['a.PNG', '', 'image/png'],
      ['a.svg', '', 'image/svg+xml'],
      ['a.html', '', 'text/html; charset=utf-8'],
      ['a.csv', 'text/csv', 'text/plain; charset=utf-8'],
      ['a.txt', 'text/html', 'text/plain; charset=utf-8'],
      ['a', 'image/png', 'image/png'],
      ['a', 'text/x-script; charset=latin1', 'text/plain; charset=utf-8'],
    ] as const) {
      const {status, headers, body} = await get(await share(name, 'Some text', declared));
      assert.deepEqual([status, headers['content-type'], body], [200, type, 'Some text'], name);
      assert.match(headers['content-security-policy'] as string, /^sandbox; default-src 'none'/);
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['referrer-policy'], 'no-referrer');
    }
  });

  it('names a file that cannot be shown', async () => {
    for (const [name, declared] of [
      ['<b>.zip', ''],
      ['a.exe', 'image/png'],
      ['a', ''],
      ['a', 'application/x-sh'],
    ] as const) {
      const {status, headers, body} = await get(await share(name, 'Some text', declared));
      assert.deepEqual([status, headers['content-type']], [200, 'text/html; charset=utf-8']);
      assert.match(body, /cannot be shown here/);
      assert.doesNotMatch(body, /<b>|Some text/);
    }
  });

  it('has nothing for those who do not know where', async () => {
    const url = await share('a.txt');
    const {pathname} = new URL(url);
    for (const path of [
      '/',
      '/a.txt',
      `${pathname}x`,
      `${pathname.slice(0, 10)}/a.txt`,
      '/__proto__/a.txt',
      '/%00/%2e',
    ]) {
      const {status, body} = await get(`http://files.localhost${path}`);
      assert.equal(status, 404, path);
      assert.match(body, /This file is not there/);
    }
    assert.equal((await get(url, 'POST')).status, 405);
    assert.equal((await get(url.replace('localhost', 'localhost:8080'))).status, 403);
    assert.equal((await get(url.replace('files', 'x.files'))).status, 403);
  });

  it('reads a file as it is taken, and no further when nobody takes it', async () => {
    const file = await files.receive(Readable.from([Buffer.from('x')]), 'large.pdf', '');
    // More than a buffer can hold, and next to nothing on the disk.
    await truncate(file.path, 2 ** 32);
    assert.deepEqual((await get(shownAt(file), 'HEAD')).body, '');
    const response = await ask(shownAt(file));
    assert.equal(response.statusCode, 200);
    const [first] = (await once(response, 'data')) as [Buffer];
    assert.equal(first.toString('latin1', 0, 1), 'x');
    assert.equal(await isOpen(file.path), true);
    response.destroy();
    while (await isOpen(file.path)) await delay(20);
  });

  it('hangs up on those who ask for a file that is gone', async () => {
    const file = await files.receive(Readable.from([Buffer.from('x')]), 'a.txt', '');
    await rm(file.path);
    await assert.rejects(get(shownAt(file)), {code: 'ECONNRESET'});
  });

  it('forgets them with their session', async () => {
    const file = await ended.receive(Readable.from([Buffer.from('x')]), 'a.txt', '');
    assert.equal((await get(shownAt(file))).status, 200);
    await ended.dispose();
    assert.equal((await get(shownAt(file))).status, 404);
    await assert.rejects(ended.receive(Readable.from([Buffer.from('x')]), 'a.txt', ''), {code: 'session_ended'});
  });
});

/** Whether this process holds a file open. */
async function isOpen(path: string): Promise<boolean> {
  const links = (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => ''));
  return (await Promise.all(links)).includes(path);
}

describe('a file in a tab', () => {
  const browser = startBrowser();
  after(() => browser.close());

  const openFile = async (name: string, content: string | Buffer) => {
    const session = openSession(browser, {findFile: (id) => files.find(id)});
    const url = await share(name, content);
    await session.pages.open(1, url);
    await session.told.until(`1 relocated ${url}`);
    return session;
  };

  it('is seen, and runs no script', async () => {
    const script = '<script>document.title = "ran"; document.documentElement.setAttribute("title", "ran")</script>';
    const {pages, told} = await openFile('a.html', `<title>Seen</title>${script}<p onclick="x()">`);
    await told.until('1 title Seen');
    assert.equal(await pages.execute(1, 'document.title', 'javascript'), 'Seen');
    assert.equal(await pages.execute(1, 'self.origin', 'javascript'), 'null');
    await pages.dispose();

    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2">${script}</svg>`;
    const image = await openFile('a.svg', svg);
    assert.equal(await image.pages.execute(1, 'document.documentElement.getAttribute("title")', 'javascript'), null);
    await image.pages.dispose();
  });

  it('is not there when the session does not have it', async () => {
    const {pages, told} = openSession(browser, {findFile: () => undefined});
    await pages.open(1, await share('a.html', '<title>Seen</title>'));
    await told.until('1 title This file is not there');
    await pages.dispose();
  });

  it('may be a PDF', async () => {
    const {pages} = await openFile('a.pdf', '%PDF-1.4\ntrailer<</Root<</Pages<</Kids[]/Count 0>>>>>>');
    assert.equal(await pages.execute(1, 'document.contentType', 'javascript'), 'application/pdf');
    await pages.dispose();
  });
});
