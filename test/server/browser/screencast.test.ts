import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, it, mock} from 'node:test';
import {decodeFrame, HEADER_BYTES} from '../../../src/protocol/frames.ts';
import {FRAMES_IN_FLIGHT} from '../../../src/protocol/rpc.ts';
import {Screencast, type ScreencastOptions, type Viewing} from '../../../src/server/browser/screencast.ts';
import {Turns} from '../../../src/server/browser/turns.ts';
import {DEFAULT_VIEWPORT} from '../../../src/server/browser/viewport.ts';
import {FakePage, jpeg} from './fake-page.ts';

/** Pictures a second of a page that moves. */
const RATE = 50;

/** Someone who watches, and paints a picture in so many milliseconds: at once, or never. */
class Watcher {
  readonly seen: string[] = [];
  readonly messages: Uint8Array[] = [];
  time: number;
  #viewing: Viewing;
  #painting: number[] = [];

  constructor(screencast: Screencast, time = 0, sharp = false) {
    this.time = time;
    this.#viewing = screencast.watch(
      (message) => {
        this.messages.push(message);
        this.seen.push(String(message.subarray(HEADER_BYTES)));
        if (this.time === 0) queueMicrotask(() => this.#viewing.shown());
        else this.#painting.push((this.#painting.at(-1) ?? now) + this.time);
      },
      () => sharp,
    );
  }

  get last(): string | undefined {
    return this.seen.at(-1);
  }

