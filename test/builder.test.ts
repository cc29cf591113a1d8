import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {before, describe, it} from 'node:test';
import {addressOf, type Chosen, htmlOf, PARTS, USUAL} from '../demo/builder/embed.js';
import {type ElementManifest, readManifest} from './docs/site/manifest.ts';

const PLAIN: Chosen = {
  provider: 'server',
  server: 'https://sessions.example.com/',
  space: 'shop',
  key: 'wk_shop_0123456789abcdef',
  url: 'https://shop.example.com/',
  name: '',
  layout: 'room',
  parts: USUAL,
  label: 'Browse together',
  position: 'bottom-end',
  opens: 'panel',
  autostart: false,
  consent: false,
  words: 'We look at this page together.',
  lang: 'en',
  scheme: 'light dark',
};

const built = (chosen: Partial<Chosen> = {}, theme = '') => htmlOf({...PLAIN, ...chosen}, theme);

describe('the builder of embeds', () => {
  let elements: readonly ElementManifest[] = [];

  before(async () => {
    elements = await readManifest();
  });

  it('writes a script and a tag, and nothing that need not be said', () => {
    assert.equal(
      built(),
      `<script type="module" src="https://sessions.example.com/webfuse-elements.js"></script>

<wf-session space="shop" widget-key="wk_shop_0123456789abcdef" url="https://shop.example.com/"></wf-session>
`,
    );
  });

  it('writes the parts that were chosen, with what is asked before', () => {
    const html = built({
      layout: 'parts',
      parts: ['wf-view', 'wf-chat'],
      consent: true,
      words: 'Nothing is recorded.',
      autostart: true,
    });
    assert.ok(
      html.endsWith(`
<wf-session space="shop" widget-key="wk_shop_0123456789abcdef" url="https://shop.example.com/" consent="required" autostart>
  <wf-consent>
    <p slot="join">Nothing is recorded.</p>
  </wf-consent>
  <wf-view></wf-view>
  <wf-chat></wf-chat>
</wf-session>
`),
      html,
    );
  });

  it('writes a launcher with theme and colours of its own', () => {
    const html = built({layout: 'launcher', lang: 'nl', scheme: 'dark'}, 'wf-session {\n  --wf-radius: 1rem;\n}');
    assert.match(
      html,
      /<style>\n {2}wf-launcher \{\n {4}color-scheme: dark;\n {4}--wf-radius: 1rem;\n {2}\}\n<\/style>/,
    );
    assert.match(html, /<wf-launcher [^>]*lang="nl"><\/wf-launcher>/);
    assert.match(
      built({layout: 'launcher', label: 'Look together'}),
      /<wf-launcher [^>]*label="Look together"><\/wf-launcher>/,
    );
  });

  it('writes what is asked beside a launcher, in the language and the theme of it', () => {
    const chosen = {
      layout: 'launcher',
      consent: true,
      words: 'Nichts wird aufgezeichnet.',
      lang: 'de',
      autostart: true,
    };
    assert.ok(
      built({...chosen, scheme: 'dark'}).endsWith(`
<style>
  wf-launcher, wf-consent {
    color-scheme: dark;
  }
</style>

<wf-consent lang="de">
  <p slot="join">Nichts wird aufgezeichnet.</p>
</wf-consent>
<wf-launcher space="shop" widget-key="wk_shop_0123456789abcdef" url="https://shop.example.com/" lang="de" consent="required"></wf-launcher>
`),
    );
  });

  it('leaves what is said before to the kit where nothing was typed, and asks all the same', () => {
    const asked = {consent: true, words: ''};
    for (const layout of ['room', 'launcher']) {
      assert.match(built({...asked, layout}), /\n<wf-(session|launcher) [^>]* consent="required"><\/wf-\1>\n$/);
    }
    assert.match(
      built({...asked, layout: 'parts'}),
      / consent="required">\n {2}<wf-consent><\/wf-consent>\n {2}<wf-tab-bar>/,
    );
  });

  it('names a provider where it is not the server', () => {
    assert.match(built({provider: 'local'}), /<wf-session provider="local" space="shop" url=/);
    assert.match(
      built({provider: 'webfuse', server: 'webfu.se'}),
      /src="\/webfuse-elements.js"[\s\S]*<wf-session provider="webfuse" server="webfu.se" space="shop" widget-key="wk_shop_0123456789abcdef"/,
    );
  });

  it('writes the address of a server of which the host alone was typed', () => {
    assert.match(
      built({server: ' sessions.example.com '}),
      /src="https:\/\/sessions.example.com\/webfuse-elements.js"/,
    );
    assert.match(built({server: 'localhost:8080/'}), /src="https:\/\/localhost:8080\/webfuse-elements.js"/);
    assert.deepEqual(['http://127.0.0.1:8080', '//a.example', '/kit', ''].map(addressOf), [
      'http://127.0.0.1:8080',
      '//a.example',
      '/kit',
      '',
    ]);
  });

  it('lets nothing that was typed become HTML', () => {
    const html = built({
      name: '"><script>alert(1)</script>',
      layout: 'parts',
      parts: [],
      consent: true,
      words: '<img src=x>',
    });
    assert.match(html, /user-name="&quot;>&lt;script>alert\(1\)&lt;\/script>"/);
    assert.match(html, /<p slot="join">&lt;img src=x><\/p>/);
  });

  it('writes a language that is read from right to left with its direction', () => {
    assert.match(built({lang: 'ar'}), /<wf-session [^>]* lang="ar" dir="rtl"><\/wf-session>/);
    assert.match(built({lang: 'ar', layout: 'launcher'}), /<wf-launcher [^>]* lang="ar" dir="rtl"><\/wf-launcher>/);
    assert.doesNotMatch(built({lang: 'de'}), / dir=/);
  });

  it('writes tags and attributes that are known', () => {
    const html = [
      built({layout: 'parts', parts: Object.keys(PARTS), consent: true, autostart: true, name: 'Ada', lang: 'de'}),
      built({layout: 'launcher', opens: 'page', position: 'middle-end', provider: 'webfuse', consent: true}),
    ].join('');
    for (const [, tag = '', rest = ''] of html.matchAll(/<(wf-[\w-]+)([^>]*)>/g)) {
      const element = elements.find(({tagName}) => tagName === tag);
      assert.ok(element, tag);
      for (const [, name] of rest.matchAll(/ ([a-z-]+)(?=[=>\s]|$)/g)) {
        assert.ok(name === 'lang' || element.attributes?.some((each) => each.name === name), `${name} of <${tag}>`);
      }
    }
  });

  it('offers every language that the kit speaks', () => {
    const spoken = [...readFileSync('docs/languages.md', 'utf8').matchAll(/\| `(\w\w)` /g)]
      .map(([, tag]) => tag)
      .sort();
    const [, list = ''] = /LANGUAGES = \[(.*?)\]/.exec(readFileSync('demo/builder/builder.js', 'utf8')) ?? [];
    assert.deepEqual([...list.matchAll(/\w\w/g)].map(([tag]) => tag).sort(), spoken);
  });
});
