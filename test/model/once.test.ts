import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {once} from '../../src/model/once.ts';

describe('what is worked out about a part of the state', () => {
  it('is worked out once for each part, however often it is asked', () => {
    let worked = 0;
    const lengthOf = once((part: readonly number[]) => {
      worked += 1;
      return {length: part.length};
    });
    const part = [1, 2, 3];
    assert.equal(lengthOf(part), lengthOf(part));
    assert.equal(worked, 1);
    assert.deepEqual(lengthOf([1]), {length: 1});
    assert.equal(worked, 2);
  });
});
