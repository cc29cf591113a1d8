/** Has an element be in one of its own states, `:state(name)`, or no more. */
export function setState({states}: ElementInternals, name: string, on: boolean): void {
  states[on ? 'add' : 'delete'](name);
}
