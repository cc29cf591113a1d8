import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import '../../components/define.ts';
import type {WfSession} from '../../components/index.ts';
import {host, idle, type Joined} from '../support/sessions.ts';
import {waitUntil} from '../support/wait-until.ts';

/** What a session of the vendor's has, by the dossier, and what an element has in its place where that is not it. */
const PROPERTIES = 'started pin node window sessionLink leaderLink followerLink settings'.split(' ');
const METHODS: readonly (string | readonly [vendors: string, ours: string])[] = [
  'start',
  ['startLeader', 'start'],
  ['startFollower', 'start'],
  'create',
  'end',
  ['on', 'addEventListener'],
  'relocate',
  'relocateTab',
  'openTab',
  'closeTab',
  'activateTab',
  'getTabs',
  'getActiveTab',
  'sendMessage',
  'broadcastMessage',
  'uploadFile',
  'getSessionInfo',
  'makeHost',
  'requestToHost',
  'requestTabControl',
  'transferTabControl',
  'revokeTabControl',
  'returnTabControl',
  'giveControl',
  'requestControl',
  'sendChatMessage',
  'getParticipants',
  'getScreenSize',
  'log',
  'apiRequest',
  // What the vendor's pages name and give no method for.
  'pauseTab',
  'resumeTab',
  'setHuddleMode',
  'follow',
  'unfollow',
  'declineHost',
  'admit',
  'refuse',
  'removeParticipant',
  'execute',
];

async function show({session}: Pick<Joined, 'session'>): Promise<WfSession> {
  return fixture<WfSession>(html`<wf-session .session=${session}><p></p></wf-session>`);
}

describe('<wf-session> as a session', () => {
  it('has everything that a session of the vendor has', () => {
    const element = document.createElement('wf-session');
    for (const name of PROPERTIES) expect(name in element, name).to.equal(true);
    for (const method of METHODS) {
      const name = typeof method === 'string' ? method : method[1];
      expect((element as unknown as Record<string, unknown>)[name], name).to.be.a('function');
    }
  });

  it('knows nothing before the first start, and then what its session knows', async () => {
    const element = document.createElement('wf-session');
    const {started, pin, node, window, sessionLink, leaderLink, followerLink} = element;
    expect([started, pin, node, window, sessionLink, leaderLink, followerLink]).to.deep.equal([
      false,
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
    const joined = await host();
    Object.assign(joined.provider, {
      pin: '1234',
      leaderLink: 'https://a.example/#l',
      followerLink: 'https://a.example/#f',
    });
    element.session = joined.session;
    expect(element.started).to.equal(true);
    expect(element.pin).to.equal('1234');
    expect(element.leaderLink).to.equal('https://a.example/#l');
    expect(element.followerLink).to.equal('https://a.example/#f');
    expect(element.sessionLink).to.contain('#wf-invite=');
  });

  it('shows no secret in an attribute', async () => {
    const joined = await host();
    Object.assign(joined.provider, {pin: '1234'});
    const element = await show(joined);
    for (const name of ['pin', 'leader-link', 'follower-link', 'session-link']) element.setAttribute(name, 'mine');
    await element.updateComplete;
    expect(element.pin).to.equal('1234');
    expect(element.sessionLink).not.to.equal('mine');
    expect(element.getAttributeNames().map((name) => element.getAttribute(name))).not.to.include('1234');
  });

  it('makes a session without joining it, then joins the same', async () => {
    const joined = idle();
    const element = await show(joined);
    await element.create();
    expect(element.status).to.equal('idle');
    expect(element.sessionLink).to.contain('#wf-invite=');
    await element.start();
    expect(element.session).to.equal(joined.session);
    expect(element.started).to.equal(true);
  });

  it('makes one session, whoever asks first', async () => {
    const element = await fixture<WfSession>(html`<wf-session server="http://127.0.0.1:4"><p></p></wf-session>`);
    const made = new Set();
    element.subscribe(() => made.add(element.session));
    await Promise.allSettled([element.create(), element.start(), element.create()]);
    expect([...made].filter(Boolean)).to.have.length(1);
  });

  it('starts no other where the page is itself shown in a session', async () => {
    const element = await fixture<WfSession>(html`<wf-session><p></p></wf-session>`);
    const page = globalThis as {webfuse?: {isInsideSession?: boolean}};
    const {webfuse} = page;
    page.webfuse = {isInsideSession: true};
    try {
      const told = oneEvent(element, 'wf-error');
      const code = await element.start().catch((error) => error.code);
      expect(code).to.equal('inside_session');
      const {reason, details} = (await told).detail;
      expect(reason).to.equal('create_failed');
      expect((details as {code: string}).code).to.equal('inside_session');
      expect(element.session).to.equal(null);
      expect(element.failure).to.include({code: 'inside_session', reason: 'create_failed'});
    } finally {
      page.webfuse = webfuse!;
    }
  });

  it('leads the page on when it has ended, if a button says where', async () => {
    const joined = await host();
    const element = await show(joined);
    element.id = 'led';
    const end = await fixture<HTMLButtonElement>(html`
      <button type="button" commandfor="led" command="--end" value="nowhere">End</button>
    `);
    const refused = oneEvent(end, 'wf-command-refused');
    end.click();
    expect((await refused).detail).to.include({code: 'invalid_url', command: 'end'});
    expect(element.status).to.equal('live');
    end.value = '';
    end.click();
    await waitUntil(() => element.status === 'ended');
  });
});
