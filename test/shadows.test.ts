import assert from 'node:assert/strict';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';
import {pathToFileURL} from 'node:url';
import {build} from 'vite';
import {LATER_TAGS} from '../components/later-tags.ts';
import type * as Server from '../components/server/index.ts';

const TAGS = [
  'session',
  'room',
  'view',
  'tab-bar',
  'address-bar',
  'participants',
  'chat',
  'controls',
  'notices',
  'requests',
].map((name) => `wf-${name}`);

describe('the elements on a server', () => {
  let folder = '';
  let withShadows: typeof Server.withShadows;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'shadows-'));
    await build({mode: 'shadows', build: {outDir: folder}});
    const file = pathToFileURL(path.join(folder, 'node/webfuse-elements-server.js')).href;
    ({withShadows} = (await import(file)) as typeof Server);
  });
  after(() => rm(folder, {recursive: true}));

  const plain = (html: string) =>
    withShadows(html)
      .replaceAll(/<style>.*?<\/style>/gs, '')
      .replaceAll(/\s+/g, ' ');

  it('have the room of an empty session, not started', () => {
    const html = plain('<p>Hi</p><wf-session space="demo" widget-key="wk_demo"></wf-session>');
    assert.match(html, /^<p>Hi<\/p><wf-session space="demo" widget-key="wk_demo"><template shadowrootmode="open">/);
    assert.match(
      html,
      /<wf-room [^>]*><template shadowrootmode="open">.*<wf-view [^>]*><template shadowrootmode="open">/,
    );
    assert.match(html, />Start the session<\/button>/);
    assert.match(html, /Nobody is here yet/);
    assert.match(html, /<\/template><\/wf-session>$/);
  });

  it('keep what an author put into a session, each with its shadow, and find it', () => {
    const html = plain('<wf-session widget-key="wk_demo"> <div><wf-view></wf-view></div></wf-session>');
    assert.match(
      html,
      /^<wf-session widget-key="wk_demo"><template shadowrootmode="open"><slot><\/slot><\/template> <div>/,
    );
    assert.match(html, /Start the session/);
  });

  it('find their session by its id, and by themselves when there is one', () => {
    const sessions = '<wf-session id="tea"> </wf-session><wf-session id="cake"> </wf-session>';
    assert.match(plain(`${sessions}<wf-view for="cake"></wf-view>`), /Not started yet/);
    assert.match(plain(`${sessions}<wf-view></wf-view>`), /This page has no session/);
    assert.match(plain('<wf-session> x</wf-session><wf-view></wf-view>'), /Not started yet/);
    assert.match(plain('<wf-view></wf-view>'), /This page has no session/);
  });

  it('have their styles, with the nonce of the page where it has one', () => {
    assert.match(withShadows('<wf-launcher></wf-launcher>'), /<style>.*:var\(--wf-accent,.*<\/style>/s);
    assert.match(withShadows('<wf-launcher></wf-launcher>', {nonce: 'abc'}), /<style nonce="abc">/);
  });

  it('take attributes as HTML has them, and what is in them for text', () => {
    const html = plain(`<wf-launcher LABEL='A "b" &amp; &#60;c>' opens=page></wf-launcher>`);
    assert.match(html, /<span>A &#34;b&#34; &#38; &#60;c&#62;<\/span>/);
    assert.match(html, /aria-haspopup="dialog"/);
  });

  it('leave everything else as it is', () => {
    for (const html of [
      '<!-- <wf-view></wf-view> -->',
      '<script>"<wf-view></wf-view>"</script>',
      '<template><wf-view></wf-view></template>',
      '<wf-unknown></wf-unknown>',
      '<textarea><wf-view></textarea>',
    ]) {
      assert.equal(withShadows(html), html);
    }
  });

  it('have one shadow each, well-formed, for every tag', () => {
    for (const tag of [...TAGS, ...Object.keys(LATER_TAGS)]) {
      const html = withShadows(`<${tag}></${tag}>`);
      const count = (pattern: RegExp) => html.match(pattern)?.length ?? 0;
      assert.equal(count(/<template/g), count(/<\/template>/g), tag);
      assert.ok(count(/<template shadowrootmode="open">/g) > 0, tag);
      assert.doesNotMatch(html, /\[object|undefined|lit\$|=>/, tag);
    }
  });

  it('add nothing to the globals of a server that pages have and servers do not', () => {
    for (const name of ['document', 'window', 'location', 'MutationObserver', 'HTMLButtonElement']) {
      assert.equal(name in globalThis, false, name);
    }
  });
});
