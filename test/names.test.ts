import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {describe, it} from 'node:test';
import {factType} from '../components/shared/fact-type.ts';
import {VERSION} from '../components/version.ts';
import {ALIAS_NAMES, NEVER_FIRED} from '../src/client/aliases.ts';
import {EVENT_NAMES} from '../src/model/events.ts';
import {readMembers} from './docs/read-types.ts';

const facts = EVENT_NAMES.map(factType);
const aliases = [...ALIAS_NAMES, ...NEVER_FIRED].map(factType);
const questions = readMembers('components/questions.ts', 'WfQuestionEventMap').map(({name}) => name);

describe('the names of events', () => {
  it('are of one event each, settled or older', () => {
    const all = [...EVENT_NAMES, ...ALIAS_NAMES, ...NEVER_FIRED];
    assert.equal(new Set(all).size, all.length);
  });

  it('become DOM names of one fact each, none of them native', () => {
    assert.equal(new Set(facts).size, facts.length);
    assert.ok(facts.every((name) => /^wf-[a-z]+(-[a-z]+)*$/.test(name)));
  });

  it('are not those of questions', () => {
    assert.ok(questions.length > 10);
    assert.deepEqual(
      questions.filter((name) => facts.includes(name as never)),
      [],
    );
  });

  it('are not those of questions by their older names either', () => {
    assert.deepEqual(
      questions.filter((name) => aliases.includes(name as never)),
      [],
    );
  });
});

describe('the version of the kit', () => {
  it('is that of its package', () => {
    assert.equal(VERSION, JSON.parse(readFileSync('package.json', 'utf8')).version);
  });
});
