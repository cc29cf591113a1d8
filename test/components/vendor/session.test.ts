import {expect} from '@open-wc/testing';
import {EVENT_NAMES, type Session, type SessionOptions, webfuse} from '../../../src/client/index.ts';
import {cloud, lastSession, STAND_IN} from '../../support/vendor/cloud.ts';
import {waitUntil} from '../../support/wait-until.ts';

const SHOP = 'https://shop.example/';

const place = document.createElement('div');

async function make(options: SessionOptions = {}, link?: string): Promise<Session> {
  const space = await webfuse.initSpace('wk_tea', '838', {provider: 'webfuse', server: STAND_IN});
  const session = space.session(options, link);
  session.show(place);
  return session;
}

/** Waits for longer than usual: the machine may be busy. */
function until(test: () => boolean): Promise<void> {
  return waitUntil(test, undefined, {timeout: 4_000});
}

/** Two people in one session. */
async function meet(): Promise<{anna: Session; ben: Session}> {
  const anna = await make();
  await anna.start(null, {name: 'Anna'});
  const ben = await make({}, anna.sessionLink!);
  await ben.start(null, {name: 'Ben'});
  await until(() => anna.state.participants.length === 2);
  return {anna, ben};
}

function told(session: Session): [name: string, payload: object][] {
  const list: [string, object][] = [];
  for (const name of EVENT_NAMES) session.on(name, (_, payload) => list.push([name, payload]));
  return list;
}

