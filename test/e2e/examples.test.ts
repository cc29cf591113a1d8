import assert from 'node:assert/strict';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';
import type {Browser as Driver} from 'puppeteer-core';
import {compileAngular} from '../support/angular.ts';
import {buildExample, EXAMPLES, installExample, packKit, runTypeScript} from '../support/examples.ts';
import {serveFolders} from '../support/static-site.ts';
import {launchDriver, Visitor} from '../support/visitor.ts';

describe('the examples for frameworks', {timeout: 600_000}, () => {
  let folder: string;
  let driver: Driver;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'webfuse-examples-'));
    const kit = await packKit(folder);
    for (const name of EXAMPLES) await installExample(folder, name, kit);
    driver = await launchDriver();
  });

  after(async () => {
    await driver?.close();
    await rm(folder, {recursive: true, force: true});
  });

  for (const name of EXAMPLES) {
    it(`hold a session, hear of it and steer it: ${name}`, async (test) => {
      const site = await serveFolders(await buildExample(folder, name));
      test.after(() => site.close());
      const ada = await Visitor.open(driver, `${site.origin}/index.html`);
      test.after(() => ada.leave());
      const set = () =>
        ada.page.$eval('wf-session', (session) => {
          const {userName, settings} = session;
          return {userName, settings, readOnly: session.querySelector('wf-tab-bar')?.readOnly};
        });

      assert.deepEqual(await set(), {userName: 'Ada', settings: {pause_enabled: true}, readOnly: false});
      await ada.press('Start');
      await ada.reads('Ada came in.');
      await ada.inState('live');

      await ada.press('Close The tea garden opens');
      await ada.reads('The last tab stays open.');
      await ada.choose('Leave the tabs alone', 'checkbox');
      await ada.page.waitForFunction(() => document.querySelector('wf-tab-bar')?.readOnly);
      await ada.page.type('form input', ' B.');
      await ada.page.waitForFunction(() => document.querySelector('wf-session')?.userName === 'Ada B.');
      assert.equal(await ada.page.$eval('wf-session', (session) => session.state?.tabs.length), 1);
      assert.deepEqual(ada.errors, []);
    });
  }

  for (const name of ['react', 'solid']) {
    it(`know the types of the tags: ${name}`, () => runTypeScript(path.join(folder, name)));
  }

  it('know the types of the tags: angular', async () => {
    const file = path.join(folder, 'angular/src/app.ts');
    const code = await readFile(file, 'utf8');
    await writeFile(file, code.replace('event: WfTabCloseEvent', 'event: CustomEvent<{ssid: string}>'));
    const {problems} = await compileAngular(file);
    assert.match(problems, /app\.html.*Argument of type 'WfTabCloseEvent' is not assignable/);
  });
});
