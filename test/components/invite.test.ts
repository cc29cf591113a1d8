import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import '../../components/define.ts';
import type {WfInvite} from '../../components/index.ts';
import {host, idle, type Joined, nextTask} from '../support/sessions.ts';
import {expectAccessible, standsByItsSession} from '../support/standing.ts';
import {waitUntil} from '../support/wait-until.ts';

async function show({session}: Joined): Promise<WfInvite> {
  const element = await fixture<HTMLElement>(html`
    <wf-session .session=${session}><wf-invite></wf-invite></wf-session>
  `);
  const invite = element.querySelector('wf-invite')!;
  await waitUntil(() => invite.updateComplete);
  return invite;
}

const code = (invite: WfInvite) => invite.shadowRoot!.querySelector('svg[role=img]');
const button = (invite: WfInvite, label: string) =>
  [...invite.shadowRoot!.querySelectorAll('button')].find(({textContent}) => textContent!.trim() === label)!;
const said = (invite: WfInvite) => invite.shadowRoot!.querySelector('[role=status]')!.textContent;

/** Has this browser do something else with a method of `navigator`, for the time of a test. */
function instead(name: 'share' | 'clipboard', value: unknown): void {
  Object.defineProperty(navigator, name, {value, configurable: true});
}

async function invited(): Promise<{joined: Joined; invite: WfInvite}> {
  const joined = await host();
  await joined.session.create();
  joined.provider.pin = '0815';
  const invite = await show(joined);
  return {joined, invite};
}

describe('<wf-invite>', () => {
  afterEach(() => {
    Reflect.deleteProperty(navigator, 'share');
    Reflect.deleteProperty(navigator, 'clipboard');
  });

  standsByItsSession('wf-invite', {
    news: async ({session, provider, room}) => {
      await session.create();
      provider.pin = '0815';
      room.join('Ben');
    },
    says: '0815',
  });

  it('is accessible before, in and after a session', async () => {
    await expectAccessible(await show(idle()));
    const {joined, invite} = await invited();
    await waitUntil(() => code(invite));
    await expectAccessible(invite);
    joined.room.as(0, 'end', {});
    await invite.updateComplete;
    await expectAccessible(invite);
  });

  it('shows the link, the same as a code for a camera, and the PIN digit by digit', async () => {
    const {joined, invite} = await invited();
    expect(invite.shadowRoot!.querySelector('input')!.value).to.equal(joined.session.sessionLink);
    await waitUntil(() => code(invite));
    expect(code(invite)!.getAttribute('aria-label')).to.equal('QR code of the invite link');
    expect(invite.shadowRoot!.querySelector('.pin')!.textContent).to.contain('0 8 1 5');
  });

  it('copies the link, and says so', async () => {
    const {joined, invite} = await invited();
    const copied: string[] = [];
    instead('clipboard', {writeText: async (text: string) => void copied.push(text)});
    button(invite, 'Copy link').click();
    await waitUntil(() => said(invite) === 'Copied.');
    expect(copied).to.deep.equal([joined.session.sessionLink]);
  });

  it('selects the link where it may not copy', async () => {
    const {invite} = await invited();
    instead('clipboard', undefined);
    button(invite, 'Copy link').click();
    await waitUntil(() => said(invite)!.includes('selected'));
    const field = invite.shadowRoot!.querySelector('input')!;
    expect(invite.shadowRoot!.activeElement).to.equal(field);
    expect(field.selectionEnd! - field.selectionStart!).to.equal(field.value.length);
  });

  it('shares the link by the share sheet where the device has one, and minds nobody who closes it', async () => {
    const shared: ShareData[] = [];
    instead('share', async (data: ShareData) => {
      shared.push(data);
      throw new DOMException('Closed', 'AbortError');
    });
    const {joined, invite} = await invited();
    button(invite, 'Share…').click();
    await waitUntil(() => shared.length === 1);
    await nextTask();
    expect(shared).to.deep.equal([{title: 'Browse together', url: joined.session.sessionLink}]);
    expect(said(invite)).to.equal('');
  });

  it('says when the share sheet failed', async () => {
    instead('share', () => Promise.reject(new DOMException('No', 'NotAllowedError')));
    const {invite} = await invited();
    button(invite, 'Share…').click();
    await waitUntil(() => said(invite)!.includes('Copy it instead'));
  });

  it('asks the page first, holds no link in what it asks, and does nothing when it refuses', async () => {
    const {invite} = await invited();
    const copied: string[] = [];
    instead('clipboard', {writeText: async (text: string) => void copied.push(text)});
    const asked = oneEvent(document, 'wf-invite-share');
    document.addEventListener('wf-invite-share', (event) => event.preventDefault(), {once: true});
    button(invite, 'Copy link').click();
    expect((await asked).detail).to.deep.equal({how: 'copy'});
    await nextTask();
    expect(copied).to.deep.equal([]);
    const {promise: answer, resolve} = Promise.withResolvers<boolean>();
    document.addEventListener('wf-invite-share', (event) => event.waitFor(answer), {once: true});
    button(invite, 'Copy link').click();
    resolve(false);
    await nextTask();
    expect(copied).to.deep.equal([]);
  });

  it('says why nobody can be invited', async () => {
    const text = (invite: WfInvite) => invite.shadowRoot!.textContent!.trim();
    expect(text(await show(idle()))).to.equal('Once the session is open, others can be invited.');
    const joined = await host();
    joined.provider.sessionLink = null;
    const invite = await show(joined);
    expect(text(invite)).to.equal('Only the leader of this session can invite people.');
    joined.room.as(0, 'end', {});
    await invite.updateComplete;
    expect(text(invite)).to.equal('The session is over.');
  });
});
