import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import '../../components/define.ts';
import '../../components/requests/wf-requests.ts';
import type {WfRequests} from '../../components/index.ts';
import {TestRoom} from '../../src/client/testing/index.ts';
import {guest, host, idle, type Joined, nextTask} from '../support/sessions.ts';
import {expectAccessible, standsByItsSession} from '../support/standing.ts';
import {waitUntil} from '../support/wait-until.ts';

async function show({session}: Joined): Promise<WfRequests> {
  const element = await fixture<HTMLElement>(html`
    <wf-session .session=${session}><wf-requests></wf-requests></wf-session>
  `);
  const requests = element.querySelector('wf-requests')!;
  await requests.updateComplete;
  return requests;
}

/** What stands there, however many seconds that took. */
function rows(requests: WfRequests): string[] {
  const texts = [...requests.shadowRoot!.querySelectorAll('li')].map(({textContent}) => textContent!);
  return texts.map((text) => text.replaceAll(/\s+/g, ' ').replace(/\d+ s/, '? s').trim());
}

function names(requests: WfRequests): (string | null)[] {
  return [...requests.shadowRoot!.querySelectorAll('button')].map((button) => button.getAttribute('aria-label'));
}

const said = (requests: WfRequests) =>
  requests.shadowRoot!.querySelector('[role=status]')!.textContent!.replaceAll(/\s+/g, ' ').trim();

async function press(requests: WfRequests, name: string): Promise<void> {
  const buttons = [...requests.shadowRoot!.querySelectorAll('button')];
  buttons.find((button) => button.getAttribute('aria-label') === name)!.click();
  await nextTask();
  await requests.updateComplete;
}

/** Anna is asked for everything there is. */
async function besieged(): Promise<{joined: Joined; requests: WfRequests}> {
  const joined = await host({name: 'Anna'}, new TestRoom({admission_enabled: true, host_rights: 'everyone'}));
  const {room} = joined;
  room.open(0, 'http://shop.localhost/', 'Shop');
  const requests = await show(joined);
  room.as(0, 'admit', {to: room.join('Ben')});
  room.join('Cleo');
  await requests.updateComplete;
  room.as(1, 'request_to_host', {});
  await requests.updateComplete;
  room.as(1, 'request_tab_control', {});
  await requests.updateComplete;
  return {joined, requests};
}

