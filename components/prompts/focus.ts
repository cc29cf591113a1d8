/** Whether the focus is in a view of the session, or nowhere in particular: then a question may take it. */
export function mayTakeFocus(): boolean {
  const {activeElement: active, body} = document;
  if (!active || active === body) return true;
  return path(active).some(({localName}) => localName === 'wf-view');
}

/** What has the focus, as deep as can be seen. */
export function focused(): HTMLElement | null {
  const {activeElement: active} = document;
  return active && active !== document.body ? ((path(active).at(-1) as HTMLElement | undefined) ?? null) : null;
}

/** Gives the focus back, and the remote page its mouse and keyboard if it had them. */
export function giveBack(element: HTMLElement, captured: boolean): void {
  element.focus();
  // As Enter takes hold of the page again.
  if (captured) element.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', cancelable: true}));
}

function path(from: Element): Element[] {
  const inner = from.shadowRoot?.activeElement;
  return inner ? [from, ...path(inner)] : [from];
}
