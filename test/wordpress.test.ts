import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {describe, it} from 'node:test';
import vm from 'node:vm';

const read = (file: string) => readFileSync(`demo/wordpress/${file}`, 'utf8');

/** What a block of WordPress's editor is made of, as far as it is used. */
interface Made {
  readonly type: unknown;
  readonly props: {readonly label?: string; readonly value?: string; onChange?(value: string): void} | null;
  readonly children: readonly Made[];
}

/** Runs the script of the block where nothing of WordPress is but names. */
function block() {
  const registered: {name: string; edit(given: object): Made; save(): unknown}[] = [];
  const wp = {
    blocks: {registerBlockType: (name: string, of: object) => registered.push({name, ...of} as never)},
    blockEditor: {useBlockProps: () => ({})},
    components: {Placeholder: 'Placeholder', SelectControl: 'SelectControl', TextControl: 'TextControl'},
    element: {
      Fragment: 'Fragment',
      createElement: (type: unknown, props: object | null, ...children: unknown[]) => ({
        type,
        props,
        children: children.filter(Boolean),
      }),
    },
    i18n: {__: (text: string) => text},
  };
  vm.runInNewContext(read('block.js'), {window: {wp}});
  return registered[0]!;
}

function fields({type, props, children}: Made): Made[] {
  const own = typeof type === 'string' && type.endsWith('Control') ? [{type, props, children}] : [];
  return [...own, ...children.flatMap(fields)];
}

describe('the plugin for WordPress', () => {
  const {name, attributes} = JSON.parse(read('block.json'));

  it('has a block with a field for each attribute, which the server shows', () => {
    const {name: registered, edit, save} = block();
    assert.equal(registered, name);
    assert.equal(save(), null);
    const changes: object[] = [];
    const given = {show: 'link', url: 'u', label: 'l', provider: 'local'};
    const made = fields(edit({attributes: given, setAttributes: (change: object) => changes.push({...change})}));
    assert.deepEqual(
      made.map(({props}) => props?.value),
      ['link', 'u', 'local', 'l'],
    );
    for (const {props} of made) props?.onChange?.('new');
    assert.deepEqual(changes, [{show: 'new'}, {url: 'new'}, {provider: 'new'}, {label: 'new'}]);
  });

  it('says the same of block and shortcode, and escapes all that it writes', () => {
    const php = read('webfuse-elements.php');
    for (const [attribute, {default: usual}] of Object.entries<{default: string}>(attributes)) {
      assert.match(php, new RegExp(`'${attribute}'\\s*=> '${usual}'`));
    }
    const written = [...php.matchAll(/(?:return sprintf|printf)\( '[^']*',? (.*)\);/g)].map(
      ([, values = '']) => values,
    );
    assert.ok(written.length >= 4);
    for (const values of written) {
      const left = values.replaceAll(/esc_(attr|url|html)\((?:[^()]|\([^()]*\))*\)/g, '').replaceAll('$common', '');
      assert.doesNotMatch(left, /\$/);
    }
  });
});
