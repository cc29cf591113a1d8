import assert from 'node:assert/strict';
import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {DEMO_SPACE} from '../../src/server/storage/spaces.ts';
import {Remote} from '../gallery/remote.ts';
import {signs} from '../gallery/scenes/drawing.ts';
import {writesALetter} from '../gallery/scenes/editor.ts';
import {reportsADamage} from '../gallery/scenes/form.ts';
import {looksThroughOrders} from '../gallery/scenes/grid.ts';
import {looksAround} from '../gallery/scenes/map.ts';
import {watchesAFilm} from '../gallery/scenes/player.ts';
import {playInternet} from '../support/internet.ts';
import type {Site} from '../support/site.ts';
import {Stage} from '../support/stage.ts';
import {serveFolders} from '../support/static-site.ts';
import {Visitor} from '../support/visitor.ts';

/** What is used, what has to be there before it can be, and what is done with it. */
const APPLICATIONS = [
  ['an editor', 'editor', 'window.editor', writesALetter],
  ['a data grid', 'grid', `document.body.dataset.ready === ''`, looksThroughOrders],
  ['a canvas to draw on', 'drawing', 'window.pad', signs],
  ['a video player', 'player', `document.querySelector('video').readyState === 4`, watchesAFilm],
  ['a form with every kind of field', 'form', `document.querySelector('.ts-control')`, reportsADamage],
  ['a map', 'map', 'window.map', looksAround],
] as const;

/** Where pictures go: `npm run gallery` says so. */
const [, , PICTURES] = process.argv;

/** Until both windows show what the page does. Milliseconds. */
const SETTLED = 1_000;

describe('the front ends of real applications', {timeout: 600_000}, () => {
  const settings = {...DEMO_SPACE.settings, code_execution_enabled: true};
  const stage = Stage.inGroup({spaces: [{...DEMO_SPACE, settings}]}, {internet: playInternet()});
  let site: Site;
  let host: Visitor;
  let guest: Visitor;

  // They go from one to the next in the same session, as people do.
  before(async () => {
    if (PICTURES) await mkdir(PICTURES, {recursive: true});
    site = await serveFolders('test/gallery/pages', 'node_modules');
    host = await Visitor.open(stage.driver, stage.server.origin);
    await host.inState('live');
    guest = await Visitor.open(stage.driver, await host.inviteLink());
    await guest.inState('live');
  });

  after(async () => {
    await site?.close();
    assert.deepEqual([...host.errors, ...guest.errors], [], 'nothing went wrong in a page');
  });

  for (const [name, page, isReady, use] of APPLICATIONS) {
    it(`are used through the view: ${name}`, async () => {
      const remote = new Remote(host, guest, async (moment) => {
        if (!PICTURES) return;
        // What was painted is still on its way to both, and these are for people.
        await delay(SETTLED);
        for (const [who, visitor] of Object.entries({host, guest}))
          await visitor.page.screenshot({path: join(PICTURES, `${page}-${moment}-${who}.png`) as `${string}.png`});
      });
      await remote.opens(`http://gallery.example:${site.port}/${page}.html`, isReady);
      await use(remote);
    });
  }
});
