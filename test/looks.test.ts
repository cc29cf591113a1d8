import assert from 'node:assert/strict';
import {globSync, readFileSync} from 'node:fs';
import {describe, it} from 'node:test';
import {contrast, contrastProblems} from '../demo/looks/contrast.js';

/** The custom properties of the kit that a file names, where a pattern finds them. */
function tokensIn(file: string, pattern: RegExp): readonly string[] {
  return [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, name]) => name!).sort();
}

/** What a theme gives the tokens. */
function theme(file: string): ReadonlyMap<string, string> {
  const declarations = readFileSync(file, 'utf8').matchAll(/^ {2}(--wf-[\w-]+): (.*);$/gm);
  return new Map([...declarations].map(([, name, value]) => [name!, value!]));
}

describe('the tokens of the kit', () => {
  const used = tokensIn('components/shared/styles.ts', /var\((--wf-[\w-]+)/g);

  it('are all told of with the session, for editors', () => {
    assert.deepEqual(tokensIn('components/session/session.ts', /@cssprop \[(--wf-[\w-]+)/g), used);
  });

  it('are all in the docs', () => {
    assert.deepEqual(tokensIn('docs/looks.md', /^\| `(--wf-[\w-]+)`/gm), used);
  });

  it('can all be played with, from the values that they have by themselves', () => {
    const styles = readFileSync('components/shared/styles.ts', 'utf8');
    const plain = theme('demo/looks/plain.css');
    assert.deepEqual([...plain.keys()].sort(), used);
    for (const [name, value] of plain) assert.ok(styles.includes(`var(${name}, ${value})`), `${name}: ${value}`);
  });

  it('have all elements stand closer or wider as one, but for what is drawn over a page', () => {
    const files = globSync('components/*/*.styles.ts').filter((file) => !file.includes('/pointers/'));
    assert.ok(files.length > 15);
    const own = files.flatMap((file) => {
      const distances = [...readFileSync(file, 'utf8').matchAll(/^ *(?:padding|margin|gap)[a-z-]*: .*\drem.*;$/gm)];
      const fixed = distances.filter(([line]) => !line.includes('--_space') && /(?<![\d.])(0\.[2-9]|[1-9])/.test(line));
      return fixed.map(([line]) => `${file}: ${line.trim()}`);
    });
    assert.deepEqual(own, []);
  });
});

describe('the example themes', () => {
  const themes = globSync('demo/looks/*.css');

  it('are three, besides what the kit looks like by itself, and in the docs', () => {
    assert.equal(themes.length, 4);
    const docs = readFileSync('docs/looks.md', 'utf8');
    for (const file of themes) assert.ok(docs.includes(file), file);
  });

  for (const file of themes) {
    it(`can be read in light and in dark: ${file}`, () => {
      assert.deepEqual(contrastProblems(theme(file)), []);
    });
  }

  it('would be told where they could not', () => {
    assert.equal(contrast('#ffffff', '#000000'), 21);
    const faint = new Map(theme('demo/looks/plain.css')).set('--wf-text', 'light-dark(#dddddd, #eceef4)');
    assert.deepEqual(contrastProblems(faint), [
      '--wf-text on --wf-surface, light: 1.4 of 4.5 : 1',
      '--wf-text on --wf-raised, light: 1.2 of 4.5 : 1',
    ]);
  });
});
