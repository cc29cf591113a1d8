import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {ElementHandle} from 'puppeteer-core';
import type {WfSession} from '../../components/index.ts';
import {DEMO_SPACE} from '../../src/server/storage/spaces.ts';
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
  '/size': `<!doctype html><title>-</title><h1>How large</h1><script>
    const tell = (at = '') => (document.title = innerWidth + 'x' + innerHeight + at);
    onresize = () => tell();
    onclick = ({clientX, clientY}) => tell(' at ' + clientX + ',' + clientY);
    tell();
  </script>`,
};

/** A site of those pages; goes when the group does. */
function siteInGroup(): (path: string) => string {
  let site: Site;
  before(async () => {
    site = await serve((request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(PAGES[request.url ?? ''] ?? '');
    });
  });
  after(() => site?.close());
  return (path) => `http://eyes.example:${site.port}${path}`;
}

/** A session of the demo with these settings, which can reach the site. */
function stageWith(settings: Partial<typeof DEMO_SPACE.settings> = {}): Stage {
  const spaces = [{...DEMO_SPACE, settings: {...DEMO_SPACE.settings, ...settings}}];
  return Stage.inGroup({spaces}, {internet: playInternet()});
}

describe('what each sees of a session', {timeout: 240_000}, () => {
  const stage = stageWith({pause_enabled: true});
  const at = siteInGroup();

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

  it('is the last picture, covered, while the owner of a tab hides it, and then the newest one', async () => {
    const ada = await stage.hasHost();
    await ada.goTo(at('/red'));
    const bob = await stage.joins(ada);
    for (const one of [ada, bob]) await one.seesColour(200, 30, 30);
    await ada.press('Hide from the others: Red');
    await bob.reads('Anna will show this page again soon.');
    const last = (await bob.picture())?.fingerprint;
    await ada.goTo(at('/blue'));
    await ada.seesColour(30, 60, 200);
    // What is told of the page that came is told after its pictures would have been.
    await ada.page.$eval('wf-session', (session) => (session as WfSession).session!.sendChatMessage('blue by now'));
    await bob.hears('wf-chat-message');
    assert.equal((await bob.picture())?.fingerprint, last);
    assert.equal((await bob.state()).tabs[0]?.title, 'Red');

    const cover = await bob.page.$('wf-session >>> wf-view >>> .cue.over');
    const looks = await cover?.evaluate(
      (element, canvas) => {
        const [over, under] = [element.getBoundingClientRect(), canvas.getBoundingClientRect()];
        const covered = ['left', 'top', 'right', 'bottom'].map((side) => over[side as 'left'] - under[side as 'left']);
        const {backdropFilter, backgroundColor, visibility} = getComputedStyle(element);
        const [, opacity] = backgroundColor.split('/');
        return {covered, backdropFilter, opacity: Number.parseFloat(opacity ?? '1'), visibility};
      },
      await canvasOf(bob),
    );
    assert.deepEqual(looks, {
      covered: [0, 0, 0, 0],
      backdropFilter: 'grayscale(1) blur(3px)',
      opacity: 0.66,
      visibility: 'visible',
    });

    await ada.press('Show to the others again: Blue');
    await bob.seesColour(30, 60, 200);
    await bob.page.waitForFunction((element) => !element?.matches('.over:not(:empty)'), {}, cover);
  });
});

for (const [viewport, whose] of [
  ['smallest', 'the smallest that anyone has room for'],
  ['owner', "its owner's"],
] as const) {
  describe(`the size of a page in two windows, where it is ${whose}`, {timeout: 240_000}, () => {
    const stage = stageWith({viewport});
    const at = siteInGroup();

    /** How much room someone has. */
    const room = async ({page}: Visitor) => {
      const view = await page.waitForSelector('wf-session >>> wf-view');
      return view!.evaluate(({clientWidth: width, clientHeight: height}) => ({width, height}));
    };

    it('is what the page is laid out for, and clicks of both land where they see it', async () => {
      const ada = await stage.hasHost();
      await ada.goTo(at('/size'));
      const bob = await stage.joins(ada);
      const [changing, other] = viewport === 'owner' ? [ada, bob] : [bob, ada];
      await other.page.setViewport({width: 1000, height: 900});
      let size = {width: 0, height: 0};
      for (const width of [900, 1100]) {
        await changing.page.setViewport({width, height: 900});
        const [adas, bobs] = [await room(ada), await room(bob)];
        assert.notEqual(adas.width, bobs.width);
        size = viewport === 'owner' || adas.width < bobs.width ? adas : bobs;
        await ada.isTitled(new RegExp(`^${size.width}x${size.height}$`));
      }
      const place = {x: size.width - 40, y: size.height - 30};
      for (const one of [ada, bob]) {
        if (one === bob) {
          await bob.press('Ask for control');
          await ada.press('Accept: Guest 2 asks for control');
        }
        await one.reads('Click or press Enter to use the page');
        await one.page.waitForFunction(
          (canvas, width) => (canvas as HTMLCanvasElement).width === width,
          {},
          await canvasOf(one),
          size.width,
        );
        await one.clickRemote(place, size);
        const [x, y] = [near(place.x), near(place.y)];
        await one.isTitled(new RegExp(`^${size.width}x${size.height} at ${x},${y}$`));
        place.x -= 100;
      }
    });
  });
}

/** A pattern of numbers: a screen has no room for each pixel of a page that it shows smaller. */
function near(place: number): string {
  return `(${[-2, -1, 0, 1, 2].map((away) => place + away).join('|')})`;
}

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
