import {css, html, type TemplateResult} from 'lit';

/** A file on its way: what it is called, and how much of it is sent, from 0 to 1. */
export interface Sending {
  readonly name: string;
  readonly share: number;
}

/** How far it is. */
export function sendingBar({name, share}: Sending): TemplateResult {
  return html`<label class="sending" part="sending"><bdi>${name}</bdi><progress .value=${share}></progress></label>`;
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
