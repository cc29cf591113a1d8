import assert from 'node:assert/strict';
import {cp, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';
import {pathToFileURL} from 'node:url';
import {LATER_TAGS} from '../../components/later-tags.ts';
import {page} from '../support/author-site.ts';
import {SHOP, Stage} from '../support/stage.ts';

const NAME = 'webfuse-elements.classic.js';

describe('the kit as a classic script', {timeout: 180_000}, () => {
  const stage = Stage.inGroup();
  let folder = '';

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'page-'));
    for (const name of [NAME, 'webfuse-words.de.js']) await cp(path.join('dist/kit', name), path.join(folder, name));
  });
  after(() => rm(folder, {recursive: true}));

  /** Opens a page that lies on the disk, with nothing beside it but the script. */
  async function visit(body: string) {
    const file = path.join(folder, 'index.html');
    await writeFile(file, page(body, `<script src="${NAME}"></script>`));
    return stage.visit(pathToFileURL(file).href);
  }

  it('shows a session on a page that lies on a disk', async () => {
    const server = stage.server.origin;
    const ada = await visit(`<wf-session widget-key="wk_demo" space="demo" server="${server}" autostart></wf-session>`);
    await ada.inState('live');
    await ada.page.$eval(
      'wf-session',
      (session, url) => (session as never as {openTab(url: string): unknown}).openTab(url),
      SHOP,
    );
    await ada.isAt(SHOP);
    assert.deepEqual(ada.errors, []);
  });

  it('defines every tag, also those that have not appeared', async () => {
    const {page: own, errors} = await visit('');
    for (const tag of ['wf-session', 'wf-view', 'wf-chat', ...Object.keys(LATER_TAGS)]) {
      assert.equal(await own.evaluate((name) => customElements.whenDefined(name).then(() => name), tag), tag);
    }
    assert.deepEqual(errors, []);
  });

  it('speaks another language, by the script that is beside it', async () => {
    const {page: own, errors} = await visit('<wf-session lang="de"><wf-view></wf-view></wf-session>');
    const said = () => document.querySelector('wf-view')?.shadowRoot?.textContent?.includes('Noch nicht gestartet');
    await own.waitForFunction(said);
    assert.deepEqual(errors, []);
  });

  it('has the launchers that tags ask for, however late, and none twice', async () => {
    const asks = (space: string) => `<div data-wf-launcher data-space="${space}" data-widget-key="wk_demo"></div>`;
    const {page: own, errors} = await visit(asks('tea') + asks('tea'));
    await own.waitForSelector('wf-launcher');
    await own.evaluate((html) => document.body.insertAdjacentHTML('beforeend', html), asks('tea') + asks('coffee'));
    await own.waitForSelector('wf-launcher ~ wf-launcher');
    const spaces = await own.$$eval('wf-launcher', (all) => all.map(({space}) => space));
    assert.deepEqual([spaces, errors], [['tea', 'coffee'], []]);
  });

  it('has what a module exports as one global', async () => {
    const {page: own} = await visit('');
    assert.ok(await own.evaluate('webfuseElements.WfSession === customElements.get("wf-session")'));
  });
});
