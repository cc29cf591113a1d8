import {expect} from '@open-wc/testing';
import type {SessionError} from '../../../src/client/errors.ts';
import type {Seat, Target} from '../../../src/client/providers/provider.ts';
import {type FromPage, type FromWindow, OPEN, type Opening, READY} from '../../../src/client/window/handshake.ts';
import {SessionWindow} from '../../../src/client/window/session-window.ts';
import type {ErrorReason, ToldEvent} from '../../../src/model/events.ts';
import {DEFAULT_SETTINGS} from '../../../src/model/settings.ts';
import {INITIAL_STATE} from '../../../src/model/state.ts';

const PASS = {sessionId: 'abcdefghijkl', invite: 'letin', leaderToken: 'lead'};
const SEAT = {sessionId: PASS.sessionId, invite: 'letin', seatToken: 'seat'};

/** The page in the window, in the hands of the test. */
class Inner {
  readonly opening: Opening;
  readonly asked: FromPage[] = [];
  readonly #port: MessagePort;
  #wake = () => {};

  constructor(opening: Opening, port: MessagePort) {
    this.opening = opening;
    this.#port = port;
    port.onmessage = ({data}) => {
      this.asked.push(data);
      this.#wake();
    };
  }

  say(message: FromWindow): void {
    this.#port.postMessage(message);
  }

  takeSeat(settings: object = {}, others = 0): void {
    const snapshot = {...INITIAL_STATE, settings: {...DEFAULT_SETTINGS, ...settings}};
    const participants = Array.from({length: others}, (_, index) => ({
      clientIndex: index + 1,
      userData: {},
      online: true,
      activeSsid: null,
      following: null,
    }));
    this.say({seated: {clientIndex: 0, snapshot: {...snapshot, participants}, seat: SEAT}});
  }

