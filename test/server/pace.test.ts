import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import {describe, it} from 'node:test';
import type {WebSocket} from 'ws';
import {Ear} from '../../src/server/gateway/ear.ts';
import {Pace} from '../../src/server/gateway/pace.ts';

describe('Pace', () => {
  let now = 0;
  const send = (pace: Pace, messages: number) => Array.from({length: messages}, () => pace.take()).at(-1);

  it('lets a client say a lot at once', () => {
    assert.equal(send(new Pace(() => now), 1_000), 0);
  });

  it('makes one that floods wait, the longer the more it sent', () => {
    const pace = new Pace(() => now);
    assert.equal(send(pace, 1_250), 500);
    now += 500;
    assert.equal(send(pace, 50), 100);
  });

  it('never minds 500 messages a second', () => {
    const pace = new Pace(() => now);
    send(pace, 1_000);
    for (let second = 0; second < 10; second++) {
      now += 1_000;
      assert.equal(send(pace, 500), 0);
    }
  });
});

describe('an ear', () => {
  /** What comes of it that a client on a new line sends so many messages in one piece. */
  function sent(messages: number): {heard: number; hungUp: boolean} {
    let [heard, hungUp] = [0, false];
    const socket = Object.assign(new EventEmitter(), {
      pause() {},
      resume() {},
      terminate() {
        hungUp = true;
      },
    });
    const ear = new Ear(socket as unknown as WebSocket, () => heard++);
    // One piece is told to its end, whatever is said meanwhile.
    for (let sent = 0; sent < messages; sent++) socket.emit('message', Buffer.alloc(0), false);
    ear.close();
    return {heard, hungUp};
  }

  it('hears all that is read at once, as long as it may be messages', () => {
    assert.deepEqual(sent(2_700), {heard: 2_700, hungUp: false});
  });

  it('hangs up on one that sends more than that, and hears no more of it', () => {
    const {heard, hungUp} = sent(11_000);
    assert.ok(hungUp);
    assert.ok(heard < 6_000, `${heard}`);
  });
});
