import assert from 'node:assert/strict';
import {globSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import type {Words} from '../components/languages/words.ts';
import {readChoices} from './docs/read-types.ts';

const FOLDER = 'components/languages';
const CODES = ['ar', 'de', 'es', 'fr', 'it', 'ja', 'nl', 'pl', 'pt', 'tr', 'zh'];
const PLACE = /\{\w+\}/g;
/** What is as long as a word can be at the side of a phone, in letters. */
const LONGEST_WORD = 30;

const languages = new Map<string, Words>();
for (const code of CODES) {
  const {default: words} = await import(`../${FOLDER}/${code}.ts`);
  languages.set(code, words);
}

/** Every phrase and reason, as `words.ts` lists them. */
function listed(): string[] {
  const source = readFileSync(`${FOLDER}/words.ts`, 'utf8');
  return [...source.matchAll(/^ {2}\| (['"])(.*)\1;?$/gm)].map(([, , phrase]) => phrase!);
}

/** Everything that is written in the elements, other than the languages themselves. */
function sources(): string {
  const files = globSync('components/**/*.ts').filter((file) => path.dirname(file) !== FOLDER);
  return files.map((file) => readFileSync(file, 'utf8')).join('\n');
}

const formsOf = (words: Words[keyof Words]): [string, string][] =>
  typeof words === 'string' ? [['other', words]] : Object.entries(words);

describe('the languages', () => {
  it('are eleven besides English, and each can be fetched both ways', () => {
    const files = globSync(`${FOLDER}/??.ts`).map((file) => path.basename(file, '.ts'));
    assert.deepEqual(files.sort(), CODES);
    for (const file of ['fetch.ts', 'fetch-scripts.ts']) {
      const source = readFileSync(`${FOLDER}/${file}`, 'utf8');
      for (const code of CODES) assert.match(source, new RegExp(`'(\\./)?${code}(\\.ts)?'`), `${code} in ${file}`);
    }
  });

  it('have every phrase, and no other', () => {
    const phrases = listed().sort();
    assert.ok(phrases.length > 250);
    for (const [code, words] of languages) assert.deepEqual(Object.keys(words).sort(), phrases, code);
  });

  it('have a place for each value, and none for what is not there', () => {
    for (const [code, words] of languages) {
      for (const [phrase, said] of Object.entries(words)) {
        const places = new Set(phrase.match(PLACE));
        for (const [form, text] of formsOf(said)) {
          const found = new Set(text.match(PLACE));
          // "One message" and "two messages" need no number.
          if (['zero', 'one', 'two'].includes(form)) found.add('{count}');
          assert.deepEqual(found, places, `${code}: ${text}`);
        }
      }
    }
  });

  it('have all the plurals that numbers take in them', () => {
    for (const [code, words] of languages) {
      const plural = new Intl.PluralRules(code);
      const needed = new Set(Array.from({length: 200}, (_, number) => plural.select(number)));
      const counted = Object.entries(words).filter(([phrase]) => phrase.includes('|'));
      assert.ok(counted.length >= 5);
      for (const [phrase, said] of counted) {
        const forms = formsOf(said).map(([form]) => form);
        assert.deepEqual(
          [...needed].filter((form) => !forms.includes(form)),
          [],
          `${code}: ${phrase}`,
        );
      }
    }
  });

  it('say nothing as long as no line can hold', () => {
    for (const [code, words] of languages) {
      if (code === 'ja' || code === 'zh') continue;
      const all = Object.values(words).flatMap((said) => formsOf(said).flatMap(([, text]) => text.split(/[\s:]+/)));
      assert.deepEqual(
        all.filter((word) => word.length > LONGEST_WORD),
        [],
        code,
      );
    }
  });

  it('have words for every reason that a page is not shown, and for all that pages want and do not get', () => {
    const phrases = listed();
    const codes = readChoices('src/model/state.ts', 'TabErrorCode');
    const wanted = readChoices('src/server/prompts/picked.ts', 'Denied');
    assert.ok(codes.length > 9 && wanted.length > 3);
    const all = [...codes.map((code) => `!${code}`), ...wanted.map((what) => `!not_allowed_${what}`), '!too_many_page'];
    assert.deepEqual(
      all.filter((reason) => !phrases.includes(reason)),
      [],
    );
  });

  it('have no phrase that no element says, and every label and placeholder that an element has', () => {
    const source = sources();
    const phrases = listed();
    const said = (phrase: string) => source.includes(`'${phrase}'`);
    assert.deepEqual(
      phrases.filter((phrase) => !phrase.startsWith('!') && !said(phrase)),
      [],
    );
    const own = [...source.matchAll(/^ {2}(?:@property\(.*\) )?(?:label|placeholder|shareTitle) = '(.+)';$/gm)];
    assert.ok(own.length > 12);
    assert.deepEqual(
      own.map(([, text]) => text!).filter((text) => !phrases.includes(text)),
      [],
    );
  });
});
