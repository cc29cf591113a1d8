import {type Refusal, refuse} from '../../model/refusals.ts';
import type {Box, PromptAnswer, Question} from '../../protocol/prompts.ts';

/** How many questions of a tab can wait at once: more than a page has reason for. */
const MAX_OPEN = 8;

/** A question of a tab that waits for its answer. */
export interface OpenQuestion {
  readonly id: number;
  readonly box: Box | null;
  readonly question: Question;
  /** Whether it may be told to the owner of the tab alone. */
  readonly hidden: boolean;
}

/** What a tab asks, and what is to be done with the answer. */
export interface Asking {
  readonly box?: Box | null;
  readonly hidden?: boolean;
  readonly question: Question;
  /** Called once; with null when nobody answers, or nobody can any more. */
  answered(answer: PromptAnswer): void;
}

/** A question that was put. */
export interface Put {
  /** Asks the same thing in other words. */
  change(question: Question, box?: Box | null): void;
  /** It need not be answered any more. */
  withdraw(): void;
}

/** What one tab asks at the moment, in the order in which it was asked. */
export class Desk {
  readonly #tell: (open: readonly OpenQuestion[]) => void;
  readonly #open = new Map<number, {asking: Asking; shown: OpenQuestion}>();
  #lastId = 0;
  /** Whether there is a page to ask. */
  #isOpen = true;

  /** @param tell - hears of all that is open, with each change */
  constructor(tell: (open: readonly OpenQuestion[]) => void) {
    this.#tell = tell;
  }

  /** Puts a question; null when there is no room for it, or no page that it could be of. */
  put(asking: Asking): Put | null {
    if (!this.#isOpen || this.#open.size >= MAX_OPEN) return null;
    const id = ++this.#lastId;
    const show = (question: Question, box: Box | null) => {
      this.#open.set(id, {asking, shown: {id, box, question, hidden: asking.hidden ?? false}});
      this.#changed();
    };
    show(asking.question, asking.box ?? null);
    return {
      change: (question, box) => {
        const open = this.#open.get(id);
        if (open) show(question, box === undefined ? open.shown.box : box);
      },
      withdraw: () => {
        if (this.#open.delete(id)) this.#changed();
      },
    };
  }

  /** Hands an answer to what asked. */
  answer(id: number, answer: PromptAnswer): Refusal | null {
    const open = this.#open.get(id);
    if (!open) return refuse('nothing_to_do', 'The page does not wait for that answer any more.');
    const fault = faultIn(open.shown.question, answer);
    if (fault) return refuse('invalid_argument', fault);
    this.#open.delete(id);
    this.#changed();
    open.asking.answered(answer);
    return null;
  }

  /** There is a page again. */
  open(): void {
    this.#isOpen = true;
  }

  /** Leaves all that is open unanswered, and what the page that goes may still ask. */
  close(): void {
    this.#isOpen = false;
    const open = [...this.#open.values()];
    this.#open.clear();
    if (open.length > 0) this.#changed();
    for (const {asking} of open) asking.answered(null);
  }

  #changed(): void {
    this.#tell([...this.#open.values()].map(({shown}) => shown));
  }
}

/** What an answer has to be, by the kind of the question, besides null. */
const FORMS: Readonly<Record<Question['kind'], string>> = {
  alert: 'accept',
  confirm: 'accept',
  leave: 'accept',
  prompt: 'value',
  select: 'index',
  suggest: 'index',
  date: 'value',
  time: 'value',
  month: 'value',
  week: 'value',
  'datetime-local': 'value',
  color: 'value',
  menu: 'item',
  login: 'username',
  file: 'files',
  permission: 'accept',
};

function faultIn({kind}: Question, answer: PromptAnswer): string | null {
  const form = FORMS[kind];
  if (answer === null || form in answer) return null;
  return `Expected {"${form}": …} or null in answer to a question of the kind "${kind}".`;
}
