import {css} from 'lit';

export default css`
  :host {
    container-type: inline-size;
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space);
    padding: var(--_space);
  }

  .bar button {
    min-block-size: max(2.25rem, var(--_control));
  }

  .sending {
    padding: 0 var(--_space) var(--_space);
  }

  button[aria-pressed='true'] {
    border-color: var(--_accent);
    background: color-mix(in oklab, var(--_accent) 12%, var(--_surface));
  }

  .end {
    margin-inline-start: auto;
    color: var(--_danger);
  }

  /* A finger needs more room than words do. */
  @container (inline-size < 40rem) {
    .bar button {
      min-block-size: 2.75rem;
      min-inline-size: 2.75rem;
    }

    /* Asking for control is what people came for; the others have their name and an icon. */
    .bar button:not(.primary) .label {
      display: none;
    }
  }

  @media (forced-colors: active) {
    button[aria-pressed='true'] {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
