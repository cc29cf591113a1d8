import {css} from 'lit';

export default css`
  :host {
    container-type: inline-size;
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: var(--wf-controls-gap, var(--_space));
    padding: var(--wf-controls-gap, var(--_space));
  }

  .bar button {
    min-block-size: max(2.25rem, var(--_control));
  }

  .sending {
    padding: 0 var(--_space) var(--_space);
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
`;
