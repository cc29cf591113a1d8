import assert from 'node:assert/strict';
import {describe, it, type TestContext} from 'node:test';
import {DEMO_SPACE, type DeclaredSpace} from '../../../src/server/storage/spaces.ts';
import {serve} from '../../support/test-server.ts';

const bound: DeclaredSpace = {
  ...DEMO_SPACE,
  id: 'b',
  slug: 'bound',
  name: '<b>Tea & "more"</b>',
  origins: ['https://shop.example'],
  keys: [{key: 'wk_bound'}],
};

async function serving(test: TestContext) {
  const server = await serve(test, {spaces: [DEMO_SPACE, bound], publicUrl: 'https://sessions.example/here'});
  const get = async (path: string) => {
    const response = await fetch(server.origin + path);
    const {status, headers} = response;
    return {status, headers, text: await response.text()};
  };
  const oembed = async (url: string, more = '') => {
    const {status, headers, text} = await get(`/oembed?url=${encodeURIComponent(url)}${more}`);
    return {status, headers, body: JSON.parse(text)};
  };
  return {...server, get, oembed};
}

/** The attribute of that name of the first tag, as a browser reads it. */
function attribute(html: string, tag: string, name: string): string | undefined {
  const text = new RegExp(`<${tag} [^>]*?${name}="([^"]*)"`).exec(html)?.[1];
  return text?.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

describe('the page of a space for iframes', () => {
  it('has a session that is not started, with the key and the first page of its address', async (test) => {
    const {get} = await serving(test);
    const shop = 'http://shop.example/?a=1&b="2"';
    const {status, headers, text} = await get(`/+demo/embed?widget_key=wk_demo&url=${encodeURIComponent(shop)}`);
    assert.equal(status, 200);
    assert.match(headers.get('content-type') ?? '', /^text\/html/);
    const told = ['space', 'widget-key', 'url'].map((name) => attribute(text, 'wf-session', name));
    assert.deepEqual(told, ['demo', 'wk_demo', shop]);
    assert.doesNotMatch(text, /autostart/);
  });

  it('takes what it is given for text, and lets no text run', async (test) => {
    const {get} = await serving(test);
    const {headers, text} = await get('/+bound/embed?widget_key=wk_bound&url=%22%3E%3Cscript%3Ealert(1)%3C/script%3E');
    assert.doesNotMatch(text, /<script>|<b>/);
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /script-src 'self';/);
    assert.match(policy, /require-trusted-types-for 'script'/);
    assert.doesNotMatch(policy, /unsafe/);
  });

  it('may be framed by the pages of the space’s origins alone', async (test) => {
    const {get} = await serving(test);
    const {headers} = await get('/+bound/embed?widget_key=wk_bound');
    assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'self' .*https:\/\/shop\.example$/);
    const open = await get('/+demo/embed?widget_key=wk_demo');
    assert.doesNotMatch(open.headers.get('content-security-policy') ?? '', /frame-ancestors/);
  });

  it('is for whoever has a widget key of the space', async (test) => {
    const {get} = await serving(test);
    for (const query of ['', '?widget_key=wk_other', '?widget_key=wk_demo']) {
      assert.equal((await get(`/+bound/embed${query}`)).status, 401, query);
    }
    assert.equal((await get('/+nowhere/embed?widget_key=wk_demo')).status, 404);
  });
});

describe('oEmbed', () => {
  it('is found from the page, and tells the frame that shows it', async (test) => {
    const {get, oembed, origin} = await serving(test);
    const {text} = await get('/+bound/embed?widget_key=wk_bound&url=http%3A%2F%2Fshop.example%2F');
    const link = new URL(attribute(text, 'link rel="alternate" type="application/json.oembed"', 'href') ?? '');
    assert.equal(link.origin + link.pathname, 'https://sessions.example/here/oembed');
    const {status, body} = await oembed(link.searchParams.get('url') ?? '', '&format=json');
    assert.equal(status, 200);
    const {html, ...others} = body;
    assert.deepEqual(others, {
      type: 'rich',
      version: '1.0',
      title: '<b>Tea & "more"</b>',
      provider_name: 'webfuse-elements',
      provider_url: 'https://sessions.example/here',
      cache_age: 86_400,
      width: 960,
      height: 640,
    });
    const src = attribute(html, 'iframe', 'src') ?? '';
    assert.equal(attribute(html, 'iframe', 'title'), '<b>Tea & "more"</b>');
    assert.equal((await fetch(src.replace('https://sessions.example/here', origin))).status, 200);
  });

  it('makes the frame no larger than there is room', async (test) => {
    const {oembed} = await serving(test);
    const {body} = await oembed(
      'https://sessions.example/here/+demo/?widget_key=wk_demo',
      '&maxwidth=400&maxheight=9999',
    );
    assert.deepEqual([body.width, body.height], [400, 640]);
    assert.deepEqual(
      [attribute(body.html, 'iframe', 'width'), attribute(body.html, 'iframe', 'height')],
      ['400', '640'],
    );
  });

  it('knows no pages but those of its own spaces, and tells nothing without their keys', async (test) => {
    const {oembed, origin} = await serving(test);
    for (const [url, status] of [
      ['https://sessions.example.evil.example/+demo/embed?widget_key=wk_demo', 404],
      ['https://sessions.example/here/sabcdefghijkl', 404],
      ['https://sessions.example/here/+nowhere/embed', 404],
      ['not an address', 404],
      [`${origin}/+bound/embed`, 401],
      [`${origin}/+bound/embed?widget_key=wk_bound`, 200],
    ] as const) {
      assert.equal((await oembed(url)).status, status, url);
    }
  });

  it('lets pages of any origin ask, and has JSON alone', async (test) => {
    const {oembed} = await serving(test);
    const {headers} = await oembed('https://sessions.example/here/+demo/embed?widget_key=wk_demo');
    assert.equal(headers.get('access-control-allow-origin'), '*');
    assert.equal(
      (await oembed('https://sessions.example/here/+demo/embed?widget_key=wk_demo', '&format=xml')).status,
      400,
    );
  });
});
