import assert from 'node:assert/strict';
import {afterEach, describe, it} from 'node:test';
import {EVENT_NAMES, Session} from '../../src/client/index.ts';
import {LocalProvider, type LocalProviderOptions} from '../../src/client/providers/local.ts';
import {Windows} from '../support/windows.ts';

type Window = ReturnType<Windows['open']>;

/** A session in a window, with what it tells. */
class Guest {
  readonly window: Window;
  readonly provider: LocalProvider;
  readonly session: Session;
  readonly told: string[] = [];

  constructor(window: Window, options: Partial<LocalProviderOptions> = {}) {
    this.window = window;
    this.provider = new LocalProvider({space: 'demo', invitePage: 'https://cms.example/', ether: window, ...options});
    this.session = new Session(this.provider);
    everyone.add(this);
    for (const name of EVENT_NAMES) {
      this.session.on(name, () => this.told.push(name));
    }
  }

  /** Waits until the session is so. */
  until(test: (state: Session['state']) => boolean): Promise<void> {
    if (test(this.session.state)) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = this.session.subscribe((state) => {
        if (!test(state)) return;
        stop();
        resolve();
      });
    });
  }

  /** Waits for something to be told. */
  hears(name: (typeof EVENT_NAMES)[number]): Promise<void> {
    return new Promise((resolve) => this.session.on(name, () => resolve()));
  }
}

const everyone = new Set<Guest>();

afterEach(() => {
  for (const guest of everyone) guest.session.suspend();
  everyone.clear();
});

/** So many windows in one session, the first of which keeps it. */
async function together(count: number, options: Partial<LocalProviderOptions> = {}): Promise<Guest[]> {
  const windows = new Windows();
  const guests: Guest[] = [];
  for (let index = 0; index < count; index++) {
    const guest = new Guest(windows.open(), options);
    await guest.session.start(null, {name: `Guest ${index}`});
    guests.push(guest);
  }
  await Promise.all(guests.map((guest) => guest.until(({participants}) => participants.length === count)));
  return guests;
}

describe('a session in the windows of a browser', () => {
  it('begins in a window, whose participant leads it', async () => {
    const [ada] = await together(1);
    assert.equal(ada?.session.state.me, 0);
    assert.equal(ada?.session.state.host, 0);
    assert.match(ada?.session.sessionLink ?? '', /^https:\/\/cms\.example\/#wf-invite=demo-\w+\.local$/);
  });

  it('is found by every window with the same space', async () => {
    const guests = await together(3);
    assert.deepEqual(
      guests.map(({session}) => session.state.me),
      [0, 1, 2],
    );
    assert.equal(new Set(guests.map(({session}) => session.sessionId)).size, 1);
  });

  it('tells everyone what anyone does, in one order', async () => {
    const [ada, ben] = (await together(2)) as [Guest, Guest];
    await ben.hears('session_started');
    ben.told.length = 0;
    const tab = await ada.session.openTab('https://cms.example/draft');
    await ada.until(({tabs}) => tabs[0]?.loading === false);
    await ben.session.sendChatMessage('Looks good');
    await ben.session.requestTabControl();
    await ada.session.transferTabControl(1);
    await ben.until(({tabs}) => tabs[0]?.controlIndex === 1);
    assert.equal(tab.ssid, 1);
    assert.deepEqual(ben.told, [
      'tab_opened',
      'tab_activated',
      'relocate_start',
      'relocated',
      'chat_message',
      'tab_control_requested',
      'tab_control_transferred',
    ]);
  });

  it('goes on in another window when the one that keeps it is closed', async () => {
    const [ada, ben, cleo] = (await together(3)) as [Guest, Guest, Guest];
    await ada.session.openTab('https://cms.example/draft');
    ada.window.crash();
    const heard = cleo.hears('chat_message');
    await ben.session.sendChatMessage('Still here');
    await heard;
    assert.equal(cleo.session.state.tabs.length, 1);
    await cleo.until(({participants}) => participants[0]?.online === false);
  });
});
