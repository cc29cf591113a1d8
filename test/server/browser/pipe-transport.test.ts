import assert from 'node:assert/strict';
import {once} from 'node:events';
import {PassThrough} from 'node:stream';
import {describe, it} from 'node:test';
import {PipeTransport} from '../../../src/server/browser/pipe-transport.ts';

describe('PipeTransport', () => {
  function setUp() {
    const [toBrowser, fromBrowser] = [new PassThrough(), new PassThrough()];
    const transport = new PipeTransport(toBrowser, fromBrowser);
    const received: string[] = [];
    transport.onmessage = (message) => received.push(message);
    return {transport, toBrowser, fromBrowser, received};
  }

  it('ends each message with a NUL byte', () => {
    const {transport, toBrowser} = setUp();
    transport.send('{"id":1}');
    transport.send('{"id":2}');
    assert.equal(String(toBrowser.read()), '{"id":1}\0{"id":2}\0');
  });

  it('puts messages together however they were cut, also within a character', async () => {
    const {fromBrowser, received} = setUp();
    const bytes = Buffer.from('{"a":"é"}\0{"b":2}\0{"c":3}\0');
    for (const byte of bytes.subarray(0, 12)) fromBrowser.write(Buffer.of(byte));
    fromBrowser.end(bytes.subarray(12));
    await once(fromBrowser, 'end');
    assert.deepEqual(received, ['{"a":"é"}', '{"b":2}', '{"c":3}']);
  });

  it('leaves out a message that is too long to be dealt with, and goes on', async () => {
    const {fromBrowser, received} = setUp();
    const part = Buffer.alloc(1024 * 1024, 'x');
    fromBrowser.write('{"a":1}\0');
    for (let megabytes = 0; megabytes <= 64; megabytes++) fromBrowser.write(part);
    fromBrowser.end('\0{"b":2}\0');
    await once(fromBrowser, 'end');
    assert.deepEqual(received, ['{"a":1}', '{"b":2}']);
  });

  it('tells when the browser is gone', async () => {
    const {transport, fromBrowser} = setUp();
    const closed = new Promise<void>((resolve) => {
      transport.onclose = resolve;
    });
    fromBrowser.destroy();
    await closed;
  });

  it('tells whoever asks for something that the browser was gone before', async () => {
    const fromBrowser = new PassThrough();
    fromBrowser.destroy();
    await once(fromBrowser, 'close');
    const transport = new PipeTransport(new PassThrough(), fromBrowser);
    await new Promise(setImmediate);
    const closed = new Promise<void>((resolve) => {
      transport.onclose = resolve;
    });
    transport.send('{"id":1}');
    await closed;
  });
});
