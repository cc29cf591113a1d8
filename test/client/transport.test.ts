import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, it, mock} from 'node:test';
import {WebSocketTransport} from '../../src/client/wire/transport.ts';
import {takeHold} from './fake-server.ts';

/** A socket that a page's policy forbids, as Chrome has it: it fails, and is never said to be closed. */
class ForbiddenSocket {
  static closed = 0;
  onerror: ((event: Event) => void) | null = null;

  constructor() {
    queueMicrotask(() => this.onerror?.(new Event('error')));
  }

  close(): void {
    ForbiddenSocket.closed++;
  }
}

describe('a transport over a WebSocket', () => {
  const {WebSocket} = globalThis;
  beforeEach(() => {
    takeHold();
    Object.assign(globalThis, {WebSocket: ForbiddenSocket});
  });
  afterEach(() => {
    mock.timers.reset();
    Object.assign(globalThis, {WebSocket});
  });

  it('says that it has no connection where that is forbidden, and waits for nothing more', async () => {
    await assert.rejects(WebSocketTransport.connect('wss://co.example/api/socket'), {
      name: 'SessionError',
      code: 'connect_failed',
      message: 'No connection to co.example could be made.',
    });
    mock.timers.tick(60_000);
    assert.equal(ForbiddenSocket.closed, 0);
  });
});
