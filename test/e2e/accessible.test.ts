import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';
import {SHOP, Stage} from '../support/stage.ts';
import type {Visitor} from '../support/visitor.ts';

const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

interface Axe {
  run(): Promise<{violations: {id: string; nodes: {target: unknown; failureSummary: string}[]}[]}>;
}

/** What axe has to say against the page, in one line each. */
async function violations({page}: Visitor): Promise<string[]> {
  // As the debugger does: the page's own policy lets no text become a script.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  return page.evaluate(async () => {
    const {violations: found} = await (globalThis as unknown as {axe: Axe}).axe.run();
    return found.flatMap(({id, nodes}) =>
      nodes.map(({target, failureSummary}) => `${id} ${target}: ${failureSummary}`),
    );
  });
}

for (const scheme of ['light', 'dark']) {
  describe(`the demo in ${scheme} colours`, {timeout: 120_000}, () => {
    const stage = Stage.inGroup();

    it('is accessible in every state of a session, to the host and to a guest', async () => {
      const ada = await stage.hasHost();
      await ada.page.emulateMediaFeatures([{name: 'prefers-color-scheme', value: scheme}]);
      await ada.openTab(`${SHOP}about.html`);
      await ada.isAt(`${SHOP}about.html`);
      await ada.pictureAfter(null);
      assert.deepEqual(await violations(ada), [], 'the host');

      const bob = await stage.joins(ada);
      await bob.page.emulateMediaFeatures([{name: 'prefers-color-scheme', value: scheme}]);
      await bob.seesTheSameAs(ada);
      assert.deepEqual(await violations(bob), [], 'a guest');

      await bob.press('Ask for control');
      await bob.reads('You asked for control');
      await ada.reads('asks for control');
      assert.deepEqual(await violations(ada), [], 'the host who is asked');
      assert.deepEqual(await violations(bob), [], 'the guest who asked');

      await ada.press('Accept: Guest 2 asks for control');
      await bob.reads('Give control back');
      await ada.reads('Guest 2 is in control');
      assert.deepEqual(await violations(ada), [], 'the host whose tab is borrowed');
      assert.deepEqual(await violations(bob), [], 'the guest in control');

      await bob.goTo('https://nowhere.localhost/');
      await ada.reads('This page cannot be shown');
      assert.deepEqual(await violations(ada), [], 'a page that cannot be shown');
      assert.deepEqual(await violations(bob), [], 'a page that cannot be shown, to who may try again');

      await ada.press('End for everyone');
      await Promise.all([ada.inState('ended'), bob.inState('ended')]);
      assert.deepEqual(await violations(ada), [], 'the end, for the host');
      assert.deepEqual(await violations(bob), [], 'the end, for a guest');
    });
  });
}
