import {css} from 'lit';

const styles = css`
  .wrong {
    position: sticky;
    z-index: 1;
    inset-block-end: 0;
    margin: 0;
    padding: 0.5rem;
    border-inline-start: 3px solid;
    background: var(--wf-surface, light-dark(#fff, #1e2129));
    color: var(--wf-danger, light-dark(#b3261e, #ffb4ab));
    font: var(--wf-font, 0.875rem / 1.4 system-ui, sans-serif);
    overflow-wrap: anywhere;
    /* In English, whatever is around it; its full stop comes last. */
    unicode-bidi: plaintext;
    pointer-events: none;
  }
`;

/** What the console was told already. */
const told = new Set<string>();

/** What stands in an element, by what it is about. */
const notes = new WeakMap<HTMLElement, Map<string, HTMLElement>>();

/**
 * Says in an element what its author got wrong, and in the console, there once for all that are alike. With null instead,
 * the mistake was mended.
 */
export function complain(element: HTMLElement, about: string, wrong: string | null): void {
  const message = wrong && `<${element.localName}>: ${wrong}`;
  note(element, about, message);
  if (!message || told.has(message)) return;
  told.add(message);
  // biome-ignore lint/suspicious/noConsole: this is where authors look
  console.error(message, element);
}

/** Has an element show a note about something, or no longer; `role` is what it is to screen readers. */
export function note(element: HTMLElement, about: string, text: string | null, role: 'alert' | null = null): void {
  const root = element.shadowRoot!;
  const all = notes.get(element) ?? new Map<string, HTMLElement>();
  notes.set(element, all);
  if (text === null) {
    all.get(about)?.remove();
    all.delete(about);
    return;
  }
  const shown = all.get(about) ?? document.createElement('p');
  shown.className = 'wrong';
  shown.role = role;
  if (shown.textContent !== text) shown.textContent = text;
  all.set(about, shown);
  const sheet = styles.styleSheet!;
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  if (shown.parentNode !== root) root.append(shown);
}
