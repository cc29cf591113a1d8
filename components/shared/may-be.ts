import type {WfQuestionEvent} from '../questions.ts';

/** Asks the page whether something may be. Settled at once, unless someone has the question wait. */
export function mayBe(control: EventTarget, question: WfQuestionEvent<unknown>): boolean | Promise<boolean> {
  return control.dispatchEvent(question) && (question.answer ?? true);
}
