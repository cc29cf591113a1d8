import {expect} from '@open-wc/testing';
import {problemsOf} from './axe.ts';
import {inEveryState} from './each-state.ts';

inEveryState('axe finds nothing wrong in any state', async (element) => {
  const problems = await problemsOf(element);
  expect(problems, problems.join('\n\n')).to.be.empty;
});
