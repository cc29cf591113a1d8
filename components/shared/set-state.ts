const known = new WeakMap<HTMLElement, ElementInternals>();

/** Has an element be in one of its own states, `:state(name)`, or no more. */
export function setState(element: HTMLElement, name: string, on: boolean): void {
  const internals = known.get(element) ?? element.attachInternals();
  known.set(element, internals);
  internals.states[on ? 'add' : 'delete'](name);
}
