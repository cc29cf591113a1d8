import {expect, fixture, html} from '@open-wc/testing';
import type {WfLauncher, WfSession} from '../../components/index.ts';
import '../../components/launcher/wf-launcher.ts';
import {host} from '../support/sessions.ts';
import {waitUntil} from '../support/wait-until.ts';

// What comes before its session is told of in a page of its own: a tag that is defined stays so.
describe('<wf-launcher>, without the rest of the kit', () => {
  it('finds a session that is upgraded after it', async () => {
    const {room, session} = await host();
    const launcher = await fixture<WfLauncher>(html`<wf-launcher><wf-session><p></p></wf-session></wf-launcher>`);
    expect(customElements.get('wf-session')).to.equal(undefined);
    await import('../../components/session/wf-session.ts');
    launcher.querySelector<WfSession>('wf-session')!.session = session;
    await waitUntil(() => launcher.matches(':state(live)'), 'live');
    room.as(0, 'end', {});
    await waitUntil(() => !launcher.matches(':state(live)'), 'over');
  });
});
