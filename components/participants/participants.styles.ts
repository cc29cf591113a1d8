import {css} from 'lit';

export default css`
  :host {
    --_avatar-size: var(--wf-participants-avatar-size, 2.25rem);
  }

  ul {
    display: grid;
    gap: calc(var(--_space) * 0.5);
  }

  ul + ul {
    margin-block-start: calc(var(--_space) * 0.5);
  }

  li {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: var(--_space) calc(var(--_space) * 1.25);
    align-items: center;
    padding: var(--_space);
    border-radius: var(--_radius);
    /* Of a thousand people, the browser lays out those that are in sight. */
    content-visibility: auto;
    contain-intrinsic-block-size: auto 3.25rem;
  }

  li.asking {
    background: color-mix(in oklab, var(--_accent) 12%, var(--_surface));
  }

  .away .avatar {
    filter: grayscale(1);
  }

  .name {
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .self {
    color: var(--_muted);
    font-weight: 400;
  }

  .badges {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 0.5);
    margin-block-start: 0.125rem;
  }

  .badges:not(:has(*)) {
    display: none;
  }

  .badge {
    padding: 0 var(--_space);
    border-radius: 1rem;
    background: var(--_raised);
    color: var(--_muted);
    font-size: 0.75rem;
  }

  .badge.control {
    background: color-mix(in oklab, var(--_accent) 16%, var(--_surface));
    color: var(--_text);
  }

  .note {
    margin: 0;
    color: var(--_muted);
    overflow-wrap: anywhere;
  }

  .asking .note {
    color: var(--_text);
  }

  .actions {
    display: flex;
    grid-column: 1 / -1;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 0.75);
  }

  .actions button {
    min-block-size: 1.75rem;
    padding: 0.125rem calc(var(--_space) * 1.25);
    font-size: 0.8125rem;
  }

  .actions .remove {
    color: var(--_danger);
  }

  [part='more'] {
    display: flex;
    margin: var(--_space) auto;
  }

  .empty {
    margin: 0;
    padding: var(--_space);
    color: var(--_muted);
  }

  @media (forced-colors: active) {
    .badge {
      border: 1px solid CanvasText;
    }
  }
`;
