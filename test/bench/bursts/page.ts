// Runs in Chromium: all lists of the kit, while a crowd comes, opens tabs and writes in bursts, and then while they are used.
import '../../../components/define.ts';
import '../../../components/huddle/wf-huddle.ts';
import '../../../components/log/wf-log.ts';
import type {WfSession} from '../../../components/index.ts';
import {Session} from '../../../src/client/index.ts';
import {TestRoom} from '../../../src/client/testing/index.ts';
import type {ToldEvent} from '../../../src/model/events.ts';
import {burst, frame, framesDuring} from './frames.ts';

const PEOPLE = 1000;
const TABS = 200;
const MESSAGES = 10_000;

const OPENING: ReadonlySet<string> = new Set(['tab_opened', 'relocate_start', 'relocated', 'tab_updated']);

/** All lists, as high as they are on a page. */
const PAGE = `
  <style>
    wf-session { display: grid; grid-template: auto auto 20rem 20rem / 1fr 1fr; gap: 0.5rem }
    wf-tab-bar, wf-controls { grid-column: 1 / -1; min-inline-size: 0 }
    .list { overflow: auto; contain: strict }
  </style>
  <wf-session>
    <wf-tab-bar></wf-tab-bar>
    <wf-controls></wf-controls>
    <div class="list people"><wf-participants></wf-participants></div>
    <wf-chat class="list"></wf-chat>
    <div class="list"><wf-huddle></wf-huddle><wf-requests></wf-requests><wf-notices></wf-notices></div>
    <div class="list"><wf-log></wf-log></div>
  </wf-session>
`;

/** Milliseconds that frames took, by what happened meanwhile. */
export type Bursts = Readonly<Record<'joining' | 'tabs' | 'chat' | 'reading' | 'typing', readonly number[]>>;

async function measure(): Promise<Bursts> {
  document.body.innerHTML = PAGE;
  const element = document.querySelector<WfSession>('wf-session')!;
  const room = new TestRoom();
  const provider = room.provider();
  element.session = new Session(provider);
  await element.start();
  // The browser starts what plays sounds when a page first wants one, and has it wait for that.
  await new AudioContext().close();
  for (let wait = 0; wait < 60; wait++) await frame();

  const {listener} = provider;
  const told = (event: ToldEvent) => listener.told(event);
  /** What others do is decided before, so that only this page's work is measured. */
  const ofOthers = (work: (index: number) => void, times: number): ToldEvent[] => {
    const events: ToldEvent[] = [];
    // What it does besides telling is only done for a line that breaks.
    provider.listener = {...listener, told: (event) => events.push(event)};
    for (let index = 0; index < times; index++) work(index);
    provider.listener = listener;
    return events;
  };
  const joins = ofOthers((index) => room.join(`Person ${index}`), PEOPLE - 1);
  const joining = await framesDuring(() => burst(joins, told));
  // A session has 20 tabs at most: each is closed again, and nobody here is told of that.
  const open = (index: number) => {
    room.as(0, 'close_tab', {ssid: room.open(0, `http://shop.localhost/${index}`, `Page ${index}`)});
  };
  const opens = ofOthers(open, TABS).filter(({name}) => OPENING.has(name));
  const tabs = await framesDuring(() => burst(opens, told));
  const write = (index: number) => {
    const message = `Message ${index}: see https://shop.example/${index}`;
    room.as(index % PEOPLE, 'send_chat_message', {message});
  };
  const chat = await framesDuring(() => burst(ofOthers(write, MESSAGES), told));

  const more = ofOthers(write, 500);
  const reading = await framesDuring(() => Promise.all([burst(more, told), read()]));
  const typing = await framesDuring(() => type(element));
  return {joining, tabs, chat, reading, typing};
}

/** Someone looks through the list of people, from one end to the other. */
async function read(): Promise<void> {
  const list = document.querySelector('.people')!;
  const more = () => list.firstElementChild!.shadowRoot!.querySelector<HTMLElement>('[part=more]');
  while (more() || list.scrollTop + list.clientHeight < list.scrollHeight - 1) {
    list.scrollTop += 400;
    await frame();
    if (list.scrollTop + list.clientHeight >= list.scrollHeight - 1) more()?.click();
    await frame();
  }
}

/** Someone writes, while people come and go. */
async function type(element: WfSession): Promise<void> {
  const field = document.querySelector('wf-chat')!.shadowRoot!.querySelector('textarea')!;
  for (const letter of 'Can everyone see the second page?') {
    field.value += letter;
    field.dispatchEvent(new InputEvent('input', {data: letter, bubbles: true}));
    await frame();
  }
  await element.sendChatMessage(field.value);
  await frame();
}

(window as {bursts?: Promise<Bursts>}).bursts = measure();
