import assert from 'node:assert/strict';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, it} from 'node:test';
import {runMasking} from '../../../src/server/cli/masking.ts';

describe('masking <folder>', () => {
  let parent: string;
  let said: string[];
  const say = (text: string) => said.push(text);

  beforeEach(async () => {
    parent = await mkdtemp(path.join(tmpdir(), 'masking-'));
    said = [];
  });

  afterEach(() => rm(parent, {recursive: true}));

  it('makes an extension and a profile that lets it in, and says what to start a browser with', async () => {
    await runMasking([path.join(parent, 'new')], say);
    const [, extension = '', profile = ''] = /--load-extension=(\S+) --user-data-dir=(\S+)/.exec(said[0] ?? '') ?? [];
    const {name} = JSON.parse(await readFile(`${extension}/webfuse.json`, 'utf8'));
    assert.match(await readFile(`${extension}/content.js`, 'utf8'), new RegExp(`NAME = '${name}'`));
    const {extensions} = JSON.parse(await readFile(`${profile}/Default/Preferences`, 'utf8'));
    assert.match(JSON.stringify(extensions), /^\{"settings":\{"[a-p]{32}":\{"incognito":true\}\}\}$/);
  });

  it('gives each folder names of its own', async () => {
    const nameIn = async (folder: string) => {
      await runMasking([path.join(parent, folder)], say);
      return readFile(path.join(parent, folder, 'extension', 'webfuse.json'), 'utf8');
    };
    assert.notEqual(await nameIn('one'), await nameIn('other'));
  });

  it('changes nothing in a folder that has something in it', async () => {
    await writeFile(path.join(parent, 'mine'), '');
    await assert.rejects(runMasking([parent], say), {name: 'UsageError', message: /Expected an empty folder/});
    assert.deepEqual(said, []);
  });

  it('asks for one folder', async () => {
    await assert.rejects(runMasking([], say), {name: 'UsageError', message: /Expected one folder/});
    await assert.rejects(runMasking([parent, parent], say), {name: 'UsageError', message: /Expected one folder/});
    await runMasking(['--help'], say);
    assert.match(said[0] ?? '', /^Usage: node dist/);
  });
});
