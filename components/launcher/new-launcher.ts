import {WfLauncher} from './launcher.ts';

/**
 * A launcher with what an element says of it in `data-…`, and what else is wished, if it says nothing of that. Of attributes
 * that are not its own it gets none: whoever may write a link may not write a script, nor what is called `onclick`.
 */
export function newLauncher(
  element: Element,
  wishes: Readonly<Record<string, string | null | undefined>> = {},
): WfLauncher {
  const launcher = document.createElement('wf-launcher');
  for (const name of WfLauncher.observedAttributes) {
    const value = element.getAttribute(`data-${name}`) ?? (wishes[name] || null);
    if (value !== null) launcher.setAttribute(name, value);
  }
  return launcher;
}
