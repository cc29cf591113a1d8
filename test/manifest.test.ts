import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';
import {promisify} from 'node:util';
import {EVENT_NAMES} from '../src/client/index.ts';

const ROOT = path.join(import.meta.dirname, '..');
const TAGS = ['wf-address-bar', 'wf-participants', 'wf-room', 'wf-session', 'wf-tab-bar', 'wf-view'];

interface Declaration {
  readonly name: string;
  readonly description?: string;
  readonly tagName?: string;
  readonly members?: readonly {readonly name: string; readonly description?: string}[];
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

  it('has every event of a session', () => {
    const {events = []} = elements.find(({tagName}) => tagName === 'wf-session') ?? {};
    const fired = new Set(events.map(({name}) => name));
    for (const name of EVENT_NAMES) {
      assert.ok(fired.has(`wf-${name.replaceAll('_', '-')}`), name);
    }
  });

  it('points to the files that are published', () => {
    assert.doesNotMatch(text, /"[^"]*\.ts"/);
    assert.match(text, /"dist\/components\/view\/view\.js"/);
  });
});
