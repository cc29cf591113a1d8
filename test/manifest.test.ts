import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {globSync, readFileSync} from 'node:fs';
import {mkdtemp, readdir, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';
import {promisify} from 'node:util';
import {FORWARDED} from '../components/shared/session-host.ts';
import {ALIAS_NAMES, EVENT_NAMES} from '../src/client/index.ts';
import {angularDirectives} from './docs/angular.ts';
import {reactComponents} from './docs/react.ts';

const ROOT = path.join(import.meta.dirname, '..');
const TAGS = [
  'wf-address-bar',
  'wf-chat',
  'wf-consent',
  'wf-controls',
  'wf-downloads',
  'wf-huddle',
  'wf-invite',
  'wf-join',
  'wf-launcher',
  'wf-log',
  'wf-notices',
  'wf-participants',
  'wf-pointers',
  'wf-prompts',
  'wf-requests',
  'wf-room',
  'wf-session',
  'wf-tab-bar',
  'wf-view',
];

interface Member {
  readonly name: string;
  readonly kind: 'field' | 'method';
  readonly description?: string;
  readonly parameters?: readonly {readonly name: string; readonly type?: {readonly text: string}}[];
  readonly return?: {readonly type?: {readonly text: string}};
}

/** What of an element a page can use. */
const USED = ['members', 'attributes', 'events', 'slots', 'cssParts', 'cssProperties', 'cssStates'] as const;

/** Parts that no template has written: arguments, what a provider makes by itself, and those of an element in it. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  'wf-address-bar': ['back', 'forward', 'reload'],
  'wf-view': ['page', 'prompt', 'waiting', 'sending', 'refused'],
};

interface Named {
  readonly name: string;
  readonly description?: string;
}

interface Declaration extends Named, Partial<Readonly<Record<(typeof USED)[number], readonly Named[]>>> {
  readonly tagName?: string;
  readonly members?: readonly Member[];
}

/** A tag as editors know it. */
interface Editable {
  readonly name: string;
  readonly attributes?: readonly {readonly name: string; readonly description?: string}[];
}

/** Templates that elements share, by the function that gives them. */
const SHARED = {avatar: 'avatar', sendingBar: 'sending'};

/** The code of an element's own templates, and of those that it shares with others, without comments. */
function templatesOf(tagName: string): string {
  const files = globSync(`components/${tagName.replace('wf-', '')}/*.ts`, {cwd: ROOT});
  const code = files
    .filter((file) => !file.endsWith('.styles.ts'))
    .map(read)
    .join('\n');
  const shared = Object.entries(SHARED).filter(([name]) => code.includes(`${name}(`));
  return [code, ...shared.map(([, file]) => read(`components/shared/${file}.ts`))].join('\n');
}

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}

/** The parts that are written, also where an expression decides between several. */
function partsIn(code: string): string[] {
  return [...code.matchAll(/\spart=(?:"([^"$]*)"|"?\$\{([^}]*)\})/g)].flatMap(([, plain, expression = '']) => {
    const values = plain === undefined ? [...expression.matchAll(/'([^']*)'/g)].map(([, value]) => value!) : [plain];
    return values.flatMap((value) => value.split(' '));
  });
}

