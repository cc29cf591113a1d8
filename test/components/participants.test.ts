import {expect, fixture, html, oneEvent, waitUntil} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import '../../components/define.ts';
import type {WfParticipants} from '../../components/index.ts';
import {initialsOf} from '../../components/shared/people.ts';
import {TestRoom} from '../../src/client/testing/index.ts';
import {guest, host, idle, type Joined, nextTask} from '../support/sessions.ts';
import {standsByItsSession} from '../support/standing.ts';

async function show({session}: Joined): Promise<WfParticipants> {
  const element = await fixture<HTMLElement>(html`
    <wf-session .session=${session}><wf-participants></wf-participants></wf-session>
  `);
  const list = element.querySelector('wf-participants')!;
  await list.updateComplete;
  return list;
}

function rows(list: WfParticipants): string[] {
  return [...list.shadowRoot!.querySelectorAll('li')].map((row) => row.textContent!.replaceAll(/\s+/g, ' ').trim());
}

async function press(list: WfParticipants, row: number, label: string): Promise<void> {
  const buttons = list.shadowRoot!.querySelectorAll('li')[row]!.querySelectorAll('button');
  [...buttons].find((button) => button.textContent!.trim() === label)!.click();
  await nextTask();
  await list.updateComplete;
}

describe('<wf-participants>', () => {
  standsByItsSession('wf-participants', {news: ({room}) => room.join('Ben'), says: 'Ben'});

  it('shows twenty-five people and whoever something depends on, and more when asked', async () => {
    const joined = await host();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    for (let index = 1; index < 70; index++) joined.room.join(`Person ${index}`);
    joined.room.as(60, 'request_tab_control', {});
    const list = await show(joined);
    const more = () => list.shadowRoot!.querySelector<HTMLElement>('[part=more]');
    expect(rows(list)).to.have.length(26);
    expect(rows(list).at(-1)).to.contain('Person 60');
    await expect(list).to.be.accessible();
    for (const count of [51, 70]) {
      more()!.click();
      await list.updateComplete;
      expect(rows(list)).to.have.length(count);
    }
    expect(more()).to.equal(null);
  });

  it('writes twenty-five rows anew at once, and the others right after', async () => {
    const joined = await host();
    for (let index = 1; index < 120; index++) joined.room.join(`Person ${index}`);
    const list = await show(joined);
    while (rows(list).length < 120) {
      list.shadowRoot!.querySelector<HTMLElement>('[part=more]')!.click();
      await list.updateComplete;
    }
    joined.room.as(0, 'set_huddle_mode', {enabled: true});
    await list.updateComplete;
    const followed = () => rows(list).filter((row) => row.includes('Follow')).length;
    expect(followed()).to.be.within(24, 25);
    await waitUntil(() => followed() === 119);
  });

  it('says aloud the first twenty-five who ask for something, however many are shown', async () => {
    const joined = await host();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    for (let index = 1; index <= 40; index++) {
      joined.room.join(`Person ${index}`);
      joined.room.as(index, 'request_tab_control', {});
    }
    const list = await show(joined);
    list.shadowRoot!.querySelector<HTMLElement>('[part=more]')!.click();
    await list.updateComplete;
    expect(rows(list)).to.have.length(41);
    const said = list.shadowRoot!.querySelector('[role=status]')!.textContent!;
    expect(said.match(/Person \d+ asks for control\./g)).to.have.length(25);
    expect(said).to.contain('Person 25 asks').and.not.to.contain('Person 26 asks');
  });

  it('says everything anew in another language', async () => {
    const list = await show(await host());
    expect(rows(list)[0]).to.contain('(you)');
    list.lang = 'de';
    await waitUntil(() => rows(list)[0]!.includes('(Sie)'));
  });

  it('is accessible with nobody, with everybody, and with requests', async () => {
    await expect(await show(idle())).to.be.accessible();
    const joined = await host();
    joined.room.join('Ben');
    joined.room.join();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    joined.room.as(1, 'request_tab_control', {});
    joined.room.as(2, 'request_to_host', {});
    joined.room.as('room', 'set_online', {client_index: 2, online: false});
    await expect(await show(joined)).to.be.accessible();
    const other = await guest();
    other.room.open(0, 'http://shop.localhost/', 'Shop');
    await expect(await show(other)).to.be.accessible();
  });

  it('says who is host, in control, away, and this participant', async () => {
    const joined = await host();
    joined.room.join('Ben');
    joined.room.join();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    joined.room.as('room', 'set_online', {client_index: 2, online: false});
    const list = await show(joined);
    expect(rows(list)).to.deep.equal([
      'A Anna (you) Host In control',
      'B Ben Give control Make host Remove',
      'G3 Guest 3 Away Give control Make host Remove',
    ]);
  });

  it('takes a request for control all the way', async () => {
    const joined = await guest();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    const list = await show(joined);
    await press(list, 1, 'Ask for control');
    expect(rows(list)[1]).to.equal('B Ben (you) You asked for control Cancel asking for control Ask to be host');
    joined.room.as(0, 'transfer_tab_control', {to: 1});
    await list.updateComplete;
    expect(rows(list)[1]).to.equal('B Ben (you) In control Give control back Ask to be host');
    await press(list, 1, 'Give control back');
    expect(joined.room.state.tabs[0]?.controlIndex).to.equal(0);
  });

  it('lets the owner accept, take back and decline', async () => {
    const joined = await host();
    joined.room.join('Ben');
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    joined.room.as(1, 'request_tab_control', {});
    const list = await show(joined);
    expect(rows(list)[1]).to.contain('asks for control');
    expect(list.shadowRoot!.querySelector('[role=status]')!.textContent).to.contain('Ben asks for control.');
    await press(list, 1, 'Accept');
    expect(joined.room.state.tabs[0]?.controlIndex).to.equal(1);
    await press(list, 0, 'Take control back');
    expect(joined.room.state.tabs[0]?.controlIndex).to.equal(0);
    joined.room.as(1, 'request_tab_control', {});
    await list.updateComplete;
    await press(list, 1, 'Decline');
    expect(joined.room.state.controlRequests).to.deep.equal([]);
  });

  it('gives whoever presses twice no other button than the one they meant, and keeps their focus', async () => {
    const joined = await host();
    joined.room.join('Ben');
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    joined.room.as(1, 'request_tab_control', {});
    const list = await show(joined);
    const [ben] = [...list.shadowRoot!.querySelectorAll('li')].slice(1);
    ben!.querySelector('button')!.focus();
    await sendKeys({press: 'Enter'});
    await list.updateComplete;
    await sendKeys({press: 'Enter'});
    expect(list.shadowRoot!.activeElement).to.equal(ben);
    expect(joined.room.state.tabs[0]?.controlIndex).to.equal(1);
    expect(joined.room.state.host).to.equal(0);
  });

  it('lets the host pass host rights on, and a guest ask for them', async () => {
    const joined = await host();
    joined.room.join('Ben');
    const list = await show(joined);
    await press(list, 1, 'Make host');
    expect(joined.room.state.host).to.equal(1);
    await press(list, 0, 'Ask to be host');
    expect(joined.room.state.hostRequests).to.deep.equal([0]);
  });

  it('asks the page first, and does nothing when it refuses', async () => {
    const joined = await host();
    joined.room.join('Ben');
    const list = await show(joined);
    const asked = oneEvent(document, 'wf-host-pass');
    document.addEventListener('wf-host-pass', (event) => event.preventDefault(), {once: true});
    await press(list, 1, 'Make host');
    expect((await asked).detail).to.deep.equal({clientIndex: 1});
    expect(joined.room.state.host).to.equal(0);
  });

  it('shows one or two letters for a name', () => {
    expect(['Anna', 'Anna Maria Berg', '  jo ', '李 雷', '😀 smile'].map(initialsOf)).to.deep.equal([
      'A',
      'AB',
      'J',
      '李雷',
      '😀S',
    ]);
  });

  it('lets the host stay the host, and whoever asked ask no longer', async () => {
    const joined = await host();
    joined.room.join('Ben');
    joined.room.as(1, 'request_to_host', {});
    const list = await show(joined);
    await press(list, 1, 'Stay host');
    expect(joined.room.state.hostRequests).to.deep.equal([]);

    const other = await guest();
    other.room.open(0, 'http://shop.localhost/', 'Shop');
    const others = await show(other);
    await press(others, 1, 'Ask for control');
    await press(others, 1, 'Ask to be host');
    await press(others, 1, 'Cancel asking for control');
    await press(others, 1, 'Cancel asking to be host');
    expect(other.room.state.controlRequests).to.deep.equal([]);
    expect(other.room.state.hostRequests).to.deep.equal([]);
  });

  describe('shows who waits to be let in', () => {
    async function waiting(): Promise<{joined: Joined; list: WfParticipants}> {
      const joined = await host({name: 'Anna'}, new TestRoom({admission_enabled: true}));
      joined.room.join('Ben');
      joined.room.join('Cleo');
      return {joined, list: await show(joined)};
    }

    it('to the host, first and aloud', async () => {
      const {list} = await waiting();
      expect(rows(list)).to.deep.equal([
        'B Ben waits to be let in Let in Refuse',
        'C Cleo waits to be let in Let in Refuse',
        'A Anna (you) Host',
      ]);
      expect(list.shadowRoot!.querySelector('[role=status]')!.textContent).to.contain('Ben waits to be let in.');
      await expect(list).to.be.accessible();
    });

    it('and lets them in or sends them away', async () => {
      const {joined, list} = await waiting();
      const asked = oneEvent(document, 'wf-participant-admit');
      await press(list, 0, 'Let in');
      expect((await asked).detail).to.deep.equal({clientIndex: 1});
      expect(rows(list)).to.deep.equal([
        'C Cleo waits to be let in Let in Refuse',
        'A Anna (you) Host',
        'B Ben Make host Remove',
      ]);
      await press(list, 0, 'Refuse');
      expect(joined.room.state.waiting).to.deep.equal([]);
      expect(joined.room.state.participants).to.have.length(2);
    });

    it('and leaves them waiting when the page refuses', async () => {
      const {joined, list} = await waiting();
      document.addEventListener('wf-participant-refuse', (event) => event.preventDefault(), {once: true});
      await press(list, 0, 'Refuse');
      expect(joined.room.state.waiting).to.have.length(2);
    });

    it('and keeps the focus near who was let in', async () => {
      const {list} = await waiting();
      list.shadowRoot!.querySelector('button')!.focus();
      await sendKeys({press: 'Enter'});
      await nextTask();
      await list.updateComplete;
      expect(list.shadowRoot!.activeElement?.textContent).to.contain('Cleo');
    });
  });

  it('lets the host have someone leave', async () => {
    const joined = await host();
    joined.room.join('Ben');
    const list = await show(joined);
    await press(list, 1, 'Remove');
    expect(rows(list)).to.deep.equal(['A Anna (you) Host']);
  });

  describe('in huddle mode', () => {
    async function huddle(): Promise<{joined: Joined; list: WfParticipants}> {
      const joined = await guest();
      joined.room.join('Cleo');
      joined.room.open(0, 'http://shop.localhost/', 'Shop');
      joined.room.open(0, 'http://shop.localhost/tea', 'Tea');
      joined.room.as(0, 'set_huddle_mode', {enabled: true});
      joined.room.as(0, 'activate_tab', {ssid: 1});
      return {joined, list: await show(joined)};
    }

    it('says where each looks, and whom they follow', async () => {
      const {joined, list} = await huddle();
      joined.room.as(2, 'follow', {client_index: 1});
      await list.updateComplete;
      expect(rows(list)).to.deep.equal([
        'A Anna looks at Shop In control Follow Remove',
        'B Ben (you) Ask for control',
        'C Cleo follows you Remove',
      ]);
      await expect(list).to.be.accessible();
    });

    it('follows someone, and stops', async () => {
      const {joined, list} = await huddle();
      await press(list, 0, 'Follow');
      expect(rows(list)[0]).to.contain('Stop following');
      expect(rows(list)[1]).to.contain('You follow Anna');
      expect(joined.session.state.activeSsid).to.equal(1);
      await press(list, 0, 'Stop following');
      expect(rows(list)[1]).not.to.contain('follow');
      expect(joined.room.state.participants[1]?.following).to.equal(null);
    });
  });

  it('offers no more than the settings allow', async () => {
    const room = new TestRoom({host_switching_allowed: false, participants_can_request_to_interact: false});
    const joined = await guest({name: 'Ben'}, room);
    room.open(0, 'http://shop.localhost/', 'Shop');
    expect(rows(await show(joined))).to.deep.equal(['A Anna Host In control', 'B Ben (you)']);
  });
});
