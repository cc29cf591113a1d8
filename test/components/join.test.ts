import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import '../../components/define.ts';
import type {WfJoin, WfSession} from '../../components/index.ts';
import {SessionError} from '../../src/client/index.ts';
import {TestRoom} from '../../src/client/testing/index.ts';
import {idle, type Joined, nextTask} from '../support/sessions.ts';
import {expectAccessible, standsByItsSession} from '../support/standing.ts';
import {waitUntil} from '../support/wait-until.ts';

const LINK = 'https://sessions.example/stea#wf-invite=tea.secret';

/** A session that nobody was invited to yet, which `<wf-session>` makes of the link that it is given. */
async function showUninvited(joined: Joined): Promise<Shown> {
  const shown = await show(joined);
  const {element, join} = shown;
  element.session = null;
  element.start = async () => {
    element.session = joined.session;
    await joined.session.start(null, {name: element.userName});
  };
  await join.updateComplete;
  return shown;
}

interface Shown {
  readonly element: WfSession;
  readonly join: WfJoin;
}

async function show({session}: Joined, link: string | null = null): Promise<Shown> {
  const element = await fixture<WfSession>(html`
    <wf-session .session=${session} .sessionLink=${link} server="http://127.0.0.1:4"><wf-join></wf-join></wf-session>
  `);
  const join = element.querySelector('wf-join')!;
  await waitUntil(() => join.updateComplete);
  return {element, join};
}

const input = (join: WfJoin, id: string) => join.shadowRoot!.querySelector<HTMLInputElement>(`#${id}`);
const button = (join: WfJoin) => join.shadowRoot!.querySelector('button')!;
const problem = (join: WfJoin) => join.shadowRoot!.querySelector('.problem')!.textContent;
const text = (join: WfJoin) => join.shadowRoot!.textContent!.replaceAll(/\s+/g, ' ').trim();

async function settled(join: WfJoin): Promise<void> {
  await nextTask();
  await join.updateComplete;
}

/** What the server answers to PINs, for the time of a test. */
function answerPins(status: number, body: object, headers: Record<string, string> = {}): string[] {
  const asked: string[] = [];
  window.fetch = async (url, options) => {
    asked.push(`${url} ${options?.body}`);
    return new Response(JSON.stringify(body), {status, headers});
  };
  return asked;
}

const {fetch} = window;