  async call(): Promise<FromPage> {
    if (this.asked.length === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.asked.shift()!;
  }
}

describe('the window of a session', () => {
  let told: ToldEvent[];
  let seen: string[];
  let failed: [ErrorReason, SessionError][];
  let seats: unknown[];
  let opened: SessionWindow[];
  let wake: () => void;

  beforeEach(() => {
    [told, seen, failed, seats, opened] = [[], [], [], [], []];
    wake = () => {};
  });
  afterEach(() => {
    for (const each of opened) each.close();
    document.body.replaceChildren();
  });

  function open(target: Exclude<Target, null>, settings: object = {}): {window: SessionWindow; seat: Promise<Seat>} {
    const note = (what: string) => {
      seen.push(what);
      wake();
    };
    const window = new SessionWindow({
      server: location.origin,
      target,
      settings,
      listener: {
        told() {},
        lost: () => note('lost'),
        restored: (snapshot) => note(snapshot ? 'restored anew' : 'restored'),
        waiting: () => note('waiting'),
        failed: (reason, error) => {
          failed.push([reason, error]);
          note('failed');
        },
      },
      ontold: (event) => {
        told.push(event);
        note(event.name);
      },
      pass: () => (seats.at(-1) as typeof PASS) ?? PASS,
      userData: {name: 'Ada'},
      onseated: (seat) => seats.push(seat),
    });
    opened.push(window);
    return {window, seat: window.join()};
  }

  const until = async (what: string) => {
    while (!seen.includes(what)) await new Promise<void>((resolve) => (wake = resolve));
  };

  /** Has the page in a frame say that it is there, and gives what it is answered. */
  async function enter(frame: HTMLIFrameElement): Promise<Inner> {
    if (!frame.contentWindow?.location.href.includes(PASS.sessionId)) {
      await new Promise((resolve) => frame.addEventListener('load', resolve, {once: true}));
    }
    const inner = frame.contentWindow as Window & typeof globalThis;
    const answer = new Promise<MessageEvent>((resolve) => inner.addEventListener('message', resolve, {once: true}));
    // Only code of that window speaks for it.
    inner.eval(`parent.postMessage({type: '${READY}'}, '*')`);
    const {data, ports, origin} = await answer;
    expect(data.type).to.equal(OPEN);
    expect(origin).to.equal(location.origin);
    return new Inner(data, ports[0]!);
  }

  async function seated(
    target: Exclude<Target, null>,
    settings: object = {},
  ): Promise<{window: SessionWindow; inner: Inner}> {
    const {window, seat} = open(target, settings);
    const inner = await enter(window.node!);
    inner.takeSeat(settings);
    await seat;
    return {window, inner};
  }

  function newFrame(): HTMLIFrameElement {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    return frame;
  }

  const ended: FromWindow = {tell: 'told', args: [{name: 'session_ended', payload: {}}]};

  it('is in the iframe of the author, with all that it is let do, and has no secret in its address', async () => {
    const frame = newFrame();
    frame.allow = 'microphone *; payment';
    const {window, seat} = open(frame);
    expect(window.node).to.equal(frame);
    expect(window.window).to.equal(frame.contentWindow);
    expect(frame.allow).to.equal(
      'microphone *; payment; autoplay; camera; clipboard-read; clipboard-write; display-capture; fullscreen',
    );
    expect(frame.title).to.equal('Shared session');
    expect(new URL(frame.src).pathname).to.equal(`/s${PASS.sessionId}`);
    expect(frame.src).not.to.contain('lead');
    const inner = await enter(frame);
    expect(inner.opening.pass).to.deep.equal(PASS);
    expect(inner.opening.userData).to.deep.equal({name: 'Ada'});
    inner.takeSeat();
    expect((await seat).clientIndex).to.equal(0);
    const [{target, ...kept}] = seats as [{target: string}];
    expect(kept).to.deep.equal(SEAT);
    expect(document.querySelector(target)).to.equal(frame);
  });

  it('fills an element that is no iframe, and stays there when the session is over', async () => {
    const place = document.createElement('div');
    place.append('Loading');
    document.body.append(place);
    const {window, inner} = await seated(place);
    expect(place.firstChild).to.equal(window.node);
    expect(place.childNodes.length).to.equal(1);
    inner.say(ended);
    await until('session_ended');
    expect(place.firstChild).to.equal(window.node);
  });

  it('lies over the page without a place of its own, and is gone when the session is over', async () => {
    const {window, inner} = await seated('window');
    expect(getComputedStyle(window.node!).position).to.equal('fixed');
    expect(window.node!.className).to.equal('webfuse-window surfly-window');
    inner.say(ended);
    await until('session_ended');
    expect(document.querySelector('iframe')).to.equal(null);
  });

  it('does what is asked, and answers with what came of it', async () => {
    const {window, inner} = await seated(newFrame());
    const opening = window.call('open_tab', {url: 'https://a.example/'});
    const {id, method, params} = await inner.call();
    expect([method, params]).to.deep.equal(['open_tab', {url: 'https://a.example/'}]);
    inner.say({id, result: {ssid: 1}});
    expect(await opening).to.deep.equal({ssid: 1});
    const refused = window.call('make_host', {to: 7});
    inner.say({id: (await inner.call()).id, fault: {code: 'not_allowed', message: 'No.'}});
    await refused.then(
      () => expect.fail(),
      ({code, message}) => expect([code, message]).to.deep.equal(['not_allowed', 'No.']),
    );
  });

  it('settles what it was asked although its page is there and silent, as one that crashed', async () => {
    const {window} = await seated(newFrame());
    const {setTimeout: original} = globalThis;
    // Twenty seconds are over at once.
    globalThis.setTimeout = ((late: () => void, ms: number) => original(late, ms - 20_000)) as typeof setTimeout;
    const asked = window.call('end', {});
    globalThis.setTimeout = original;
    await asked.then(
      () => expect.fail(),
      ({code}) => expect(code).to.equal('timeout'),
    );
  });

  it('tells what happens in it, lost lines as well', async () => {
    const {inner} = await seated(newFrame());
    inner.say({tell: 'told', args: [{name: 'chat_message', payload: {message: 'Hi', clientIndex: 0}}]});
    inner.say({tell: 'lost', args: []});
    inner.say({tell: 'restored', args: [null]});
    await until('restored');
    expect(seen).to.deep.equal(['chat_message', 'lost', 'restored']);
    inner.say({failed: 'other_connection', fault: {code: 'connection_closed', message: 'Elsewhere.'}});
    await until('failed');
    expect(failed[0]![0]).to.equal('other_connection');
  });

  it('hears nobody but its own window', async () => {
    const {window} = open(newFrame());
    const {seat} = {seat: enter(window.node!)};
    const stranger = newFrame();
    (stranger.contentWindow as Window & typeof globalThis).eval(`parent.postMessage({type: '${READY}'}, '*')`);
    let heard = false;
    stranger.contentWindow!.addEventListener('message', () => (heard = true));
    const inner = await seat;
    inner.takeSeat();
    expect(heard).to.equal(false);
  });

  it('says why it was not let in, and can be opened again', async () => {
    const frame = newFrame();
    const first = open(frame);
    const refusing = await enter(frame);
    refusing.say({tell: 'waiting', args: []});
    refusing.say({refused: {code: 'not_admitted', message: 'Not now.'}});
    const error = await first.seat.then(
      () => expect.fail(),
      (reason) => reason,
    );
    expect(error.code).to.equal('not_admitted');
    expect(seen).to.deep.equal(['waiting']);
    await new Promise((resolve) => setTimeout(resolve));
    const second = open(frame);
    await new Promise((resolve) => frame.addEventListener('load', resolve, {once: true}));
    (await enter(frame)).takeSeat();
    await second.seat;
  });

  it('loses what it was asked when its frame is taken away, and comes back with it', async () => {
    const frame = newFrame();
    const {window} = await seated(frame);
    const asked = window.call('end', {});
    frame.remove();
    await asked.then(
      () => expect.fail(),
      ({code}) => expect(code).to.equal('connection_closed'),
    );
    await until('lost');
    await window.call('end', {}).then(
      () => expect.fail(),
      ({code}) => expect(code).to.equal('connection_closed'),
    );
    document.body.append(frame);
    const inner = await enter(frame);
    expect(inner.opening.pass).to.include(SEAT);
    inner.takeSeat();
    await until('restored anew');
  });

  it('fails when it is taken away before it was let in, once it had time to come back', async () => {
    const {window, seat} = open('window');
    const inner = await enter(window.node!);
    inner.say({leaving: true});
    (await enter(window.node!)).takeSeat();
    await seat;
    expect(seen).to.deep.equal([]);
  });

  it('stays out of sight until someone else is there, where that is asked for', async () => {
    const {window, inner} = await seated(newFrame(), {hide_until_agent_joins: true});
    expect(window.node!.style.visibility).to.equal('hidden');
    const joined = (clientIndex: number): FromWindow => ({
      tell: 'told',
      args: [{name: 'participant_joined', payload: {clientIndex, userData: {}}}],
    });
    inner.say(joined(0));
    await until('participant_joined');
    expect(window.node!.style.visibility).to.equal('hidden');
    inner.say(joined(1));
    while (told.length < 2) await new Promise<void>((resolve) => (wake = resolve));
    expect(window.node!.style.visibility).to.equal('');
  });

  it('is a browser tab where that is asked for, or says that the browser opens none', async () => {
    const {open: original} = globalThis.window;
    globalThis.window.open = () => null;
    try {
      const error = await open('window', {open_in_new_window: true}).seat.then(
        () => expect.fail(),
        (reason) => reason,
      );
      expect(error.code).to.equal('popup_blocked');
      let address = '';
      let closed = false;
      const tab = {closed: false, close: () => (closed = true)} as unknown as Window;
      globalThis.window.open = (url) => {
        address = String(url);
        return tab;
      };
      const {window} = open('window', {open_in_new_window: true});
      expect(window.node).to.equal(null);
      expect(window.window).to.equal(tab);
      expect(new URL(address).pathname).to.equal(`/s${PASS.sessionId}`);
      window.close();
      expect(closed).to.equal(true);
    } finally {
      globalThis.window.open = original;
    }
  });

  it('is opened again, with the same seat, when it is gone on with in a browser tab that was closed', async () => {
    const {open: original} = globalThis.window;
    let tab!: HTMLIFrameElement;
    // A frame that is taken away is closed to whoever has its window.
    globalThis.window.open = (url) => {
      tab = newFrame();
      tab.src = String(url);
      return tab.contentWindow;
    };
    try {
      const {window, seat} = open('window', {open_in_new_window: true});
      (await enter(tab)).takeSeat({open_in_new_window: true});
      await seat;
      window.resume();
      expect(seen, 'while it is there').to.deep.equal(['restored']);
      const first = tab;
      first.remove();
      window.resume();
      expect([seen, tab === first]).to.deep.equal([['restored', 'lost'], false]);
      const inner = await enter(tab);
      expect(inner.opening.pass).to.include(SEAT);
      inner.takeSeat({open_in_new_window: true});
      await until('restored anew');
      tab.remove();
      globalThis.window.open = () => null;
      expect(() => window.resume()).to.throw('The browser did not open a tab');
      expect(failed).to.deep.equal([]);
    } finally {
      globalThis.window.open = original;
    }
  });
});
