import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {DEMO_SPACE} from '../../src/server/storage/spaces.ts';
import {Stage} from '../support/stage.ts';
import type {Visitor} from '../support/visitor.ts';

const POINTERS = 'wf-session >>> wf-view >>> wf-pointers >>>';

/** Moves the mouse to a place of the remote page. */
async function pointAt(visitor: Visitor, x: number, y: number): Promise<void> {
  const place = await visitor.onScreen({x, y});
  await visitor.page.mouse.move(place.x, place.y, {steps: 4});
}

/** Waits until someone's pointer is seen near a place of the remote page. */
async function seesPointer(visitor: Visitor, name: string, x: number, y: number): Promise<void> {
  const wanted = await visitor.onScreen({x, y});
  const pointer = await visitor.page.waitForSelector(`${POINTERS} .pointer ::-p-text(${name})`);
  await visitor.page.waitForFunction(
    (element, at) => {
      const box = (element as Element).closest('.pointer')?.getBoundingClientRect();
      return box && Math.abs(box.left - at.x) < 4 && Math.abs(box.top - at.y) < 4;
    },
    {},
    pointer,
    wanted,
  );
}

describe('pointers of two people', {timeout: 120_000}, () => {
  const stage = Stage.inGroup();

  it('are seen by each other with their names, with what they draw until it has faded', async () => {
    const ada = await stage.hasHost();
    const bob = await stage.joins(ada);
    await bob.seesTheSameAs(ada);
    await pointAt(ada, 300, 200);
    await seesPointer(bob, 'Anna', 300, 200);
    await pointAt(bob, 900, 500);
    await seesPointer(ada, 'Guest 2', 900, 500);

    await bob.page.$eval('wf-session', (session) => session.toggleDrawing());
    await bob.page.waitForSelector(`${POINTERS} .draws`);
    await pointAt(bob, 400, 300);
    await bob.page.mouse.down();
    for (const [x, y] of [
      [500, 340],
      [600, 300],
      [700, 360],
      [820, 310],
    ] as const)
      await pointAt(bob, x, y);
    await bob.page.mouse.up();
    const line = await ada.page.waitForSelector(`${POINTERS} polyline`);
    assert.match((await line?.evaluate((element) => element.getAttribute('stroke'))) ?? '', /^#[\da-f]{6}$/);
    const {SCREENSHOTS: folder} = process.env;
    if (folder) {
      for (const [name, {page}] of Object.entries({ada, bob})) {
        await page.screenshot({path: `${folder}/pointers-${name}.png`});
      }
    }
    for (const {page} of [ada, bob]) await page.waitForSelector(`${POINTERS} polyline`, {hidden: true});

    await bob.page.mouse.move(2, 2);
    await ada.page.waitForFunction((element) => !element?.isConnected, {}, await ada.page.$(`${POINTERS} .pointer`));
  });
});

describe('pointers where a space hides them', {timeout: 120_000}, () => {
  const stage = Stage.inGroup({spaces: [{...DEMO_SPACE, settings: {...DEMO_SPACE.settings, hide_cursors: true}}]});

  const seen = async ({page}: Visitor) => (await page.$$(`${POINTERS} .pointer`)).length;

  it('are those of the one in control alone', async () => {
    const ada = await stage.hasHost();
    const bob = await stage.joins(ada);
    await bob.seesTheSameAs(ada);
    await pointAt(bob, 900, 500);
    await pointAt(ada, 300, 200);
    await seesPointer(bob, 'Anna', 300, 200);
    assert.deepEqual([await seen(ada), await seen(bob)], [0, 1]);

    await bob.press('Ask for control');
    await ada.press('Accept: Guest 2 asks for control');
    await bob.mayPress('Give control back');
    await pointAt(bob, 600, 400);
    await seesPointer(ada, 'Guest 2', 600, 400);
    assert.equal(await seen(ada), 1);
  });
});
