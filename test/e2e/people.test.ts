import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {DEMO_SPACE} from '../../src/server/storage/spaces.ts';
import {Stage} from '../support/stage.ts';
import type {Visitor} from '../support/visitor.ts';

/** Waits until the view says that in place of a picture. */
async function isTold(visitor: Visitor, title: string): Promise<void> {
  await visitor.page.waitForSelector(`wf-session >>> wf-view >>> .cue ::-p-text(${title})`);
}

/** The tab that someone sees. */
async function tabOf(visitor: Visitor): Promise<string | undefined> {
  const tab = await visitor.page.$('wf-session >>> wf-tab-bar >>> [aria-selected=true]');
  return tab?.evaluate((element) => element.id);
}

describe('people in two windows', () => {
  const settings = {...DEMO_SPACE.settings, admission_enabled: true};
  const stage = Stage.inGroup({spaces: [{...DEMO_SPACE, settings}]});

  it('are let in, huddle, follow each other and are removed', async () => {
    const anna = await stage.hasHost();
    const ben = await stage.visit(await anna.inviteLink());
    await ben.inState('waiting');
    await isTold(ben, 'Waiting to be let in');

    await anna.hears('wf-admission-requested');
    await anna.press('Let in: Guest 2 waits to be let in');
    await ben.inState('live');
    await ben.hasTabs(1);

    await anna.press('Huddle');
    await ben.hears('wf-huddle-mode');
    await ben.press('Open a tab');
    await ben.hasTabs(2);
    await ben.hears('wf-tab-activated');
    assert.notEqual(await tabOf(anna), await tabOf(ben), 'each sees a tab of their own');
    await ben.press('Follow: Anna');
    assert.deepEqual((await anna.hears('wf-huddle-follow')).detail, {
      client_index: 1,
      following_index: 0,
      clientIndex: 1,
      followingIndex: 0,
    });
    await anna.press('End huddle');
    await ben.hears('wf-host-changed');

    await anna.press('Remove: Guest 2');
    await ben.inState('ended');
    await isTold(ben, 'You were removed');
    assert.equal((await anna.hears('wf-participant-left')).detail.removed, true);
  });

  it('are told when they are not let in, and may ask again', async () => {
    const anna = await stage.hasHost();
    const ben = await stage.visit(await anna.inviteLink());
    await anna.press('Refuse: Guest 2 waits to be let in');
    await ben.inState('failed');
    await isTold(ben, 'You were not let in');
    await ben.press('Ask again');
    await anna.press('Let in: Guest 3 waits to be let in');
    await ben.inState('live');
  });
});
