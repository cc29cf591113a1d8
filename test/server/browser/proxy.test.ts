import assert from 'node:assert/strict';
import {lookup} from 'node:dns/promises';
import {once} from 'node:events';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import http from 'node:http';
import os, {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';
import {FilteringProxy} from '../../../src/server/browser/proxy.ts';
import {PUBLIC_ADDRESS, startSite} from './harness.ts';

/** Where the names of the pretended internet lead. */
const NAMES: Record<string, string[]> = {
  'site.example': [PUBLIC_ADDRESS],
  'inside.example': ['10.1.2.3'],
  'loop.example': ['127.0.0.1', '::1'],
  'mixed.example': ['192.168.0.9', PUBLIC_ADDRESS],
};

describe('FilteringProxy', () => {
  let folder: string;
  let site: Awaited<ReturnType<typeof startSite>>;
  let proxy: FilteringProxy;
  let port: number;
  const looked: string[] = [];
  const routed: string[] = [];

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'webfuse-site-'));
    await writeFile(path.join(folder, 'index.html'), '<h1>Local</h1>');
    await writeFile(path.join(folder, 'style.css'), 'h1 {}');
    await writeFile(path.join(folder, '404.html'), 'Nothing here');
    site = await startSite((request, response) => response.end(`${request.method} ${request.url}`));
    proxy = new FilteringProxy({
      localSites: {'shop.localhost': folder},
      resolve: async (host) => {
        looked.push(host);
        // Numbers are for the system to read, as it would without the tests. No name service is asked.
        if (/^[\da-fx.]+$/.test(host)) return lookup(host, {all: true});
        const found = NAMES[host];
        if (!found) throw new Error('ENOTFOUND');
        return found.map((address) => ({address, family: address.includes(':') ? 6 : 4}));
      },
      route: ({address}) => {
        routed.push(address);
        return {address: '127.0.0.1', family: 4};
      },
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
    looked.length = routed.length = 0;
    await get(`http://mixed.example:${site.port}/`);
    assert.deepEqual(looked, ['mixed.example']);
    assert.deepEqual(routed, [PUBLIC_ADDRESS]);
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
    const own = {address: PUBLIC_ADDRESS, netmask: '255.255.255.0', mac: '', internal: false, cidr: null};
    test.mock.method(os, 'networkInterfaces', () => ({eth0: [{...own, family: 'IPv4'}]}));
    assert.equal((await get(`${site.url}/`)).status, 403);
    assert.equal(await connect(`site.example:${site.port}`), 403);
  });

  it('takes no name for a local site that only an object has', async () => {
    for (const host of ['constructor', '__proto__']) assert.equal((await get(`http://${host}/`)).status, 502);
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
