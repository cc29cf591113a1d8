import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {isWhole} from '../../../src/server/browser/whole.ts';

/** The beginning of a JPEG of that size, said to be of a page of 900 by 600. */
function picture(width: number, height: number): Parameters<typeof isWhole>[0] {
  const [start, table, frame] = ['ffd8', `ffdb0043${'00'.repeat(65)}`, 'ffc0001108'];
  const hex = (value: number) => value.toString(16).padStart(4, '0');
  const data = Buffer.from(`${start}${table}${frame}${hex(height)}${hex(width)}0301`, 'hex').toString('base64');
  return {data, metadata: {deviceWidth: 900, deviceHeight: 600}};
}

describe('isWhole', () => {
  it('tells a picture of a page from one of the size that the page had before', () => {
    assert.equal(isWhole(picture(900, 600)), true);
    assert.equal(isWhole(picture(900, 506)), false);
    assert.equal(isWhole(picture(600, 600)), false);
  });

  it('takes one with more or fewer pixels than the page', () => {
    assert.equal(isWhole(picture(1800, 1200)), true);
    assert.equal(isWhole(picture(451, 300)), true);
  });

  it('takes what it cannot read as it is', () => {
    assert.equal(isWhole({...picture(1, 1), data: Buffer.from('picture').toString('base64')}), true);
  });
});
