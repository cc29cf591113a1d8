import type {WfLauncher} from './launcher.ts';
import './wf-launcher.ts';

/** A launcher that has as attributes what an element says in `data-…`, and what else is wished, if it says nothing of that. */
export function newLauncher(
  {attributes}: Element,
  wishes: Readonly<Record<string, string | null | undefined>> = {},
): WfLauncher {
  const launcher = document.createElement('wf-launcher');
  for (const [name, value] of Object.entries(wishes)) if (value) launcher.setAttribute(name, value);
  for (const {name, value} of attributes) {
    if (name.startsWith('data-') && !name.startsWith('data-wf-')) launcher.setAttribute(name.slice(5), value);
  }
  return launcher;
}