/** The names of slots, with an empty one for that without; null where an expression decides. */
function slotsIn(code: string): (string | null)[] {
  return [...code.matchAll(/<slot\b(?: name=("[^"]*"|\$\{))?/g)].map(([, name = '""']) => {
    return name.startsWith('"') ? name.slice(1, -1) : null;
  });
}

describe('the manifest of the elements', () => {
  let text = '';
  let elements: readonly Declaration[] = [];

  before(async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'manifest-'));
    after(() => rm(folder, {recursive: true}));
    const analyzer = path.join(ROOT, 'node_modules/.bin/cem');
    await promisify(execFile)(analyzer, ['analyze', '--outdir', path.relative(ROOT, folder)], {cwd: ROOT});
    text = await readFile(path.join(folder, 'custom-elements.json'), 'utf8');
    const {modules} = JSON.parse(text) as {modules: {declarations: Declaration[]}[]};
    elements = modules.flatMap(({declarations}) => declarations).filter(({tagName}) => tagName);
  });

  it('has every element', () => {
    assert.deepEqual(elements.map(({tagName}) => tagName).sort(), TAGS);
  });

  it('has a sentence for everything a page can use, and nothing else', () => {
    for (const element of elements) {
      assert.match(element.description ?? '', /\.$/, element.name);
      for (const kind of USED) {
        for (const {name, description} of element[kind] ?? []) {
          assert.match(description ?? '', /\.$/, `${kind} of ${element.name}: ${name}`);
        }
      }
      for (const {name} of element.members ?? []) assert.doesNotMatch(name, /^#/);
    }
  });

  it('has parts, custom properties, slots, states and events of each element', () => {
    for (const element of elements) {
      for (const kind of ['cssParts', 'cssProperties', 'slots', 'cssStates', 'events'] as const) {
        assert.ok(element[kind]?.length, `${kind} of <${element.tagName}>`);
      }
    }
  });

  it('has every part and every slot of the templates of each element, and none besides', () => {
    let parts = 0;
    for (const {tagName = '', cssParts = [], slots = []} of elements) {
      const code = templatesOf(tagName);
      const written = new Set(partsIn(code));
      const known = cssParts.map(({name}) => name);
      parts += written.size;
      assert.deepEqual(
        [...written].filter((name) => !known.includes(name)),
        [],
        `parts of <${tagName}>`,
      );
      const others = known.filter((name) => !written.has(name));
      assert.deepEqual(others, ELSEWHERE[tagName] ?? [], `parts that <${tagName}> has no more`);

      const places = new Set(slotsIn(code));
      const names = slots.map(({name}) => name);
      assert.deepEqual(
        [...places].filter((name) => name !== null && !names.includes(name)),
        [],
        `slots of <${tagName}>`,
      );
      if (!places.has(null)) {
        assert.deepEqual(
          names.filter((name) => !places.has(name)),
          [],
          `slots that <${tagName}> has no more`,
        );
      }
    }
    assert.ok(parts > 60);
  });

  it('has every custom property that styles use', async () => {
    const known = new Set(elements.flatMap(({cssProperties = []}) => cssProperties.map(({name}) => name)));
    const files = globSync('components/**/*.ts', {cwd: ROOT});
    const used = await Promise.all(files.map((file) => readFile(path.join(ROOT, file), 'utf8')));
    const names = [
      ...new Set(used.flatMap((code) => [...code.matchAll(/var\((--wf-[\w-]+)/g)].map(([, name]) => name!))),
    ];
    assert.ok(names.length > 20);
    assert.deepEqual(names.filter((name) => !known.has(name)).sort(), []);
  });

  it('has every event of a session, by its own name alone', () => {
    const {events = []} = elements.find(({tagName}) => tagName === 'wf-session') ?? {};
    const fired = new Set(events.map(({name}) => name));
    const dom = (name: string) => `wf-${name.replaceAll('_', '-')}`;
    for (const name of EVENT_NAMES) assert.ok(fired.has(dom(name)), name);
    for (const name of ALIAS_NAMES) assert.ok(!fired.has(dom(name)), name);
  });

  it('has every command of a session, with a sentence and its types', () => {
    const {members = []} = elements.find(({tagName}) => tagName === 'wf-session') ?? {};
    for (const name of [...FORWARDED, 'create', 'start']) {
      const [member, ...others] = members.filter((each) => each.name === name);
      assert.equal(member?.kind, 'method', name);
      assert.equal(others.length, 0, name);
      assert.match(member.description ?? '', /\.$/, name);
      assert.match(member.return?.type?.text ?? '', /^Promise<.+>$/, name);
      for (const parameter of member.parameters ?? []) assert.ok(parameter.type?.text, `${name}(${parameter.name})`);
    }
  });

  it('comes with the same tags for editors, with the words of their attributes', async () => {
    const read = async (file: string) => JSON.parse(await readFile(path.join(ROOT, 'dist/editors', file), 'utf8'));
    const {tags} = await read('vscode.html-custom-data.json');
    const {contributions} = await read('web-types.json');
    for (const known of [tags, contributions.html.elements] as Editable[][]) {
      assert.deepEqual(known.map(({name}) => name).sort(), TAGS);
      const {attributes = []} = known.find(({name}) => name === 'wf-session') ?? {};
      assert.match(attributes.find(({name}) => name === 'widget-key')?.description ?? '', /\.$/);
    }
  });

  it('points to the files that are published', () => {
    assert.doesNotMatch(text, /"[^"]*\.ts"/);
    assert.match(text, /"dist\/components\/view\/view\.js"/);
  });

  for (const [things, make, folder, own] of [
    ['components of React', reactComponents, 'components/react', 'component.ts'],
    ['directives of Angular', angularDirectives, 'components/angular', 'tag-directive.ts'],
  ] as const) {
    it(`has the ${things} made from it: npm run manifest`, async () => {
      const made = make(JSON.parse(text));
      for (const {file, text} of made) assert.equal(await readFile(file, 'utf8'), text, path.basename(file));
      const there = await readdir(path.join(ROOT, folder));
      assert.deepEqual(there.sort(), [own, ...made.map(({file}) => path.basename(file))].sort());
    });
  }
});