describe('<wf-requests>', () => {
  standsByItsSession('wf-requests', {
    news: ({room}) => {
      if (room.state.tabs.length === 0) room.open(0, 'http://shop.localhost/', 'Shop');
      room.as(room.join('Ben'), 'request_tab_control', {});
    },
    says: 'Ben asks for control',
  });

  it('shows twenty-five requests, how many more there are, and the next when one is answered', async () => {
    const joined = await host({name: 'Anna'});
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    const requests = await show(joined);
    for (let number = 0; number < 27; number++) joined.room.as(joined.room.join('Dan'), 'request_tab_control', {});
    await waitUntil(() => rows(requests).length === 25);
    expect(requests.shadowRoot!.querySelector('ul + p')!.textContent).to.equal('2 more');
    joined.room.as(1, 'withdraw_tab_control_request', {});
    await waitUntil(() => requests.shadowRoot!.querySelector('ul + p')!.textContent === '1 more');
    expect(rows(requests)).to.have.length(25);
  });

  it('shows what this participant asked for, however much others asked before', async () => {
    const joined = await guest();
    const {room} = joined;
    room.open(1, 'http://shop.localhost/', 'Shop');
    room.open(0, 'http://shop.localhost/tea', 'Tea');
    const requests = await show(joined);
    for (let number = 0; number < 27; number++) {
      const asker = room.join('Dan');
      room.as(asker, 'request_tab_control', {ssid: 1});
    }
    room.as(1, 'request_to_host', {});
    await waitUntil(() => rows(requests).length === 26);
    expect(rows(requests).at(-1)).to.contain('You asked to be host');
    expect(requests.shadowRoot!.querySelector('ul + p')!.textContent).to.equal('2 more');
  });

  it('is accessible with nothing, asked for everything, and asking', async () => {
    await expectAccessible(await show(idle()));
    await expectAccessible((await besieged()).requests);
    const joined = await guest();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    joined.room.as(1, 'request_tab_control', {});
    await expectAccessible(await show(joined));
  });

  it('takes no room while nobody asks', async () => {
    const requests = await show(await host());
    expect(requests.getBoundingClientRect().height).to.equal(0);
    expect(requests.matches(':state(asked)')).to.equal(false);
    expect((await besieged()).requests.matches(':state(asked)')).to.equal(true);
  });

  it('has what was asked in the order in which it came, and says it', async () => {
    const {requests} = await besieged();
    expect(rows(requests)).to.deep.equal([
      'C Cleo waits to be let in Let in Refuse',
      'B Ben asks to be host ? s left Accept Decline',
      'B Ben asks for control ? s left Accept Decline',
    ]);
    expect(said(requests)).to.equal('Cleo waits to be let in. Ben asks to be host. Ben asks for control.');
    expect(names(requests).slice(4)).to.deep.equal(['Accept: Ben asks for control', 'Decline: Ben asks for control']);
    requests.quiet = true;
    await requests.updateComplete;
    expect(said(requests)).to.equal('');
  });

  it('gives what is accepted', async () => {
    const {joined, requests} = await besieged();
    await press(requests, 'Accept: Ben asks for control');
    expect(joined.room.state.tabs[0]!.controlIndex).to.equal(1);
    await press(requests, 'Let in: Cleo waits to be let in');
    expect(joined.room.state.participants).to.have.length(3);
    await press(requests, 'Accept: Ben asks to be host');
    expect(joined.room.state.host).to.equal(1);
    expect(rows(requests)).to.deep.equal([]);
  });

  it('declines what is declined', async () => {
    const {joined, requests} = await besieged();
    await press(requests, 'Decline: Ben asks for control');
    await press(requests, 'Decline: Ben asks to be host');
    await press(requests, 'Refuse: Cleo waits to be let in');
    const {controlRequests, hostRequests, waiting, host: leader} = joined.room.state;
    expect([controlRequests, hostRequests, waiting, leader]).to.deep.equal([[], [], [], 0]);
  });

  it('does nothing that the page refuses', async () => {
    const {joined, requests} = await besieged();
    const asked = oneEvent(document, 'wf-control-grant');
    document.addEventListener('wf-control-grant', (event) => event.preventDefault(), {once: true});
    await press(requests, 'Accept: Ben asks for control');
    expect((await asked).detail).to.deep.equal({clientIndex: 1});
    expect(joined.room.state.tabs[0]!.controlIndex).to.equal(0);
  });

  it('goes by keyboard: what is answered passes the focus on to a request, and not to a button of it', async () => {
    const {joined, requests} = await besieged();
    requests.shadowRoot!.querySelector('button')!.focus();
    await sendKeys({press: 'Enter'});
    await waitUntil(() => rows(requests).length === 2);
    await sendKeys({press: 'Enter'});
    expect(requests.shadowRoot!.activeElement?.localName).to.equal('li');
    expect(joined.room.state.host).to.equal(0);
    await sendKeys({press: 'Tab'});
    expect(requests.shadowRoot!.activeElement?.getAttribute('aria-label')).to.equal('Accept: Ben asks to be host');
  });

  it('keeps the focus when nothing is left to answer', async () => {
    const joined = await host();
    joined.room.as(joined.room.join('Ben'), 'request_to_host', {});
    const requests = await show(joined);
    requests.shadowRoot!.querySelector('button')!.focus();
    await sendKeys({press: 'Enter'});
    await waitUntil(() => rows(requests).length === 0);
    expect(requests.shadowRoot!.activeElement?.getAttribute('aria-label')).to.equal('Requests');
  });

  it('shows what this participant asked for, and takes it back', async () => {
    const joined = await guest();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    const requests = await show(joined);
    joined.room.as(1, 'request_tab_control', {});
    joined.room.as(1, 'request_to_host', {});
    await requests.updateComplete;
    expect(rows(requests)).to.deep.equal([
      'B You asked for control ? s left Cancel',
      'B You asked to be host ? s left Cancel',
    ]);
    expect(said(requests)).to.equal('');
    await press(requests, 'Cancel: You asked for control');
    await press(requests, 'Cancel: You asked to be host');
    expect(joined.room.state.controlRequests).to.deep.equal([]);
    expect(joined.room.state.hostRequests).to.deep.equal([]);
  });

  it('counts the seconds', async () => {
    const {requests} = await besieged();
    const left = () => Number.parseInt(requests.shadowRoot!.querySelector('[role=timer]')!.textContent!, 10);
    const before = left();
    expect(before).to.be.within(1, 60);
    await waitUntil(() => left() < before);
  });

  it('counts on from what others have waited for before it came', async () => {
    const joined = await guest();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    joined.room.as(1, 'request_tab_control', {});
    joined.session.getRequestTimes = async () => [{wish: 'control', clientIndex: 1, left: 20_000}];
    const requests = await show(joined);
    const left = () => requests.shadowRoot!.querySelector('[role=timer]')?.textContent;
    await waitUntil(() => left() !== undefined);
    expect(left()).to.match(/^(20|19) s/);
  });

  it('says no time that it does not know', async () => {
    const joined = await guest();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    joined.room.as(1, 'request_tab_control', {});
    joined.session.getRequestTimes = () => Promise.reject(new Error('Nobody knows.'));
    const requests = await show(joined);
    await nextTask();
    await requests.updateComplete;
    expect(rows(requests)).to.deep.equal(['B You asked for control Cancel']);
  });
});
