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

/** All of it as it comes: what an empty session shows. */
const ROOM = '<wf-session style="block-size: 40rem"></wf-session>';

/** What happens on a page, whatever shows it. */
type Crowd = Readonly<Record<'joining' | 'tabs' | 'chat', readonly number[]>>;

/** Milliseconds that frames took, by what happened meanwhile. */
export type Bursts = Crowd &
  Readonly<Record<'reading' | 'typing' | 'asking' | 'huddle', readonly number[]>> &
  Readonly<Record<`${keyof Crowd}InRoom`, readonly number[]>>;

/** A session on a page, of which others do much at once. */
class Stage {
  readonly element: WfSession;
  readonly #room = new TestRoom();
  readonly #provider = this.#room.provider();

  private constructor(html: string) {
    document.body.innerHTML = html;
    this.element = document.querySelector<WfSession>('wf-session')!;
    this.element.session = new Session(this.#provider);
  }

  static async of(html: string): Promise<Stage> {
    const stage = new Stage(html);
    await stage.element.start();
    // The browser starts what plays sounds when a page first wants one, and has it wait for that.
    await new AudioContext().close();
    for (let wait = 0; wait < 60; wait++) await frame();
    return stage;
  }

  /** A crowd comes, opens tabs and writes. */
  async crowd(): Promise<Crowd> {
    const joining = await this.frames(this.decided((index) => this.#room.join(`Person ${index}`), PEOPLE - 1));
    // A session has 20 tabs at most: each is closed again, and nobody here is told of that.
    const open = (index: number) => {
      this.#room.as(0, 'close_tab', {ssid: this.#room.open(0, `http://shop.localhost/${index}`, `Page ${index}`)});
    };
    const tabs = await this.frames(this.decided(open, TABS).filter(({name}) => OPENING.has(name)));
    const chat = await this.frames(this.writes(MESSAGES));
    return {joining, tabs, chat};
  }

  /** What others write. */
  writes(times: number): ToldEvent[] {
    return this.decided((index) => {
      const message = `Message ${index}: see https://shop.example/${index}`;
      this.#room.as(index % PEOPLE, 'send_chat_message', {message});
    }, times);
  }

  /** Everyone else asks for control of a tab. */
  asks(): ToldEvent[] {
    this.#room.open(0, 'http://shop.localhost/', 'Shop');
    return this.decided((index) => this.#room.as(index + 1, 'request_tab_control', {}), PEOPLE - 1);
  }

  /** All go their own way, and follow one another. */
  huddles(): ToldEvent[] {
    this.#room.as(0, 'set_huddle_mode', {enabled: true});
    return this.decided((index) => {
      this.#room.as(index + 1, 'follow', {client_index: index % 20});
    }, PEOPLE - 1);
  }

  /** What others do is decided before, so that only this page's work is measured. */
  decided(work: (index: number) => void, times: number): ToldEvent[] {
    const events: ToldEvent[] = [];
    const {listener} = this.#provider;
    // What it does besides telling is only done for a line that breaks.
    this.#provider.listener = {...listener, told: (event) => events.push(event)};
    for (let index = 0; index < times; index++) work(index);
    this.#provider.listener = listener;
    return events;
  }

  /** How long frames take while that comes in bursts, and something is done. */
  frames(events: readonly ToldEvent[], done?: () => Promise<void>): Promise<readonly number[]> {
    const {listener} = this.#provider;
    return framesDuring(() => Promise.all([burst(events, (event) => listener.told(event)), done?.()]));
  }
}

async function measure(): Promise<Bursts> {
  const stage = await Stage.of(PAGE);
  const crowd = await stage.crowd();
  const reading = await stage.frames(stage.writes(500), read);
  const typing = await framesDuring(() => type(stage.element));
  const asking = await stage.frames(stage.asks());
  const huddle = await stage.frames(stage.huddles());

  const {joining, tabs, chat} = await (await Stage.of(ROOM)).crowd();
  return {...crowd, reading, typing, asking, huddle, joiningInRoom: joining, tabsInRoom: tabs, chatInRoom: chat};
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
