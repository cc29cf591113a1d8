import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
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
