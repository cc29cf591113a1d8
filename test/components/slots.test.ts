import {expect, fixture, html} from '@open-wc/testing';
import '../../components/define.ts';
import {STATES} from '../shots/states.ts';
import {inside} from '../support/accessible/look.ts';
import {waitUntil} from '../support/wait-until.ts';

/** Slots that have words of the kit's own, until an author has others: with an element's state in which they are shown. */
const INSTEAD = [
  ['wf-chat', 'empty', 'not started'],
  ['wf-downloads', 'empty', 'not started'],
  ['wf-huddle', 'empty', 'not started'],
  ['wf-invite', 'empty', 'not started'],
  ['wf-log', 'empty', 'not started'],
  ['wf-participants', 'empty', 'not started'],
  ['wf-prompts', 'waiting', 'of someone else'],
] as const;

/** Slots that are empty, with an element's state in which they are shown. */
const BESIDE = [
  ['wf-address-bar', 'end', 'filled'],
  ['wf-controls', '', 'filled'],
  ['wf-join', '', 'filled'],
  ['wf-notices', '', 'filled'],
  ['wf-pointers', '', 'filled'],
  ['wf-requests', 'empty', 'not started'],
  ['wf-tab-bar', 'end', 'filled'],
  ['wf-view', 'over', 'filled'],
  ['wf-view', 'prompts', 'filled'],
] as const;

/** Has the author put something of their own into a slot. */
async function fill(tag: string, slot: string, state: string): Promise<{own: HTMLElement; seen: HTMLSlotElement}> {
  const element = await STATES[tag]![state]!();
  const own = document.createElement('button');
  own.slot = slot;
  own.textContent = "The author's own";
  // The questions lie over the picture that they come with.
  (element.localName === tag ? element : inside(element, tag)!).append(own);
  await waitUntil(() => own.assignedSlot, 'the slot');
  return {own, seen: own.assignedSlot!};
}

describe('what an author puts into a slot', () => {
  // Which has axe loaded, by which scenes find what is in them.
  before(async () => {
    await expect(await fixture<HTMLElement>(html`<p></p>`)).to.be.accessible();
  });

  for (const [tag, slot, state] of INSTEAD) {
    it(`is shown instead of the words of <${tag}> (${slot})`, async () => {
      const {own, seen} = await fill(tag, slot, state);
      expect(own.getBoundingClientRect().height).to.be.above(0);
      expect(seen.textContent).not.to.equal('');
      expect(seen.assignedNodes({flatten: true})).to.deep.equal([own]);
    });
  }

  for (const [tag, slot, state] of BESIDE) {
    it(`is shown in <${tag}> (${slot || 'without a name'})`, async () => {
      const {own} = await fill(tag, slot, state);
      expect(own.getBoundingClientRect().height).to.be.above(0);
      expect(own.checkVisibility({opacityProperty: true, visibilityProperty: true})).to.equal(true);
    });
  }
});
