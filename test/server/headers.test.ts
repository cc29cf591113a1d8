import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {DEMO_SPACE, type DeclaredSpace} from '../../src/server/storage/spaces.ts';
import {serve} from '../support/test-server.ts';

const bound: DeclaredSpace = {
  ...DEMO_SPACE,
  id: 'b',
  slug: 'bound',
  keys: [{key: 'wk_bound'}],
  origins: ['https://shop.example', "https://evil.example; script-src 'unsafe-inline'"],
};

/** What a policy says, by its directives. */
function directives(headers: Headers): Record<string, string> {
  const policy = headers.get('content-security-policy') ?? '';
  return Object.fromEntries(policy.split(/; ?/).map((part) => part.split(/ (.*)/s).slice(0, 2)));
}

describe('the headers of an answer', () => {
  const answers = [
    '/healthz',
    '/nothing',
    '/api/nothing',
    '/api/socket',
    '/files/nothing/at.all',
    '/+nowhere/',
    '/s%zz',
  ];
  for (const path of answers) {
    it(`of ${path} let a browser do nothing with it`, async (test) => {
      const {origin} = await serve(test);
      const {headers} = await fetch(origin + path);
      assert.equal(directives(headers)['default-src'], "'none'");
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('referrer-policy'), 'no-referrer');
    });
  }

  for (const path of ['/', '/local.html', '/looks.html', '/preview/menu.html', '/sabcdefghijkl']) {
    it(`of the page ${path} let it run its own scripts alone, and no text`, async (test) => {
      const {origin} = await serve(test, {demo: true});
      const {headers, status} = await fetch(origin + path);
      assert.equal(status, 200);
      assert.doesNotMatch(headers.get('content-security-policy') ?? '', /unsafe|\*/);
      const {'script-src': scripts, 'require-trusted-types-for': trusted, ...rest} = directives(headers);
      assert.deepEqual([scripts, trusted, rest['base-uri']], ["'self'", "'script'", "'none'"]);
    });
  }

  it('let only pages of the space’s origins frame the window of a session', async (test) => {
    const {origin, connect} = await serve(test, {spaces: [DEMO_SPACE, bound], publicUrl: 'https://sessions.example'});
    const framers = async (space: string, key: string) => {
      const ada = await connect();
      const {session_id} = (await ada.call('create_session', {space, widget_key: key})).result;
      return directives((await fetch(`${origin}/s${session_id}`)).headers)['frame-ancestors'];
    };
    assert.match(
      (await framers('bound', 'wk_bound')) ?? '',
      /^'self' .*https:\/\/sessions\.example https:\/\/shop\.example$/,
    );
    assert.equal(await framers('demo', 'wk_demo'), undefined);
    const {headers} = await fetch(`${origin}/sabcdefghijkl`);
    assert.doesNotMatch(directives(headers)['frame-ancestors'] ?? '', /shop/);
    assert.equal(headers.get('cross-origin-opener-policy'), 'unsafe-none');
  });

  it('let every page load the kit, and name https where the server is reached over that alone', async (test) => {
    const {origin} = await serve(test, {publicUrl: 'https://sessions.example'});
    for (const script of ['webfuse-elements.js', 'webfuse.js', 'surfly.js']) {
      const {headers} = await fetch(`${origin}/${script}`);
      assert.equal(headers.get('access-control-allow-origin'), '*');
      assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin');
      assert.equal(headers.get('strict-transport-security'), 'max-age=31536000');
    }
    assert.equal((await fetch(`${(await serve(test)).origin}/healthz`)).headers.get('strict-transport-security'), null);
  });
});
