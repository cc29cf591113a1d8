import {Refused} from '../refused.ts';

/** The refusal of what came too soon or too often. */
export class TooMany extends Refused {
  readonly statusCode = 429;

  /** @param wait - milliseconds */
  constructor(wait: number, what = 'Too many calls') {
    const seconds = Math.max(1, Math.ceil(wait / 1000));
    super('too_many', `${what}: try again in ${seconds} s.`, seconds);
  }
}
