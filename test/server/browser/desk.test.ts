import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {PromptAnswer} from '../../../src/protocol/prompts.ts';
import {Desk} from '../../../src/server/prompts/desk.ts';

/** A desk, the messages of what lies on it after each change, and all answers. */
function setUp() {
  const told: string[][] = [];
  const answers: PromptAnswer[] = [];
  const desk = new Desk((open) => told.push(open.map(({question}) => ('message' in question ? question.message : ''))));
  const ask = (message: string) =>
    desk.put({question: {kind: 'alert', origin: '', message}, answered: (answer) => answers.push(answer)});
  return {desk, told, answers, ask};
}

describe('what a tab asks', () => {
  it('goes unanswered when its page goes', () => {
    const {desk, told, answers, ask} = setUp();
    ask('one');
    ask('two');
    desk.close();
    assert.deepEqual(told, [['one'], ['one', 'two'], []]);
    assert.deepEqual(answers, [null, null]);
  });

  it('is not told while there is no page, whatever one that goes still says', () => {
    const {desk, told, ask} = setUp();
    desk.close();
    assert.equal(ask('late'), null);
    assert.deepEqual(told, []);
    desk.open();
    assert.ok(ask('new'));
    assert.deepEqual(told, [['new']]);
  });
});
