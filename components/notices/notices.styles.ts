import {css} from 'lit';

export default css`
  :host {
    pointer-events: none;
  }

  .all {
    display: flex;
    flex-direction: column;
    gap: var(--_space);
    align-items: start;
  }

  p:not(.visually-hidden) {
    max-inline-size: min(100%, var(--wf-notices-width, 24rem));
    margin: 0;
    padding: calc(var(--_space) * 0.75) calc(var(--_space) * 1.75);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: 0 2px 10px #0003;
    overflow-wrap: anywhere;
    animation: come 0.2s;
  }

  @keyframes come {
    from {
      translate: 0 0.5rem;
    }
  }
`;
