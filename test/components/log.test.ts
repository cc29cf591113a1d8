import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import '../../components/define.ts';
import type {WfLog} from '../../components/index.ts';
import {host, idle, type Joined} from '../support/sessions.ts';
import {expectAccessible, standsByItsSession} from '../support/standing.ts';
import {waitUntil} from '../support/wait-until.ts';

async function show({session}: Joined): Promise<WfLog> {
  const element = await fixture<HTMLElement>(html`
    <wf-session .session=${session}><wf-log></wf-log></wf-session>
  `);
  const log = element.querySelector('wf-log')!;
  await waitUntil(() => log.updateComplete);
  return log;
}

const names = (log: WfLog) => [...log.shadowRoot!.querySelectorAll('b')].map(({textContent}) => textContent);
const button = (log: WfLog, label: string) =>
  [...log.shadowRoot!.querySelectorAll('button')].find(({textContent}) => textContent === label)!;

async function filter(log: WfLog, words: string): Promise<void> {
  log.shadowRoot!.querySelector('input')!.focus();
  await sendKeys({type: words});
  await log.updateComplete;
}

/** What is copied from now on. */
function playClipboard(): string[] {
  const copied: string[] = [];
  const clipboard = {writeText: async (text: string) => void copied.push(text)};
  Object.defineProperty(navigator, 'clipboard', {value: clipboard, configurable: true});
  return copied;
}

