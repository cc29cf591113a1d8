import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import * as kit from '../../src/client/drawing.ts';

describe('drawing in a session', () => {
  it('is the same for all copies of the kit in a page', async () => {
    const copy: typeof kit = await import(`${import.meta.resolve('../../src/client/drawing.ts')}?copy`);
    assert.notEqual(copy.drawingOf, kit.drawingOf);
    const session = {};
    copy.drawingOf(session).toggle();
    assert.equal(kit.drawingOf(session).on, true);
    assert.equal(kit.drawingOf({}).on, false);
  });
});
