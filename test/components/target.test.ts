import {expect, fixture, html} from '@open-wc/testing';
import {OWN_GLOBAL, offerGlobal} from '../../src/client/own-global.ts';
import {findTarget} from '../../src/client/target.ts';

async function refusal(given: unknown): Promise<string | undefined> {
  try {
    await findTarget(given as never);
    return undefined;
  } catch (error) {
    return (error as {code: string}).code;
  }
}

describe('where a session is shown', () => {
  it('is the element of a selector, an element, a window where nothing is said, or nowhere', async () => {
    const frame = await fixture(html`<iframe id="frame" title="Session"></iframe>`);
    expect(await findTarget('#frame')).to.equal(frame);
    expect(await findTarget(frame)).to.equal(frame);
    expect(await findTarget(undefined)).to.equal('window');
    expect(await findTarget(null)).to.equal(null);
  });

  it('is refused when it is not there, or is nothing that shows anything', async () => {
    for (const given of ['#nowhere', ':::', 7, {}, true])
      expect(await refusal(given), String(given)).to.equal('invalid_argument');
  });
});

describe('the global', () => {
  it('is offered where nobody else has it, and left alone where someone does', () => {
    const globals = globalThis as {webfuse?: unknown; [OWN_GLOBAL]?: unknown};
    const {webfuse, [OWN_GLOBAL]: own} = globals;
    Reflect.deleteProperty(globals, 'webfuse');
    const [first, second] = [{}, {}];
    offerGlobal(first);
    offerGlobal(second);
    expect(globals.webfuse).to.equal(first);
    expect(globals[OWN_GLOBAL]).to.equal(first);
    Object.assign(globals, {webfuse, [OWN_GLOBAL]: own});
  });
});
