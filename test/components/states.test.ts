import {expect, fixture, html} from '@open-wc/testing';
import '../../components/define.ts';
import {STATES} from '../shots/states.ts';
import {inside} from '../support/accessible/look.ts';
import {waitUntil} from '../support/wait-until.ts';

/** States that styles can ask for, with one thing that an element shows in which it has it, and one in which it has not. */
const OWN = [
  ['wf-address-bar', 'loading', 'loading, of someone else', 'filled'],
  ['wf-address-bar', 'in-control', 'filled', 'loading, of someone else'],
  ['wf-controls', 'empty', 'not started', 'filled'],
  ['wf-downloads', 'empty', 'not started', 'with some on their way'],
  ['wf-huddle', 'on', 'filled', 'not started'],
  ['wf-invite', 'empty', 'not started', 'filled'],
  ['wf-join', 'busy', 'waiting to be let in', 'filled'],
  ['wf-join', 'busy', 'connecting', 'reconnecting'],
  ['wf-join', 'in', 'reconnecting', 'filled'],
  ['wf-log', 'empty', 'not started', 'filled'],
  ['wf-notices', 'empty', 'not started', 'news'],
  ['wf-participants', 'empty', 'not started', 'filled'],
  ['wf-pointers', 'drawing', 'with the highlighter', 'filled'],
  ['wf-prompts', 'asked', 'an alert', 'of someone else'],
  ['wf-prompts', 'waiting', 'of someone else', 'an alert'],
  ['wf-room', 'live', 'filled', 'not started'],
  ['wf-tab-bar', 'empty', 'not started', 'filled'],
] as const;

/** An element in one of the ways that it can be in. */
async function shown(tag: string, way: string): Promise<Element> {
  if (way === 'with the highlighter') {
    const pointers = await shown(tag, 'filled');
    inside(pointers, '[part=highlighter]')!.click();
    return pointers;
  }
  const element = await STATES[tag]![way]!();
  return element.localName === tag ? element : inside(element, tag)!;
}

describe('a state that styles can ask for', () => {
  // Which has axe loaded, by which scenes find what is in them.
  before(async () => {
    await expect(await fixture<HTMLElement>(html`<p></p>`)).to.be.accessible();
  });

  for (const [tag, state, has, lacks] of OWN) {
    it(`is one of <${tag}>: ${state}, ${has}`, async () => {
      const element = await shown(tag, has);
      await waitUntil(() => element.matches(`:state(${state})`), `${state}, ${has}`);
    });

    it(`is not always one of <${tag}>: ${state}, ${lacks}`, async () => {
      const element = await shown(tag, lacks);
      await waitUntil(() => !element.matches(`:state(${state})`), `not ${state}, ${lacks}`);
    });
  }
});
