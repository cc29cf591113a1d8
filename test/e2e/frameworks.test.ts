import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';
import type {Browser as Driver, Page} from 'puppeteer-core';
import {buildPages, FRAMEWORKS} from '../frameworks/build.ts';
import {CHECKS, TYPED, WRITTEN} from '../frameworks/checks.ts';
import type {Site} from '../support/site.ts';
import {serveFolders} from '../support/static-site.ts';
import {launchDriver} from '../support/visitor.ts';

/** What is run of these pages in a browser. */
type Run = typeof import('../frameworks/run.ts');

const COMPONENTS = 'React, by components';

/** What is looked at where it is not the same as in the others. */
const CHECKED: Readonly<Record<string, typeof CHECKS>> = {
  [COMPONENTS]: CHECKS,
  'Angular, by directives': {...CHECKS, ...WRITTEN, ...TYPED},
};

describe('the elements in frameworks', {timeout: 300_000}, () => {
  let folder: string;
  let site: Site;
  let driver: Driver;
  let page: Page;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'webfuse-frameworks-'));
    await buildPages(folder);
    site = await serveFolders(folder);
    driver = await launchDriver();
    page = await driver.newPage();
  });

  after(async () => {
    await driver?.close();
    site?.close();
    await rm(folder, {recursive: true, force: true});
  });

  for (const framework of FRAMEWORKS) {
    describe(framework, () => {
      before(() => page.goto(`${site.origin}/index.html`));

      // A component brings its tag along, and knows no events but those of the kit.
      if (framework !== COMPONENTS) {
        it('takes up texts and numbers that were set before the kit was there', () =>
          page.evaluate(
            async (file, name) => ((await import(file)) as Run).runLate(name),
            `${site.origin}/run.js`,
            framework,
          ));
      }

      for (const check of Object.keys(CHECKED[framework] ?? {...CHECKS, ...WRITTEN})) {
        it(check, () =>
          page.evaluate(
            async (file, name, what) => ((await import(file)) as Run).run(name, what),
            `${site.origin}/run.js`,
            framework,
            check,
          ),
        );
      }
    });
  }
});