describe('<wf-join>', () => {
  afterEach(() => {
    window.fetch = fetch;
  });

  standsByItsSession('wf-join', {
    news: ({room, session}) => session.state.status === 'ended' || room.as(0, 'end', {}),
    says: 'PIN or invite link',
  });

  it('is accessible before, while it joins, while one waits, and when something is wrong', async () => {
    const room = new TestRoom({admission_enabled: true});
    room.join('Anna');
    const joined = idle(room);
    const {join} = await showUninvited(joined);
    await expectAccessible(join);
    button(join).click();
    await settled(join);
    expect(problem(join)).to.equal('Enter the PIN or the link that you were given.');
    expect(join.shadowRoot!.activeElement).to.equal(input(join, 'code'));
    await expectAccessible(join);
    input(join, 'code')!.value = LINK;
    button(join).click();
    await waitUntil(() => joined.session.state.status === 'waiting');
    await settled(join);
    expect(textOf(button(join))).to.equal('Waiting to be let in…');
    await expectAccessible(join);
    room.as(0, 'admit', {to: 1});
    await waitUntil(() => joined.session.state.status === 'live');
    await settled(join);
    expect(text(join)).to.equal('');
  });

  it('joins by a link, under the name that was entered', async () => {
    const joined = idle();
    const {element, join} = await showUninvited(joined);
    const links: (string | null)[] = [];
    const {start} = element;
    element.start = () => {
      links.push(element.sessionLink);
      return start();
    };
    join.focus();
    expect(join.shadowRoot!.activeElement).to.equal(input(join, 'name'));
    await sendKeys({type: ' Ada '});
    input(join, 'code')!.value = ` ${LINK} `;
    const asked = oneEvent(document, 'wf-session-join');
    await sendKeys({press: 'Enter'});
    expect((await asked).detail).to.deep.equal({name: 'Ada'});
    await waitUntil(() => joined.session.state.status === 'live');
    expect(joined.session.state.participants[0]?.userData).to.deep.equal({name: 'Ada'});
    expect([element.userName, ...links]).to.deep.equal(['Ada', LINK]);
  });

  it('finds the session of a PIN, however it is spaced', async () => {
    const asked = answerPins(200, {link: LINK, session_id: 'tea'});
    const joined = idle();
    const {join} = await showUninvited(joined);
    input(join, 'code')!.value = '08 15';
    button(join).click();
    await waitUntil(() => joined.session.state.status === 'live');
    expect(asked).to.deep.equal(['http://127.0.0.1:4/api/pin {"pin":"0815"}']);
  });

  it('says what is wrong with a PIN, and how long to wait after too many', async () => {
    answerPins(404, {code: 'unknown_pin', detail: 'There is none.'});
    const {join} = await showUninvited(idle());
    input(join, 'code')!.value = '0815';
    button(join).click();
    await waitUntil(() => problem(join)?.includes('No session has this PIN'));
    answerPins(429, {code: 'too_many', detail: 'Too many.'}, {'retry-after': '900'});
    button(join).click();
    await waitUntil(() => problem(join) === 'Too many wrong PINs. Try again in 15 minutes.');
    expect(input(join, 'code')!.value).to.equal('0815');
  });

  it('asks for no PIN where the page was opened by a link, or was given one', async () => {
    history.replaceState(null, '', `${location.href}#wf-invite=tea.secret`);
    const {join} = await show(idle());
    history.replaceState(null, '', location.href.replace(/#.*/, ''));
    expect(input(join, 'code')).to.equal(null);
    expect(input((await show(idle(), LINK)).join, 'code')).to.equal(null);
  });

  it('says why the session did not let someone in, and lets them try again', async () => {
    const joined = idle();
    joined.provider.refusal = new SessionError('not_admitted', 'The host did not let this participant in.');
    const {join} = await show(joined, LINK);
    button(join).click();
    await waitUntil(() => problem(join) === 'The host did not let this participant in.');
    expect(input(join, 'code')!.required).to.equal(false);
  });

  it('wants a name where the page does', async () => {
    const {join} = await show(idle(), LINK);
    join.nameRequired = true;
    await join.updateComplete;
    button(join).click();
    await settled(join);
    expect(problem(join)).to.equal('Say who you are.');
    expect(join.shadowRoot!.activeElement).to.equal(input(join, 'name'));
  });

  it('wants it of whoever starts by another button as well, and takes what was typed', async () => {
    const joined = idle();
    const element = await fixture<WfSession>(html`
      <wf-session .session=${joined.session}><wf-join or-start name-required></wf-join><wf-view></wf-view></wf-session>
    `);
    const join = element.querySelector('wf-join')!;
    const view = element.querySelector('wf-view')!;
    await waitUntil(() => join.shadowRoot?.querySelector('form') && view.shadowRoot!.querySelector('.cue button'));
    const start = () => view.shadowRoot!.querySelector<HTMLButtonElement>('.cue button')!.click();
    start();
    await waitUntil(() => problem(join) === 'Say who you are.');
    expect(join.shadowRoot!.activeElement).to.equal(input(join, 'name'));
    expect(joined.session.state.status).to.equal('idle');
    await sendKeys({type: 'Ada'});
    start();
    await waitUntil(() => joined.session.state.status === 'live');
    expect(element.userName).to.equal('Ada');
  });

  it('starts a session for whoever has neither PIN nor link, where it is to', async () => {
    const joined = idle();
    const {element, join} = await showUninvited(joined);
    join.orStart = true;
    await join.updateComplete;
    expect(textOf(button(join))).to.equal('Start the session');
    await expectAccessible(join);
    input(join, 'code')!.focus();
    await sendKeys({type: LINK});
    await join.updateComplete;
    expect(textOf(button(join)), 'it is a link that leads somewhere').to.equal('Join');
    input(join, 'code')!.select();
    await sendKeys({press: 'Delete'});
    await join.updateComplete;
    input(join, 'name')!.value = 'Ada';
    let joins = 0;
    join.addEventListener('wf-session-join', () => joins++);
    const asked = oneEvent(document, 'wf-session-start');
    button(join).click();
    await asked;
    await waitUntil(() => joined.session.state.status === 'live');
    expect([element.userName, element.sessionLink, joins]).to.deep.equal(['Ada', joined.session.sessionLink, 0]);
  });

  it('starts no other session than the one that the page has a link of', async () => {
    const {join} = await show(idle(), LINK);
    join.orStart = true;
    await join.updateComplete;
    expect(textOf(button(join))).to.equal('Join');
  });

  it('forgets a link that led nowhere when a session is started instead', async () => {
    const joined = idle();
    const {element, join} = await showUninvited(joined);
    join.orStart = true;
    await join.updateComplete;
    const links: (string | null)[] = [];
    element.start = async () => {
      links.push(element.sessionLink);
      throw new SessionError('connect_failed', 'Nobody answers.');
    };
    for (const code of [LINK, '']) {
      input(join, 'code')!.value = code;
      button(join).click();
      await waitUntil(() => problem(join) === 'Nobody answers.');
      await settled(join);
    }
    expect(links).to.deep.equal([LINK, null]);
  });

  it('does nothing when the page refuses', async () => {
    const joined = idle();
    const {join} = await show(joined, LINK);
    document.addEventListener('wf-session-join', (event) => event.preventDefault(), {once: true});
    button(join).click();
    await settled(join);
    expect(joined.session.state.status).to.equal('idle');
  });
});

function textOf({textContent}: Element): string {
  return textContent!.trim();
}
