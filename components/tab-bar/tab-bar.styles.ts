import {css} from 'lit';

export default css`
  :host {
    block-size: var(--wf-tab-bar-height, 2.5rem);
  }

  .bar {
    display: flex;
    align-items: stretch;
    gap: 0.25rem;
    block-size: 100%;
    padding-block-start: 0.25rem;
    overflow-x: auto;
    scrollbar-width: none;
  }

  .item {
    position: relative;
    display: flex;
    flex: 0 1 15rem;
    min-inline-size: 6rem;
    border-radius: var(--_radius) var(--_radius) 0 0;
    color: var(--_muted);
  }

  .item:hover {
    background: color-mix(in oklab, var(--_surface) 55%, transparent);
  }

  .item.active {
    background: var(--_surface);
    color: var(--_text);
  }

  [role='tab'] {
    flex: 1;
    justify-content: start;
    min-inline-size: 0;
    min-block-size: 0;
    padding: 0 0.5rem 0 0.75rem;
    border: 0;
    border-radius: inherit;
    background: none;
  }

  [role='tab']:focus-visible {
    outline-offset: -2px;
  }

  [role='tab'][aria-disabled='true'] {
    cursor: default;
  }

  .closable [role='tab'] {
    padding-inline-end: 2rem;
  }

  .title {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .active .title {
    font-weight: 600;
  }

  .spinner {
    flex: none;
    inline-size: 0.875rem;
    block-size: 0.875rem;
    border: 2px solid var(--_line);
    border-block-start-color: var(--_accent);
    border-radius: 50%;
    animation: turn 0.8s linear infinite;
  }

  .who {
    flex: none;
    margin-inline-start: auto;
    padding-inline: 0.375rem;
    border-radius: 1rem;
    background: var(--_raised);
    color: var(--_muted);
    font-size: 0.75rem;
  }

  button.close {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0.25rem;
    align-self: center;
    min-block-size: 1.5rem;
    min-inline-size: 1.5rem;
    block-size: 1.5rem;
    margin-block: auto;
  }

  button.open {
    flex: none;
    align-self: center;
  }

  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }

  @media (forced-colors: active) {
    .item.active {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
