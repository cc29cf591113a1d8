import {expect} from '@open-wc/testing';
import {type Plan, run} from '../../../src/client/inside/extension.ts';

interface Line {
  open(): {readonly origin: string};
  receive(text: string): void;
}

const globals = globalThis as {
  webfuseLine?: Line | undefined;
  webfuseCall?: ((text: string) => void) | undefined;
  browser?: {webfuseSession?: {on: unknown; log(entry: unknown): Promise<void>}} | undefined;
};

function plan(...scripts: Partial<Plan['scripts'][number]>[]): Plan {
  return {
    scripts: scripts.map((script) => ({matches: ['.*'], excludes: [], runAt: 'document_start', ...script})),
    env: {},
  };
}

/** Runs an extension as in a document of its own. */
function begin(...[made, codes]: Parameters<typeof run>): void {
  Reflect.deleteProperty(globals, 'webfuseLine');
  run(made, codes);
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

describe('an extension in a page of a session', () => {
  afterEach(() => {
    for (const name of ['webfuseLine', 'webfuseCall', 'browser'] as const) Reflect.deleteProperty(globals, name);
  });

  it('runs the scripts whose addresses match, each at its time', async () => {
    const ran: string[] = [];
    const made = plan(
      {runAt: 'document_start'},
      {runAt: 'document_end'},
      {runAt: 'document_idle'},
      {matches: ['^https://elsewhere\\.example/']},
      {excludes: ['127\\.0\\.0\\.1']},
    );
    begin(
      made,
      ['start', 'end', 'idle', 'elsewhere', 'excluded'].map((name) => () => ran.push(name)),
    );
    expect(ran).to.deep.equal(['start', 'end']);
    await nextTask();
    expect(ran).to.deep.equal(['start', 'end', 'idle']);
  });

  it('goes on when a script throws', () => {
    const reported: unknown[] = [];
    const {reportError} = globalThis;
    globalThis.reportError = (error) => void reported.push(error);
    const ran: string[] = [];
    const mistake = new Error('a mistake in a script');
    begin(plan({}, {}), [
      () => {
        throw mistake;
      },
      () => ran.push('second'),
    ]);
    globalThis.reportError = reportError;
    expect([reported, ran]).to.deep.equal([[mistake], ['second']]);
  });

  it('leaves a page alone that none of its scripts is for', () => {
    begin(plan({matches: ['^https://elsewhere\\.example/']}), [() => expect.fail('it ran')]);
    expect(globals.browser?.webfuseSession).to.equal(undefined);
    expect(globals.webfuseLine).to.equal(undefined);
  });

  it('runs once in a document', () => {
    let ran = 0;
    begin(plan({}), [() => ran++]);
    run(plan({}), [() => ran++]);
    expect(ran).to.equal(1);
  });

  it('has the session, whose commands go over the line that the server opens', async () => {
    const sent: {id: number; method: string; params: object}[] = [];
    globals.webfuseCall = (text) => {
      const call = JSON.parse(text);
      sent.push(call);
      const attached = {client_index: 0, session_id: 's1', pin: null, number: 1, snapshot: SNAPSHOT};
      const result = call.method === 'attach_extension' ? attached : null;
      queueMicrotask(() => globals.webfuseLine?.receive(JSON.stringify({jsonrpc: '2.0', id: call.id, result})));
    };
    begin(plan({}), [() => {}]);
    const logged = globals.browser?.webfuseSession?.log('noted');
    expect(globals.webfuseLine?.open()).to.deep.equal({origin: location.origin});
    await logged;
    expect(sent.map(({method}) => method)).to.deep.equal(['attach_extension', 'log']);
    // A document that was put by and comes back is given another line, and lets the first one go.
    globals.webfuseLine?.open();
    expect(sent.at(-1)?.method).to.equal('attach_extension');
  });
});

/** A session in which the owner of the tab is alone. */
const SNAPSHOT = {
  phase: 'live',
  settings: {},
  host: 0,
  huddle: false,
  participants: [{clientIndex: 0, userData: {}, online: true, activeSsid: null, following: null}],
  tabs: [],
  activeSsid: null,
  waiting: [],
  roles: {},
  controlRequests: [],
  hostRequests: [],
  leaderJoined: true,
  nextSsid: 1,
};
