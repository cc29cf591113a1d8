import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';
import {promisify} from 'node:util';
import {FORWARDED} from '../components/shared/session-host.ts';
import {ALIAS_NAMES, EVENT_NAMES} from '../src/client/index.ts';

const ROOT = path.join(import.meta.dirname, '..');
const TAGS = ['wf-address-bar', 'wf-participants', 'wf-room', 'wf-session', 'wf-tab-bar', 'wf-view'];

interface Member {
  readonly name: string;
  readonly kind: 'field' | 'method';
  readonly description?: string;
  readonly parameters?: readonly {readonly name: string; readonly type?: {readonly text: string}}[];
  readonly return?: {readonly type?: {readonly text: string}};
}

interface Declaration {
  readonly name: string;
  readonly description?: string;
  readonly tagName?: string;
  readonly members?: readonly Member[];
  readonly events?: readonly {readonly name: string}[];
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
    for (const {name, description, members = []} of elements) {
      assert.ok(description, name);
      for (const member of members) {
        assert.ok(member.description, `${name}.${member.name}`);
        assert.doesNotMatch(member.name, /^#/);
      }
    }
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

  it('points to the files that are published', () => {
    assert.doesNotMatch(text, /"[^"]*\.ts"/);
    assert.match(text, /"dist\/components\/view\/view\.js"/);
  });
});
