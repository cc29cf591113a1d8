import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {ElementHandle} from 'puppeteer-core';
import {playInternet} from '../support/internet.ts';
import {type Site, serve} from '../support/site.ts';
import {Stage} from '../support/stage.ts';
import type {Visitor} from '../support/visitor.ts';

const BOX = 'position:fixed;left:0;top:0;width:600px;height:120px';

const PAGES: Readonly<Record<string, string>> = {
  '/red': '<!doctype html><title>Red</title><body style="background:rgb(200,30,30)">red',
  '/blue': '<!doctype html><title>Blue</title><body style="background:rgb(30,60,200)">blue',
  '/private': `<!doctype html><title>Private</title><body style="background:rgb(20,160,80)">
    <p data-wf-private style="${BOX};margin:0;font:80px sans-serif;color:#fff">0815 4711</p>`,
};

describe('what each sees of a session', {timeout: 240_000}, () => {
  const stage = Stage.inGroup({}, {internet: playInternet()});
  let site: Site;

  before(async () => {
    site = await serve((request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(PAGES[request.url ?? ''] ?? '');
    });
  });

  after(() => site?.close());

  const at = (path: string) => `http://eyes.example:${site.port}${path}`;

  it('is a tab of their own in a huddle, and that of whom they follow', async () => {
    const ada = await stage.hasHost();
    await ada.goTo(at('/red'));
    await ada.seesColour(200, 30, 30);
    const bob = await stage.joins(ada);
    await bob.seesColour(200, 30, 30);
    await ada.press('Huddle');
    await bob.hears('wf-huddle-mode');
    await bob.openTab(at('/blue'));
    await bob.seesColour(30, 60, 200);
    await ada.seesColour(200, 30, 30);

    await bob.press('Follow: Anna');
    await bob.seesColour(200, 30, 30);
    await bob.seesTheSameAs(ada);
  });

  it('is a box where something is masked, in which its owner alone can read', async () => {
    const ada = await stage.hasHost();
    await ada.goTo(at('/private'));
    await ada.seesColour(20, 160, 80);
    const bob = await stage.joins(ada);
    await bob.seesColour(20, 160, 80);
    await ada.page.waitForFunction(countLight, {}, await canvasOf(ada));
    assert.equal(await (await canvasOf(bob)).evaluate(countLight), 0);
  });
});

async function canvasOf({page}: Visitor): Promise<ElementHandle<Element>> {
  return (await page.waitForSelector('wf-session >>> wf-view >>> canvas:not(.blank)'))!;
}

/** How many pixels of the box are light. */
function countLight(canvas: Element): number {
  const copy = new OffscreenCanvas(600, 120).getContext('2d')!;
  copy.drawImage(canvas as HTMLCanvasElement, 0, 0);
  const {data} = copy.getImageData(0, 0, 600, 120);
  const pixels = Array.from({length: data.length / 4}, (_, index) => data.subarray(index * 4, index * 4 + 3));
  return pixels.filter((pixel) => pixel.every((part) => part > 128)).length;
}
