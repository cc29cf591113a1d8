import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, it, mock} from 'node:test';
import type {Frame, Session} from '../../src/client/index.ts';
import {Webfuse} from '../../src/client/webfuse.ts';
import {FakeServer, settle, takeHold} from './fake-server.ts';

describe('watching a tab', () => {
  let server: FakeServer;
  let session: Session;
  let reported: unknown[];
  beforeEach(async () => {
    reported = takeHold();
    // It comes with the first watch, and here no later than the next turn.
    await import('../../src/client/wire/pictures.ts');
    server = new FakeServer();
    const space = await new Webfuse(server.connect).initSpace('wk_demo', 'demo', {server: 'https://co.example'});
    session = space.session();
    await session.start();
  });
  afterEach(() => mock.timers.reset());

  const shown = () => server.line.calls('frame_shown').length;
  const asked = () => server.line.sent.filter(({method}) => method.endsWith('watch_tab')).map(({method}) => method);

  it('is one subscription on the wire, however many watch', async () => {
    const [stopOne, stopOther] = [session.watch(1, () => {}), session.watch(1, () => {})];
    await settle();
    assert.deepEqual(asked(), ['watch_tab']);
    stopOne();
    stopOne();
    await settle();
    assert.deepEqual(asked(), ['watch_tab']);
    stopOther();
    await settle();
    assert.deepEqual(asked(), ['watch_tab', 'unwatch_tab']);
  });

  it('asks for the next picture when all have painted', async () => {
    const painted = Promise.withResolvers<void>();
    const seen: number[] = [];
    const paint = ({data}: Frame) => void seen.push(data[0] ?? 0);
    session.watch(1, paint);
    session.watch(1, () => painted.promise);
    await settle();
    server.line.picture(1, 42);
    await settle();
    assert.deepEqual([seen, shown()], [[42], 0]);
    painted.resolve();
    await settle();
    assert.equal(shown(), 1);
  });

  it('hands over what is masked with the picture that is there, and with each that comes, and thanks for no more than those', async () => {
    const seen: unknown[] = [];
    session.watch(1, ({data, masked}) => void seen.push([data[0], masked]));
    await settle();
    server.line.masked(1, [{text: 'early'}]);
    server.line.picture(1, 42);
    await settle();
    server.line.masked(1, [{text: 'later'}]);
    await settle();
    server.line.picture(1, 43);
    await settle();
    server.line.masked(1, []);
    await settle();
    assert.deepEqual(seen, [
      [42, [{text: 'early'}]],
      [42, [{text: 'later'}]],
      [43, [{text: 'later'}]],
      [43, []],
    ]);
    assert.equal(shown(), 2);
  });

  it('paints one after the other and skips what is out of date, so that the newest picture stays', async () => {
    const started: number[] = [];
    const painting: (() => void)[] = [];
    session.watch(1, ({data}) => {
      started.push(data[0] ?? 0);
      return new Promise((resolve) => painting.push(resolve));
    });
    await settle();
    for (const picture of [1, 2, 3]) server.line.picture(1, picture);
    await settle();
    assert.deepEqual([started, shown()], [[1], 1], 'the second one is out of date before it was begun');
    painting[0]?.();
    await settle();
    assert.deepEqual([started, shown()], [[1, 3], 2]);
    painting[1]?.();
    await settle();
    assert.equal(shown(), 3);
  });

  it('goes on when painting fails, and reports it', async () => {
    const mistake = new Error('no canvas');
    session.watch(1, async () => {
      throw mistake;
    });
    await settle();
    server.line.picture(1, 1);
    await settle();
    assert.deepEqual([shown(), reported], [1, [mistake]]);
  });

  it('gives the newest picture at once to whoever comes later', async () => {
    session.watch(1, () => {});
    await settle();
    server.line.picture(1, 1);
    server.line.picture(1, 2);
    const seen: number[] = [];
    session.watch(1, ({data}) => void seen.push(data[0] ?? 0));
    await settle();
    assert.deepEqual(seen, [2]);
  });

  it('paints nothing after it was stopped', async () => {
    const seen: Frame[] = [];
    session.watch(1, () => {});
    await settle();
    server.line.picture(1, 1);
    session.watch(1, (frame) => void seen.push(frame))();
    await settle();
    server.line.picture(1, 2);
    await settle();
    assert.deepEqual(seen, []);
  });

  it('is not begun for whoever stopped at once', async () => {
    session.watch(1, () => {})();
    await settle();
    assert.deepEqual(asked(), []);
  });

  it('goes on over another line', async () => {
    const seen: number[] = [];
    session.watch(2, ({data}) => void seen.push(data[0] ?? 0));
    await settle();
    server.drop();
    await settle();
    assert.deepEqual(asked(), ['watch_tab']);
    server.line.picture(2, 7);
    assert.deepEqual(seen, [7]);
  });

  it('may be asked for before the start', async () => {
    const space = await new Webfuse(server.connect).initSpace('wk_demo', 'demo', {server: 'https://co.example'});
    const early = space.session();
    early.watch(1, () => {});
    await early.start();
    await settle();
    assert.deepEqual(asked(), ['watch_tab']);
  });

  it('refuses a tab and a painter that are none', () => {
    assert.throws(() => session.watch('t7' as never, () => {}), {code: 'invalid_argument'});
    assert.throws(() => session.watch(1, undefined as never), {code: 'invalid_argument'});
  });
});
