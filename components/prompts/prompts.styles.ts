import {css} from 'lit';

export default css`
  :host {
    position: absolute;
    inset: 0;
    pointer-events: none;
  }

  .waiting {
    position: absolute;
    inset-block-start: 0.75rem;
    inset-inline: 0.75rem;
    display: flex;
    align-items: center;
    gap: var(--_space);
    inline-size: fit-content;
    max-inline-size: calc(100% - 1.5rem);
    margin-inline: auto;
    padding: var(--_space) calc(var(--_space) * 2);
    border: 1px solid var(--_line);
    border-radius: 1.25rem;
    background: var(--_surface);
    box-shadow: 0 2px 10px #0003;
    animation: appear 0.15s;
  }

  .waiting span {
    display: -webkit-box;
    overflow: hidden;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }

  @keyframes appear {
    from {
      opacity: 0;
    }
  }
`;