  /** Tells of the pictures that are painted by now. */
  paint(): void {
    for (; (this.#painting[0] ?? Number.POSITIVE_INFINITY) <= now; this.#painting.shift()) {
      this.#painting[0] = Math.max(this.#painting[0] ?? 0, now);
      this.#viewing.shown();
    }
  }

  shown(): void {
    this.#viewing.shown();
  }

  stop(): void {
    this.#viewing.stop();
  }
}

let now = 0;
const clock = () => now;
const plenty = () => new Turns({perSecond: 1e6, atOnce: 1e6, now: clock});

describe('Screencast', () => {
  beforeEach(() => {
    now = 0;
    mock.timers.enable({apis: ['setTimeout']});
  });
  afterEach(() => mock.timers.reset());

  function setUp(options: ScreencastOptions = {}) {
    const page = new FakePage();
    const screencast = new Screencast(7, {now: clock, turns: plenty(), ...options});
    screencast.attach(page.real);
    return {page, screencast, session: page.sessions[0] as FakePage['sessions'][number]};
  }

  /** Lets pass so much time, with what is due. */
  async function pass(time: number, watchers: readonly Watcher[] = []): Promise<void> {
    for (let passed = 0; passed < time; passed += 10) {
      now += 10;
      mock.timers.tick(10);
      for (const watcher of watchers) watcher.paint();
      await settle();
    }
  }

  /** Has pages move: they look another way with each picture. */
  async function move(pages: readonly FakePage[], pictures: number, watchers: readonly Watcher[] = []): Promise<void> {
    for (let picture = 1; picture <= pictures; picture++) {
      for (const page of pages) page.paint(`picture ${picture}`);
      await pass(1000 / RATE, watchers);
    }
  }

  it('captures once however many watch, and nothing when nobody does', async () => {
    const {page, screencast, session} = setUp();
    assert.deepEqual(session.sent, []);
    const watchers = Array.from({length: 25}, () => new Watcher(screencast));
    await move([page], 10);
    assert.equal(session.sent.filter((method) => method === 'Page.startScreencast').length, 1);
    assert.ok(watchers.every(({seen}) => seen.length === watchers[0]?.seen.length && seen.length >= 10));
    for (const watcher of watchers) watcher.stop();
    const {pictures} = session;
    await move([page], 10);
    assert.deepEqual([page.captures, session.pictures], [0, pictures]);
  });

  it('sends the same bytes to everyone: a header, then the picture', async () => {
    const {page, screencast} = setUp();
    page.look = 'a page';
    const watchers = [new Watcher(screencast), new Watcher(screencast)];
    await settle();
    const [[one], [other]] = watchers.map(({messages}) => messages) as [Uint8Array[], Uint8Array[]];
    assert.ok(one && one === other);
    const {data, ...header} = decodeFrame(Uint8Array.from(one).buffer);
    assert.deepEqual(header, {codec: 1, ssid: 7, width: 1280, height: 720, time: 1500, keyFrame: true});
    assert.equal(String(Buffer.from(data)), 'a page in 80');
  });

  it('shows someone who comes later the latest picture at once', async () => {
    const {page, screencast} = setUp();
    new Watcher(screencast);
    await move([page], 3);
    assert.deepEqual(new Watcher(screencast).seen, ['picture 3 in 80']);
  });

  it('shows no picture that comes after one that was taken later, unless the clock was set back', async () => {
    const {screencast, session} = setUp();
    const watcher = new Watcher(screencast);
    await settle();
    const arrive = (look: string, timestamp: number) => {
      const metadata = {deviceWidth: 1280, deviceHeight: 720, timestamp};
      session.emit('Page.screencastFrame', {data: btoa(look), metadata, sessionId: 1});
    };
    arrive('later', 3602.5);
    arrive('earlier', 3602.4);
    await settle();
    assert.deepEqual(watcher.seen, [' in 80', 'later']);
    assert.equal(session.sent.filter((method) => method === 'Page.screencastFrameAck').length, 3, 'it is thanked for');
    arrive('set back', 2.5);
    await settle();
    assert.equal(watcher.last, 'set back');
  });

  it('goes on with another page for those who watch', async () => {
    const {page, screencast} = setUp();
    const watcher = new Watcher(screencast);
    await settle();
    screencast.detach();
    const next = new FakePage();
    next.look = 'new';
    screencast.attach(next.real);
    page.paint('old');
    await settle();
    assert.deepEqual(watcher.seen, [' in 80', 'new in 80']);
  });

  it('hears nothing more of a page that is gone, and captures no other because of it', async () => {
    const {screencast, session, page} = setUp();
    const slow = new Watcher(screencast, 200);
    await move([page], 5 * RATE, [slow]);
    assert.equal(page.sessions.length, 2);
    screencast.detach();
    const next = new FakePage();
    screencast.attach(next.real);
    await settle();
    const sent = next.sessions.map((one) => one.sent.length);
    session.emit('Page.frameNavigated', {frame: {id: 'page'}});
    session.emit('Page.loadEventFired');
    await settle();
    assert.deepEqual(
      next.sessions.map((one) => one.sent.length),
      sent,
    );
    assert.deepEqual(
      page.sessions.flatMap((one) => one.eventNames()),
      [],
    );
  });

  it('is tried again until a page that takes the place of another has pictures, and no longer than someone watches', async () => {
    const {page, screencast, session} = setUp();
    page.refusals = 3;
    const watcher = new Watcher(screencast);
    await settle();
    page.paint('here');
    await pass(200);
    assert.deepEqual(watcher.seen, ['here in 80']);
    page.refusals = 3;
    screencast.refresh();
    await settle();
    watcher.stop();
    const {length} = session.sent;
    await pass(1000);
    assert.deepEqual([page.captures, session.sent.length], [0, length]);
  });

  it('shows how a document looks once it is there, whatever became of the capture meanwhile', async () => {
    const {page, screencast, session} = setUp();
    const watcher = new Watcher(screencast);
    await settle();
    // As if Chromium had forgotten it.
    session.quality = null;
    page.paint('there');
    await settle();
    assert.equal(watcher.last, ' in 80');
    session.emit('Page.frameNavigated', {frame: {id: 'inner', parentId: 'page'}});
    await settle();
    assert.equal(watcher.last, ' in 80', 'a frame in it is another matter');
    session.emit('Page.loadEventFired');
    await settle();
    assert.equal(watcher.last, 'there in 80');
    session.quality = null;
    page.paint('gone back to');
    session.emit('Page.frameNavigated', {frame: {id: 'page'}});
    await settle();
    assert.equal(watcher.last, 'gone back to in 80');
  });

  it('makes no other picture while it makes a sharp one, and shows afterwards what came meanwhile', async () => {
    const {page, screencast} = setUp({viewport: () => ({...DEFAULT_VIEWPORT, ratio: 2})});
    const watcher = new Watcher(screencast, 0, true);
    page.paint('still');
    await pass(100);
    assert.deepEqual([page.asked.length, page.captures], [1, 0]);
    page.paint('changed');
    page.asked[0]?.resolve({data: jpeg(2560, 1440)});
    await settle();
    assert.equal(watcher.seen.length, 3);
    assert.equal(watcher.last, 'changed in 80');
    await pass(100);
    assert.equal(page.asked.length, 2, 'it looks another way now');
  });

  it('goes on when a page has no sharp picture for long', async () => {
    const {page, screencast} = setUp({viewport: () => ({...DEFAULT_VIEWPORT, ratio: 2})});
    const watcher = new Watcher(screencast, 0, true);
    await pass(100);
    assert.equal(page.captures, 0);
    await pass(500);
    page.paint('goes on');
    await settle();
    assert.equal(watcher.last, 'goes on in 80');
    const next = new FakePage();
    screencast.detach();
    screencast.attach(next.real);
    next.paint('another');
    await settle();
    assert.equal(watcher.last, 'another in 80');
  });

  it('costs the others no picture when one of those who watch takes none', async () => {
    const {page, screencast} = setUp();
    const stalled = [
      new Watcher(screencast, Number.POSITIVE_INFINITY),
      new Watcher(screencast, Number.POSITIVE_INFINITY),
    ];
    const quick = new Watcher(screencast);
    await move([page], 500, stalled);
    assert.equal(quick.seen.filter((picture) => picture.startsWith('picture')).length, 500);
    assert.deepEqual(
      stalled.map(({seen}) => seen.length),
      [FRAMES_IN_FLIGHT, FRAMES_IN_FLIGHT],
    );
    assert.equal(page.captures, 1);
  });

  it('has the page paint no more than can be taken, and nothing once that lasts', async () => {
    const {page, screencast, session} = setUp();
    const stalled = new Watcher(screencast, Number.POSITIVE_INFINITY);
    await settle();
    await move([page], 500);
    assert.deepEqual([session.pictures, stalled.seen.length], [FRAMES_IN_FLIGHT + 2, FRAMES_IN_FLIGHT]);
    assert.equal(page.captures, 0);
  });

  it('shows how things are now to the only one who watches, once there is room', async () => {
    const {page, screencast} = setUp();
    const slow = new Watcher(screencast, Number.POSITIVE_INFINITY);
    await move([page], 500);
    for (let time = 0; time <= FRAMES_IN_FLIGHT; time++) slow.shown();
    await pass(300);
    assert.equal(slow.last, 'picture 500 in 80');
    assert.equal(slow.seen.length, FRAMES_IN_FLIGHT + 2, 'those under way, the one that waited, and the last');
  });

  it('shows the last picture of a page also to those who were busy when it was painted', async () => {
    const {page, screencast} = setUp();
    const slow = new Watcher(screencast, 70);
    await move([page], 30, [slow]);
    await pass(1000, [slow]);
    assert.equal(slow.last, 'picture 30 in 80');
    assert.ok(slow.seen.length < 25, 'it skips what is out of date');
  });

  it('sends nothing while nothing changes, however often it looks', async () => {
    const {page, screencast} = setUp();
    const watcher = new Watcher(screencast);
    await move([page], 1);
    const {length} = watcher.seen;
    screencast.refresh();
    await pass(5000);
    assert.equal(watcher.seen.length, length);
  });

  describe('with lines of different speed', () => {
    const of = (quality: number, {seen}: Watcher, since = 0) =>
      seen.slice(since).filter((picture) => picture.endsWith(` in ${quality}`)).length;

    async function withSlow() {
      const {page, screencast} = setUp();
      const quick = [new Watcher(screencast), new Watcher(screencast)];
      const slow = [new Watcher(screencast, 200), new Watcher(screencast, 300), new Watcher(screencast, 250)];
      await move([page], 5 * RATE, slow);
      return {page, screencast, quick, slow};
    }

    it('captures twice at most: lighter pictures for all who are slow, and the same as ever for the others', async () => {
      const {page, quick, slow} = await withSlow();
      assert.equal(page.captures, 2);
      const before = slow.map(({seen}) => seen.length);
      await move([page], 5 * RATE, slow);
      assert.equal(page.sessions.length, 2);
      for (const watcher of quick) assert.deepEqual([of(30, watcher), of(80, watcher)], [0, watcher.seen.length]);
      for (const [index, watcher] of slow.entries()) {
        assert.deepEqual([of(80, watcher, before[index]) > 0, of(30, watcher, before[index]) >= 10], [false, true]);
      }
    });

    it('captures only light pictures when nobody takes others', async () => {
      const {page, screencast} = setUp();
      const slow = new Watcher(screencast, 200);
      await move([page], 10 * RATE, [slow]);
      assert.deepEqual(
        page.sessions.map(({quality}) => quality),
        [null, 30],
      );
      slow.stop();
      assert.equal(page.captures, 0);
    });

    it('shows a page that is still as well as it can to everyone', async () => {
      const {page, slow} = await withSlow();
      await pass(3000, slow);
      for (const {last} of slow) assert.equal(last, `picture ${5 * RATE} in 80`);
      const {length} = slow[0]?.seen ?? [];
      await pass(5000, slow);
      assert.equal(slow[0]?.seen.length, length);
      await move([page], RATE, slow);
      assert.ok(slow.every(({last}) => last?.endsWith('in 30')));
    });

    it('tries the best pictures again for a line that has become quick', async () => {
      const {page, slow} = await withSlow();
      for (const watcher of slow) watcher.time = 10;
      await move([page], 8 * RATE, slow);
      for (const {last} of slow) assert.match(last ?? '', /in 80$/);
      assert.equal(page.captures, 1);
    });

    it('goes on with another page for everyone', async () => {
      const {screencast, slow} = await withSlow();
      screencast.detach();
      const next = new FakePage();
      screencast.attach(next.real);
      await move([next], RATE, slow);
      assert.equal(next.captures, 2);
      await pass(3000, slow);
      for (const {last} of slow) assert.equal(last, `picture ${RATE} in 80`);
    });
  });

  it('shares what the machine can capture evenly among pages that move, and slows none that moves little', async () => {
    const turns = new Turns({perSecond: RATE * 1.5, atOnce: 3, now: clock});
    const [a, b, c, little] = [setUp({turns}), setUp({turns}), setUp({turns}), setUp({turns})];
    for (const {screencast} of [a, b, c, little]) new Watcher(screencast);
    const others = Array.from({length: 20}, () => setUp({turns}));
    for (const {screencast} of others) new Watcher(screencast);
    await pass(100);
    const before = [a, b, c, little].map(({session}) => session.pictures);
    for (let second = 0; second < 10; second++) {
      for (let fifth = 0; fifth < 5; fifth++) {
        little.page.paint(`${second}.${fifth}`);
        await move([a.page, b.page, c.page], RATE / 5);
      }
    }
    const [first = 0, second = 0, third = 0, few] = [a, b, c, little].map(
      ({session}, index) => session.pictures - (before[index] ?? 0),
    );
    assert.equal(few, 50);
    const each = (10 * RATE * 1.5 - 50) / 3;
    for (const count of [first, second, third]) assert.ok(Math.abs(count - each) < each / 10, `${count} of ${each}`);
  });

  it('lets a page that moves alone have all of it', async () => {
    const {page, screencast, session} = setUp({turns: new Turns({perSecond: RATE, atOnce: 3, now: clock})});
    new Watcher(screencast);
    await settle();
    const {pictures} = session;
    await move([page], 10 * RATE);
    assert.ok(session.pictures - pictures >= 10 * RATE - 1);
  });
});

/** Resolves when all that was said is dealt with. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
