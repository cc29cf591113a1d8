import {expect} from '@open-wc/testing';

interface Inside {
  readonly isInsideSession: boolean;
  readonly currentSession: {readonly pin: string | null} | null;
  initSpace(widgetKey: string, spaceId?: string): Promise<{readonly id: string}>;
}

const globals = globalThis as {webfuse?: unknown; Webfuse?: unknown; Surfly?: {isInsideSession: boolean}};
/** The server puts another name here for each document. */
const CHANNEL = '__webfuse_channel__';
const asked: {method: string; params: object}[] = [];

/** The server's end of the channel: the right key is let in. */
document.addEventListener(`${CHANNEL}-up`, (event) => {
  const {id, method, params} = JSON.parse((event as CustomEvent<string>).detail);
  asked.push({method, params});
  const error = {code: -32000, message: 'This widget key is not one of the space.', data: {code: 'invalid_key'}};
  const answer =
    params.widget_key === 'wk_demo' ? {result: {id: '1', slug: 'demo', session_id: 's', pin: '4711'}} : {error};
  say({id, ...answer});
});

function say(message: object): void {
  const detail = JSON.stringify({jsonrpc: '2.0', ...message});
  queueMicrotask(() => document.dispatchEvent(new CustomEvent(`${CHANNEL}-down`, {detail})));
}

/** What the vendor's loader leaves at the place of the global until the script is there. */
function stub(...call: unknown[]): {taken: Promise<{readonly id: string}>; stub: object} {
  const {promise, resolve} = Promise.withResolvers<{readonly id: string}>();
  // Looked at in a test of its own.
  promise.catch(() => {});
  return {taken: promise, stub: {q: call, resolve, initSpace() {}}};
}

describe('the script in a page that is shown in a session', () => {
  let webfuse: Inside;
  const newer = stub('wk_demo', 'demo');
  const older = stub('wk_wrong', 'demo');

  before(async () => {
    Object.assign(globals, {webfuse: newer.stub, Webfuse: older.stub});
    await import('../../../src/client/inside/define.ts');
    webfuse = globals.webfuse as Inside;
  });

  after(() => {
    for (const name of ['webfuse', 'Webfuse', 'Surfly'] as const) Reflect.deleteProperty(globals, name);
  });

  it('takes the place of the stubs, and answers whom they kept waiting', async () => {
    expect((await newer.taken).id).to.equal('1');
    const refused = await older.taken.then(
      () => null,
      (error) => error.code,
    );
    expect(refused).to.equal('invalid_key');
    expect(asked).to.deep.include({method: 'init_space', params: {widget_key: 'wk_demo', space: 'demo'}});
  });

  it('is there by all its names', () => {
    expect(globals.Webfuse).to.equal(webfuse);
    expect(globals.Surfly?.isInsideSession).to.equal(true);
    expect([webfuse.isInsideSession, webfuse.currentSession?.pin]).to.deep.equal([true, '4711']);
  });

  it('stays what it is when the script runs again', async () => {
    const again: string = '../../../src/client/inside/define.ts?again';
    await import(again);
    expect(globals.webfuse).to.equal(webfuse);
  });

  it('leaves a page alone that comes back without having been put by', () => {
    const before = asked.length;
    window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: false}));
    expect(asked.length).to.equal(before);
  });
});
