import type {Target} from '../providers/provider.ts';

/** A word by which what shows a session is found again after the page was loaded anew. */
export function wordFor(target: Exclude<Target, null>): string {
  return target === 'window' ? target : selectorOf(target);
}

function selectorOf(element: Element): string {
  if (element.id) return `#${CSS.escape(element.id)}`;
  const {parentElement: parent} = element;
  if (!parent) return element.localName;
  return `${selectorOf(parent)} > :nth-child(${[...parent.children].indexOf(element) + 1})`;
}
