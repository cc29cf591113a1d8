import {complain} from './complain.ts';

/** The value of an attribute if it is known, else the one that is usual; the author is told of others. */
export function oneOf<Value extends string>(
  element: HTMLElement,
  attribute: string,
  value: string,
  known: readonly [usual: Value, ...others: Value[]],
): Value {
  const is = known.find((each) => each === value);
  const wrong = `Expected ${attribute} to be one of ${known.map((each) => `"${each}"`).join(', ')}; got "${value}".`;
  complain(element, attribute, is === undefined ? `${wrong} It is taken for "${known[0]}".` : null);
  return is ?? known[0];
}
