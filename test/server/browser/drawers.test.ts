import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {Drawers} from '../../../src/server/browser/drawers.ts';

describe('what draws the pages of a context', () => {
  it('is known by the documents in it', () => {
    const drawers = new Drawers();
    drawers.note(7, 'Ada');
    drawers.note(7, 'Ada');
    drawers.note(8, 'Ada');
    drawers.note(9, 'Bob');
    assert.deepEqual(
      [7, 8, 9, 10].map((drawer) => drawers.contextOf(drawer)),
      ['Ada', 'Ada', 'Bob', null],
    );
  });

  it("is nobody's once two contexts say that it is theirs, whoever says it again", () => {
    const drawers = new Drawers();
    for (const context of ['Ada', 'Bob', 'Bob', 'Ada']) drawers.note(7, context);
    assert.equal(drawers.contextOf(7), null);
  });

  it('is forgotten when there are too many: the one that was said longest ago', () => {
    const drawers = new Drawers();
    drawers.note(0, 'Ada');
    for (let drawer = 1; drawer <= 10_000; drawer++) {
      drawers.note(drawer, 'Bob');
      if (drawer === 5_000) drawers.note(1, 'Bob');
    }
    assert.deepEqual(
      [0, 1, 2].map((drawer) => drawers.contextOf(drawer)),
      [null, 'Bob', 'Bob'],
    );
    drawers.note(10_001, 'Bob');
    assert.deepEqual(
      [1, 2].map((drawer) => drawers.contextOf(drawer)),
      ['Bob', null],
    );
  });
});
