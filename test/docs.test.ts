import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {pages} from './docs/pages.ts';

describe('the docs', () => {
  for (const {file, text} of pages()) {
    it(`say of ${path.basename(file)} what the code does: npm run docs:write`, () => {
      assert.equal(readFileSync(file, 'utf8'), text);
    });
  }
});
