import assert from 'node:assert/strict';
import {lookup} from 'node:dns/promises';
import {once} from 'node:events';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import http from 'node:http';
import net, {type AddressInfo} from 'node:net';
import os, {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';
import {FilteringProxy} from '../../../src/server/browser/proxy.ts';
import {PUBLIC_ADDRESS, playInternet} from '../../support/internet.ts';
import {startSite} from './harness.ts';

/** A public address that this machine has in one of the tests. */
const OWN_ADDRESS = '203.0.114.7';

/** Where the names of the pretended internet lead. */
const NAMES: Record<string, string[]> = {
  'site.example': [PUBLIC_ADDRESS],
  'inside.example': ['10.1.2.3'],
  'own.example': [OWN_ADDRESS],
  'loop.example': ['127.0.0.1', '::1'],
  'mixed.example': ['192.168.0.9', PUBLIC_ADDRESS],
};

describe('FilteringProxy', () => {
  let folder: string;
  let site: Awaited<ReturnType<typeof startSite>>;
  let proxy: FilteringProxy;
  let port: number;
  const looked: string[] = [];
  const connected: string[] = [];

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'webfuse-site-'));
    await writeFile(path.join(folder, 'index.html'), '<h1>Local</h1>');
    await writeFile(path.join(folder, 'style.css'), 'h1 {}');
    await writeFile(path.join(folder, '404.html'), 'Nothing here');
    site = await startSite((request, response) => response.end(`${request.method} ${request.url}`));
    proxy = new FilteringProxy({
      localSites: {'shop.localhost': folder},
      internet: playInternet({
        resolve: async (host) => {
          looked.push(host);
          // Numbers are for the system to read, as it would without the tests. No name service is asked.
          if (/^[\da-fx.]+$/.test(host)) return lookup(host, {all: true});
          const found = NAMES[host];
          if (!found) throw new Error('ENOTFOUND');
          return found.map((address) => ({address, family: address.includes(':') ? 6 : 4}));
        },
        connect: (addresses, port) => {
          connected.push(...addresses.map(({address}) => address));
          return net.connect(port, '127.0.0.1');
        },
      }),
    });
    port = await proxy.listen();
  });

  after(async () => {
    await proxy.close();
    site.close();
    await rm(folder, {recursive: true});
  });

  async function get(url: string, method = 'GET') {
    const request = http
      .request({host: '127.0.0.1', port, method, path: url, headers: {host: new URL(url).host}})
      .end();
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    const body = (await response.toArray()).join('');
    return {status: response.statusCode, type: response.headers['content-type'], body};
  }

  async function connect(target: string): Promise<number | undefined> {
    const request = http.request({host: '127.0.0.1', port, method: 'CONNECT', path: target}).end();
    const [response, socket] = await Promise.race([once(request, 'connect'), once(request, 'response')]);
    socket?.destroy();
    return (response as http.IncomingMessage).statusCode;
  }

  it('passes requests on to the public web', async () => {
    assert.deepEqual(await get(`${site.url}/a?b`), {status: 200, type: undefined, body: 'GET /a?b'});
    assert.equal(await connect(`site.example:${site.port}`), 200);
  });

  it('connects to the address that it checked, and looks a name up once', async () => {
    looked.length = connected.length = 0;
    await get(`http://mixed.example:${site.port}/`);
    assert.deepEqual(looked, ['mixed.example']);
    assert.deepEqual(connected, [PUBLIC_ADDRESS]);
  });

  it('connects to a public address that is asked for by number as it does to a name', async () => {
    connected.length = 0;
    assert.equal((await get(`http://${PUBLIC_ADDRESS}:${site.port}/`)).status, 200);
    assert.equal(await connect(`${PUBLIC_ADDRESS}:${site.port}`), 200);
    assert.deepEqual(connected, [PUBLIC_ADDRESS, PUBLIC_ADDRESS]);
  });

  const refused = [
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '0.0.0.0',
    '0',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '169.254.169.254',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '[fe80::1]',
    '[fd00::1]',
    '[ff02::1]',
    'localhost',
    'LOCALHOST',
    'localhost.',
    'app.localhost',
    'shop.localhost.',
    'inside.example',
    'loop.example',
  ];
  for (const host of refused) {
    it(`lets nothing through to ${host}`, async () => {
      const {status, type, body} = await get(`http://${host}:${site.port}/`);
      assert.equal(status, 403);
      assert.equal(type, 'text/html; charset=utf-8');
      assert.match(body, /This address is not public/);
      assert.equal(await connect(`${host}:${site.port}`), 403);
    });
  }

  it('lets nothing through to a public address of this machine', async (test) => {
    const own = {address: OWN_ADDRESS, netmask: '255.255.255.0', mac: '', internal: false, cidr: null};
    test.mock.method(os, 'networkInterfaces', () => ({eth0: [{...own, family: 'IPv4'}]}));
    assert.equal((await get(`http://own.example:${site.port}/`)).status, 403);
    assert.equal(await connect(`own.example:${site.port}`), 403);
  });

  it('takes no name for a local site that only an object has', async () => {
    for (const host of ['constructor', '__proto__']) assert.equal((await get(`http://${host}/`)).status, 502);
  });

  it('answers for a site that says what nobody may say, and goes on', async () => {
    const answers = [
      'HTTP/1.1 999 What\r\n\r\n',
      'HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
      'nonsense\r\n\r\n',
      '',
    ];
    const odd = net.createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () =>
        socket.end(answers.shift() ?? 'HTTP/1.1 200 \u0001\r\nx-a: b\u0001\r\nx-b: 1\r\n\r\nfine'),
      );
    });
    await once(odd.listen(0, '127.0.0.1'), 'listening');
    const url = `http://site.example:${(odd.address() as AddressInfo).port}/`;
    for (let left = answers.length; left > 0; left--) {
      const {status, body} = await get(url);
      assert.equal(status, 502);
      assert.match(body, /site\.example does not answer/);
    }
    assert.equal((await get(url)).body, 'fine');
    odd.close();
  });

  it('looks at a name once, however often it changes its mind', async () => {
    connected.length = 0;
    const turns = [[PUBLIC_ADDRESS], ['127.0.0.1'], [PUBLIC_ADDRESS]];
    for (const status of [200, 403, 200]) {
      NAMES['turning.example'] = turns.shift() as string[];
      assert.equal((await get(`http://turning.example:${site.port}/`)).status, status);
    }
    assert.deepEqual(connected, [PUBLIC_ADDRESS, PUBLIC_ADDRESS]);
  });

  it('says so when nobody knows a name', async () => {
    const {status, body} = await get('http://nowhere.example/');
    assert.equal(status, 502);
    assert.match(body, /No address is known for nowhere\.example/);
    assert.equal(await connect('nowhere.example:443'), 502);
  });

  it('answers for its local sites by itself', async () => {
    assert.deepEqual(await get('http://shop.localhost/?q=1'), {
      status: 200,
      type: 'text/html; charset=utf-8',
      body: '<h1>Local</h1>',
    });
    assert.equal((await get('http://shop.localhost/style.css')).type, 'text/css; charset=utf-8');
    assert.deepEqual(await get('http://shop.localhost/none'), {
      status: 404,
      type: 'text/html; charset=utf-8',
      body: 'Nothing here',
    });
    assert.equal((await get('http://shop.localhost/', 'POST')).status, 405);
  });

  it('keeps local sites to their folder, their port and plain http', async () => {
    for (const outside of [
      '/../../etc/passwd',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/..%2f..%2fetc%2fpasswd',
      '/%00',
      '/%',
      `/${'a'.repeat(5000)}`,
    ]) {
      assert.equal((await get(`http://shop.localhost${outside}`)).status, 404, outside);
    }
    assert.equal((await get('http://shop.localhost:8080/')).status, 403);
    assert.equal(await connect('shop.localhost:443'), 403);
    assert.equal(await connect('shop.localhost:80'), 403);
  });
});
