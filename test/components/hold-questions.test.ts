import {expect, fixture, html} from '@open-wc/testing';
import {holdQuestions} from '../../components/hold-questions.ts';
import {WfSessionStartEvent} from '../../components/questions.ts';
import {waitUntil} from '../support/wait-until.ts';

describe('a <wf-consent> whose file is not there yet', () => {
  before(holdQuestions);

  /** Whether a question about joining goes on to the page. */
  function goesOn(): boolean {
    let heard = false;
    const hear = () => {
      heard = true;
    };
    document.addEventListener('wf-session-start', hear, {once: true});
    document.body.dispatchEvent(new WfSessionStartEvent());
    document.removeEventListener('wf-session-start', hear);
    return heard;
  }

  it('has wait what its `to` names, by whole words, and nothing else', async () => {
    const consent = await fixture<HTMLElement>(html`<wf-consent to="joint control"></wf-consent>`);
    expect(consent.matches(':defined')).to.equal(false);
    expect(goesOn()).to.equal(true);
    consent.setAttribute('to', 'control\n join');
    expect(goesOn()).to.equal(false);
    await waitUntil(() => consent.matches(':defined'));
  });
});
