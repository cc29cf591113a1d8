import {expect} from '@open-wc/testing';
import {LocalProvider} from '../../../src/client/drop-in/other-providers.ts';
import {testConnection} from '../../../src/client/drop-in/test-connection.ts';
import {webfuse} from '../../../src/client/index.ts';
import {FakeSocket} from '../../support/fake-socket.ts';

describe('the drop-in script', () => {
  it('takes the place of what a loader left there, and is there by every name', async () => {
    const globals = globalThis as {webfuse?: unknown; Webfuse?: unknown; Surfly?: unknown};
    const {promise, resolve} = Promise.withResolvers<{readonly id: string}>();
    globals.webfuse = {q: ['wk_demo', 'demo', {server: 'https://co.example'}], resolve, initSpace() {}};
    await import('../../../src/client/drop-in/define.ts');
    expect((await promise).id).to.equal('demo');
    expect(globals.webfuse).to.equal(webfuse);
    expect(globals.Webfuse).to.equal(webfuse);
    expect(globals.Surfly).to.have.property('isInsideSession', false);
  });

  it('leaves the other providers to the kit, and says so', () => {
    expect(() => new LocalProvider()).to.throw('Expected "server" as provider');
  });

  it('tells whether a server can be reached, and if not why', async () => {
    const restore = FakeSocket.install();
    expect(await testConnection('https://co.example')).to.deep.equal({success: true});
    FakeSocket.up = false;
    const {success, errorMsg} = await testConnection('https://co.example');
    expect([success, errorMsg]).to.deep.equal([false, 'No connection to co.example could be made.']);
    restore();
  });
});
