/** Works something out about a part of the state once: a part never changes, and goes with what is known of it. */
export function once<Part extends object, Result extends object>(work: (part: Part) => Result): (part: Part) => Result {
  const known = new WeakMap<Part, Result>();
  return (part) => {
    const result = known.get(part) ?? work(part);
    known.set(part, result);
    return result;
  };
}
