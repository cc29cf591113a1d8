import * as kit from '../../components/index.ts';

type Question = new (...args: unknown[]) => kit.WfQuestionEvent<unknown>;

/** One of each question that the kit can ask. */
export const QUESTIONS = Object.values(kit as Record<string, unknown>)
  .filter((value) => typeof value === 'function' && value.prototype instanceof kit.WfQuestionEvent)
  .map((value) => new (value as Question)(1, 2));
