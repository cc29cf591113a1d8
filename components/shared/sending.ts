import {css, html, nothing, type TemplateResult} from 'lit';

/** A file on its way: what it is called, and how much of it is there, from 0 to 1; null where nobody knows. */
export interface Sending {
  readonly name: string;
  readonly share: number | null;
}

/** How far it is. */
export function sendingBar({name, share}: Sending): TemplateResult {
  return html`<div class="sending" part="sending"><bdi>${name}</bdi><progress aria-label=${name} value=${share ?? nothing}></progress></div>`;
}

export const sendingStyles = css`
  .sending {
    display: flex;
    gap: var(--_space);
    align-items: center;
    min-inline-size: 0;
  }

  .sending bdi {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  progress {
    flex: 1 0 5rem;
    accent-color: var(--_accent);
  }
`;