describe('<wf-log>', () => {
  afterEach(() => Reflect.deleteProperty(navigator, 'clipboard'));

  standsByItsSession('wf-log', {
    news: ({room}) => room.as(0, 'send_chat_message', {message: 'Good day'}),
    says: 'Good day',
  });

  it('is accessible with nothing, with events, and with nothing found', async () => {
    await expectAccessible(await show(idle()));
    const joined = await host();
    const log = await show(joined);
    joined.room.join('Ben');
    joined.room.as(0, 'send_chat_message', {message: 'Hello'});
    await log.updateComplete;
    await expectAccessible(log);
    await filter(log, 'nothing like it');
    await expectAccessible(log);
  });

  it('has every event in the order in which it happened, with its payload when that is opened', async () => {
    const joined = await host();
    const log = await show(joined);
    joined.room.join('Ben');
    joined.room.as(1, 'send_chat_message', {message: 'Hello'});
    await log.updateComplete;
    expect(names(log)).to.deep.equal(['participant_joined', 'chat_message']);
    const head = [...log.shadowRoot!.querySelectorAll<HTMLElement>('.head')].at(-1)!;
    const payload = () => log.shadowRoot!.querySelector('pre')?.textContent;
    head.focus();
    await sendKeys({press: 'Enter'});
    await log.updateComplete;
    expect(head.ariaExpanded).to.equal('true');
    expect(JSON.parse(payload()!)).to.deep.equal({message: 'Hello', clientIndex: 1});
    await sendKeys({press: 'Enter'});
    await log.updateComplete;
    expect(head.ariaExpanded).to.equal('false');
    expect(payload()).to.equal(undefined);
  });

  it('finds events by words of their name and payload', async () => {
    const joined = await host();
    const log = await show(joined);
    joined.room.join('Ben');
    joined.room.as(1, 'send_chat_message', {message: 'Hello'});
    joined.room.as(1, 'send_chat_message', {message: 'Good day'});
    await log.updateComplete;
    await filter(log, 'day CHAT');
    expect(names(log)).to.deep.equal(['chat_message']);
    expect(log.shadowRoot!.querySelector('.note')!.textContent).to.equal('1 of 3');
  });

  it('copies what is shown, one event a line', async () => {
    const copied = playClipboard();
    const joined = await host();
    const log = await show(joined);
    joined.room.join('Ben');
    joined.room.as(1, 'send_chat_message', {message: 'Hello'});
    joined.room.as(1, 'send_chat_message', {message: 'Good day'});
    await log.updateComplete;
    await filter(log, 'chat');
    button(log, 'Copy').click();
    await waitUntil(() => log.shadowRoot!.querySelector('[role=status]')!.textContent === 'Copied 2 events.');
    const [first, second, ...rest] = copied[0]!.split('\n').map((line) => JSON.parse(line));
    expect(first.payload).to.deep.equal({message: 'Hello', clientIndex: 1});
    expect([second.name, rest]).to.deep.equal(['chat_message', []]);
  });

  it('copies nothing that its page takes itself, and waits where it is asked to', async () => {
    const copied = playClipboard();
    const joined = await host();
    const log = await show(joined);
    joined.room.join('Ben');
    await log.updateComplete;
    const counts: number[] = [];
    log.addEventListener('wf-log-copy', (event) => {
      counts.push(event.detail.count);
      if (counts.length === 1) event.preventDefault();
      else event.waitFor(Promise.resolve(true));
    });
    button(log, 'Copy').click();
    button(log, 'Copy').click();
    await waitUntil(() => log.shadowRoot!.querySelector('[role=status]')!.textContent.startsWith('Copied'));
    expect(counts).to.deep.equal([names(log).length, names(log).length]);
    expect(copied.length).to.equal(1);
  });

  it('says so where it may not copy', async () => {
    Object.defineProperty(navigator, 'clipboard', {value: undefined, configurable: true});
    const joined = await host();
    const log = await show(joined);
    joined.room.join('Ben');
    await log.updateComplete;
    button(log, 'Copy').click();
    await waitUntil(() => log.shadowRoot!.querySelector('[role=status]')!.textContent === 'This page may not copy.');
  });

  it('begins anew when it is cleared, and keeps the focus', async () => {
    const joined = await host();
    const log = await show(joined);
    joined.room.join('Ben');
    await log.updateComplete;
    button(log, 'Clear').focus();
    await sendKeys({press: 'Enter'});
    await log.updateComplete;
    expect(names(log)).to.deep.equal([]);
    expect(log.shadowRoot!.activeElement?.localName).to.equal('input');
    joined.room.join('Cleo');
    await log.updateComplete;
    expect(names(log)).to.deep.equal(['participant_joined']);
  });

  describe('in a long session', () => {
    async function long(): Promise<{
      log: WfLog;
      list: HTMLElement;
      write: (count: number) => void;
      fromEnd: () => number;
    }> {
      const joined = await host();
      const log = await show(joined);
      const write = (count: number) => {
        for (let number = 0; number < count; number++)
          joined.room.as(0, 'send_chat_message', {message: `No. ${number}`});
      };
      write(1300);
      await log.updateComplete;
      const list = log.shadowRoot!.querySelector('ol')!;
      const fromEnd = () => list.scrollHeight - list.clientHeight - list.scrollTop;
      await waitUntil(() => fromEnd() < 16);
      return {log, list, write, fromEnd};
    }

    async function scroll(list: HTMLElement, to: number): Promise<void> {
      const scrolled = oneEvent(list, 'scroll');
      list.scrollTop = to;
      await scrolled;
    }

    it('keeps the newest thousand, and shows the newest twenty-five', async () => {
      const copied: string[] = [];
      const clipboard = {writeText: async (text: string) => void copied.push(text)};
      Object.defineProperty(navigator, 'clipboard', {value: clipboard, configurable: true});
      const {log} = await long();
      expect(names(log)).to.have.length(25);
      expect(log.shadowRoot!.querySelector('li:last-child code')!.textContent).to.contain('No. 1299');
      button(log, 'Copy').click();
      await waitUntil(() => copied.length > 0);
      expect(copied[0]!.split('\n').length).to.be.within(1000, 1250);
    });

    it('has the newest in sight unless someone reads back', async () => {
      const {log, list, write, fromEnd} = await long();
      await scroll(list, 40);
      write(1);
      await log.updateComplete;
      expect(fromEnd()).to.be.above(300);
    });

    it('shows older ones to whoever scrolls to the first, and keeps those in their place', async () => {
      const {log, list} = await long();
      const first = list.querySelector('li')!;
      await scroll(list, 0);
      await log.updateComplete;
      expect(names(log)).to.have.length(50);
      const {top} = first.getBoundingClientRect();
      expect(top - list.getBoundingClientRect().top).to.be.within(0, 2);
    });
  });
});
