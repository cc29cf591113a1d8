import {expect} from '@open-wc/testing';
import {goOn} from '../../../src/client/window/go-on.ts';
import {type FromWindow, OPEN, READY, WINDOW_PARAMETER} from '../../../src/client/window/handshake.ts';
import {type OpenedSession, openHere} from '../../../src/client/window/open-here.ts';
import {DEFAULT_SETTINGS} from '../../../src/model/settings.ts';
import {FakeSocket} from '../../support/fake-socket.ts';

const PASS = {sessionId: 'abcdefghijkl', invite: 'letin', leaderToken: 'lead'};
const ORIGIN = 'https://shop.example';

/** The page that opened this window: it hears that the window is there, and answers with a port. */
class Opener {
  readonly heard: FromWindow[] = [];
  readonly #frame = document.createElement('iframe');
  #port: MessagePort | null = null;
  #wake = () => {};

  constructor() {
    document.body.append(this.#frame);
  }

  get window(): Window {
    return this.#frame.contentWindow as Window;
  }

  /** Answers the window, once it says that it is there. */
  async answers(settings: object = {}, source: MessageEventSource = this.window): Promise<void> {
    await new Promise<void>((resolve) => {
      this.window.addEventListener('message', ({data}) => data?.type === READY && resolve());
    });
    const {port1, port2} = new MessageChannel();
    this.#port = port1;
    port1.onmessage = ({data}) => {
      this.heard.push(data);
      this.#wake();
    };
    const data = {type: OPEN, pass: PASS, userData: {name: 'Ada'}, settings, invitePage: undefined};
    for (const from of [window, source]) {
      window.dispatchEvent(new MessageEvent('message', {data, source: from, origin: ORIGIN, ports: [port2]}));
    }
  }

  ask(id: number, method: string, params: object = {}): void {
    this.#port?.postMessage({id, method, params});
  }

  /** Waits for something that the window says. */
  async hears<Key extends string>(key: Key): Promise<Extract<FromWindow, {readonly [Name in Key]: unknown}>> {
    for (;;) {
      const index = this.heard.findIndex((message) => key in message);
      if (index >= 0) return this.heard.splice(index, 1)[0] as Extract<FromWindow, {readonly [Name in Key]: unknown}>;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  remove(): void {
    this.#frame.remove();
  }
}

describe('a page that is opened as the window of a session', () => {
  const {href} = location;
  let opener: Opener;
  let restore: () => void;

  beforeEach(() => {
    restore = FakeSocket.install();
    opener = new Opener();
    history.replaceState(null, '', `?${WINDOW_PARAMETER}`);
    Object.defineProperty(window, 'opener', {value: opener.window, configurable: true});
  });
  afterEach(() => {
    history.replaceState(null, '', href);
    Object.defineProperty(window, 'opener', {value: null, configurable: true});
    opener.remove();
    sessionStorage.clear();
    restore();
  });

  /** A window whose opener answers it. */
  async function opened(settings: object = {}): Promise<OpenedSession> {
    const [here] = await Promise.all([openHere(href), opener.answers(settings)]);
    return here as OpenedSession;
  }

  it('joins as the page that opened it would have, and tells it the seat', async () => {
    const {session, userData, asked, isMirrored} = await opened({hide_session_ui: true});
    expect([userData, asked.hide_session_ui, isMirrored]).to.deep.equal([{name: 'Ada'}, true, true]);
    await session.start(null, userData);
    const {seated} = await opener.hears('seated');
    expect([seated.clientIndex, seated.seat.seatToken]).to.deep.equal([0, 'seat']);
    expect(FakeSocket.newest?.calls[0]?.params).to.deep.include({leader_token: 'lead', user_data: {name: 'Ada'}});
  });

  it('keeps to the defaults when it was asked for something that is no setting', async () => {
    expect((await opened({colour: 'red'})).asked).to.deep.equal(DEFAULT_SETTINGS);
  });

  it('tells that page what the session is told, but for messages to others', async () => {
    const {session, userData} = await opened();
    await session.start(null, userData);
    FakeSocket.newest?.tell('message', {data: 1, origin: '', targetOrigin: 'https://other.example'});
    FakeSocket.newest?.tell('message', {data: 2, origin: '', targetOrigin: ORIGIN});
    FakeSocket.newest?.tell('chat_message', {message: 'Hello', clientIndex: 0});
    const names: string[] = [];
    while (!names.includes('chat_message')) {
      const {args} = await opener.hears('tell');
      names.push((args[0] as {name: string}).name);
    }
    expect(names).to.deep.equal(['participant_joined', 'message', 'chat_message']);
  });

  it('asks what that page asks, and answers it', async () => {
    const {session, userData} = await opened();
    await session.start(null, userData);
    opener.ask(1, 'send_chat_message', {message: 'Hello'});
    expect(await opener.hears('result')).to.deep.equal({id: 1, result: null});
    FakeSocket.refuses.add('close_tab');
    opener.ask(2, 'close_tab', {ssid: 1});
    expect(await opener.hears('fault')).to.deep.equal({id: 2, fault: {code: 'not_allowed', message: 'No.'}});
  });

  it('says why it was not let in', async () => {
    const {session, userData} = await opened();
    FakeSocket.up = false;
    const error = await session.start(null, userData).catch(({code}) => code);
    expect(error).to.equal('connect_failed');
    expect((await opener.hears('refused')).refused.code).to.equal('connect_failed');
  });

  it('tells when its line is lost and found, and when it has to give up its seat', async () => {
    const {session, userData} = await opened();
    await session.start(null, userData);
    await opener.hears('seated');
    FakeSocket.newest?.close(1006);
    const tells: string[] = [];
    while (!tells.includes('restored')) tells.push((await opener.hears('tell')).tell);
    expect(tells.slice(-2)).to.deep.equal(['lost', 'restored']);
    FakeSocket.newest?.close(4001);
    expect((await opener.hears('failed')).failed).to.equal('other_connection');
  });

  it('says that it goes', async () => {
    await opened();
    window.dispatchEvent(new PageTransitionEvent('pagehide'));
    expect((await opener.hears('leaving')).leaving).to.equal(true);
  });

  it('is on its own when nobody opened it', async () => {
    Object.defineProperty(window, 'opener', {value: null, configurable: true});
    const here = await openHere(`${href}#wf-invite=abcdefghijkl.letin`);
    expect([here?.isMirrored, here?.userData]).to.deep.equal([false, {}]);
  });

  it('is none where someone just followed a link', async () => {
    history.replaceState(null, '', location.pathname);
    expect(await openHere(href)).to.equal(null);
  });
});

describe('the end of a session in its window', () => {
  it('leads nowhere unless the settings say so, and to pages of the web alone', () => {
    const {href} = location;
    goOn(DEFAULT_SETTINGS, 0);
    goOn({...DEFAULT_SETTINGS, leader_redirect_url: 'javascript:document.body.remove()'}, 0);
    goOn({...DEFAULT_SETTINGS, leader_redirect_url: 'https://example.com/'}, 1);
    expect(location.href).to.equal(href);
  });
});