describe('a session of the vendor', () => {
  before(() => document.body.append(place));
  after(() => place.remove());

  let open: Session[] = [];
  afterEach(async () => {
    for (const session of open) if (session.started) await session.end();
    open = [];
  });

  it('starts, with what the elements need to know of it', async () => {
    const session = await make();
    open.push(session);
    const events = told(session);
    await session.start(null, {name: 'Anna'});
    expect(session.state.status).to.equal('live');
    expect(session.state.me).to.equal(0);
    expect(session.state.host).to.equal(0);
    expect(session.state.participants.map(({userData}) => userData)).to.deep.equal([{name: 'Anna'}]);
    await until(() => session.state.tabs.length === 1);
    expect(session.state.activeSsid).to.equal(101);
    await until(() => events.some(([name]) => name === 'relocated'));
    expect(events.map(([name]) => name).slice(0, 3)).to.deep.equal([
      'session_created',
      'session_started',
      'participant_joined',
    ]);
    expect(session.pin).to.match(/^\d{4}$/);
    expect(session.sessionLink).to.equal(lastSession().link);
    expect(session.sessionId).to.equal(lastSession().id);
    expect(session.node?.isConnected).to.equal(true);
  });

  it('knows its own index when it joins, and who is host once that is told', async () => {
    const {anna, ben} = await meet();
    open.push(anna);
    expect(ben.state.me).to.equal(1);
    const changed = new Promise((resolve) =>
      ben.on('host_changed', (_, payload) => payload.to === 1 && resolve(payload)),
    );
    await anna.makeHost(1);
    expect(await changed).to.deep.equal({to: 1, gained: true, myIndex: 1});
    expect(anna.state.host).to.equal(1);
  });

  it('opens, shows, steers and closes tabs', async () => {
    const session = await make();
    open.push(session);
    await session.start(null);
    const tab = await session.openTab(SHOP);
    expect(tab).to.include({ssid: 102, url: SHOP, leaderIndex: 0, active: true});
    await session.activateTab(101);
    expect(session.state.activeSsid).to.equal(101);
    await session.relocate(`${SHOP}tea`);
    await until(() => session.state.tabs[0]!.url === `${SHOP}tea`);
    await session.relocateTab(`${SHOP}cart`, 102);
    expect(session.state.tabs[1]!.url).to.equal(`${SHOP}cart`);
    await session.closeTab(102);
    expect(session.state.tabs.map(({ssid}) => ssid)).to.deep.equal([101]);
  });

  it('asks for control, gives it and takes it back', async () => {
    const {anna, ben} = await meet();
    open.push(anna);
    await ben.requestTabControl();
    await until(() => anna.state.controlRequests.length === 1);
    expect(ben.state.controlRequests).to.have.length(1);
    await anna.transferTabControl(1);
    await until(() => ben.state.tabs[0]?.controlIndex === 1);
    expect(ben.state.controlRequests).to.have.length(0);
    await ben.returnTabControl();
    expect(ben.state.tabs[0]!.controlIndex).to.equal(0);
    await anna.transferTabControl(1);
    await anna.revokeTabControl();
    expect(anna.state.tabs[0]!.controlIndex).to.equal(0);
  });

  it('says what the vendor cannot do, and why', async () => {
    const session = await make();
    open.push(session);
    await session.start(null);
    const error = await session.goBack().catch((refused) => refused);
    expect(error.code).to.equal('unsupported');
    expect(error.message).to.equal("Webfuse's client has no goBack(). It goes to addresses only, not back or forward.");
    for (const attempt of [session.sendChatMessage('Hello'), session.setHuddleMode(true), session.unfollow()]) {
      expect(await attempt.catch(({code}) => code)).to.equal('unsupported');
    }
  });

  it('loads the script once, and asks for a space once', async () => {
    await Promise.all([make(), make()]);
    expect([...document.scripts].filter(({src}) => src === STAND_IN)).to.have.length(1);
    expect(cloud().initialised).to.equal(1);
  });

  it('takes messages from its window, as they are', async () => {
    const session = await make();
    open.push(session);
    await session.start(null);
    const heard = new Promise((resolve) => session.on('message', (_, payload) => resolve(payload)));
    const data = {message: {type: 'ping', list: [1, null]}};
    lastSession().clients[0]!.hear('message', {data, origin: 'https://shop.example'});
    expect(await heard).to.deep.equal({data, origin: 'https://shop.example', targetOrigin: '*'});
  });

  it('takes both names of an event and tells it once', async () => {
    const session = await make();
    open.push(session);
    await session.start(null);
    const events = told(session);
    const {quirks} = cloud();
    quirks.spellings['relocated'] = ['relocate', 'relocated'];
    quirks.spellings['tab_control_transferred'] = ['tab_control', 'tab_control_transferred'];
    await session.relocate(SHOP);
    lastSession().tell('tab_control_transferred', {tab_index: 0, leader_index: 0, control_index: 1});
    await until(() => events.some(([name]) => name === 'tab_control_transferred'));
    const relocations = events.filter(
      ([name, payload]) => name === 'relocated' && 'url' in payload && payload.url === SHOP,
    );
    expect(relocations).to.have.length(1);
    expect(events.filter(([name]) => name === 'tab_control_transferred')).to.have.length(1);
    quirks.spellings = {tab_control_transferred: ['tab_control']};
  });

  it('is joined again by a page that is loaded anew, as long as it is there', async () => {
    const options = {storageKey: 'tea'};
    const before = await make(options);
    await before.start(null, {name: 'Anna'});
    const anew = await make(options);
    open.push(anew);
    await anew.start(null, {name: 'Anna'});
    expect(anew.sessionId).to.equal(before.sessionId);
    expect(anew.state.me).to.equal(1);
    await anew.end();
    const next = await make(options);
    open.push(next);
    await next.start(null);
    expect(next.sessionId).not.to.equal(before.sessionId);
    sessionStorage.setItem('webfuse:tea', lastSession().link.replace(/\d+$/, '999'));
    const last = await make(options);
    open.push(last);
    await last.start(null);
    expect(last.state.me).to.equal(0);
    expect(last.sessionId).not.to.equal(next.sessionId);
  });

  it('is not joined again where that is not wanted', async () => {
    const options = {storageKey: 'coffee', session_autorestore_enabled: false};
    const before = await make(options);
    open.push(before);
    await before.start(null);
    expect(sessionStorage.getItem('webfuse:coffee')).to.equal(null);
  });

  it('crosses messages with the page in its window', async () => {
    const session = await make();
    open.push(session);
    await session.start(null);
    const echoed = new Promise((resolve) => session.on('message', (_, payload) => resolve(payload)));
    const data = {type: 'ping', list: [1, {a_b: null}]};
    await session.sendMessage(data, location.origin);
    expect(await echoed).to.deep.equal({data: {echo: data}, origin: location.origin, targetOrigin: '*'});
  });

  it('shares messages and files with the others', async () => {
    const {anna, ben} = await meet();
    open.push(anna);
    const heard = new Promise((resolve) => ben.on('message', (_, {data}) => resolve(data)));
    await anna.broadcastMessage({countdown: 3});
    expect(await heard).to.deep.equal({countdown: 3});
    const tab = await ben.uploadFile(new File(['tea'], 'tea.txt'));
    expect(tab).to.include({title: 'tea.txt', active: true, leaderIndex: 1});
    expect(await anna.getSessionInfo()).to.include({sessionId: anna.sessionId});
  });

  it('ends, tells the leader where, and closes its window', async () => {
    const session = await make();
    await session.start(null);
    const ended = new Promise((resolve) => session.on('session_ended', (_, payload) => resolve(payload)));
    const {node} = session;
    await session.end();
    expect(await ended).to.have.property('final_location');
    expect(node!.isConnected).to.equal(false);
    expect(session.state.status).to.equal('ended');
  });
});
