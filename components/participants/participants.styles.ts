import {css} from 'lit';

export default css`
  :host {
    --_avatar-size: var(--wf-participants-avatar-size, 2.25rem);
  }

  ul {
    display: grid;
    gap: 0.25rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  ul + ul {
    margin-block-start: 0.25rem;
  }

  li {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.5rem 0.625rem;
    align-items: center;
    padding: 0.5rem;
    border-radius: var(--_radius);
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
    gap: 0.25rem;
    margin-block-start: 0.125rem;
  }

  .badges:not(:has(*)) {
    display: none;
  }

  .badge {
    padding: 0 0.5rem;
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
    gap: 0.375rem;
  }

  .actions button {
    min-block-size: 1.75rem;
    padding: 0.125rem 0.625rem;
    font-size: 0.8125rem;
  }

  .actions .remove {
    color: var(--_danger);
  }

  [part='more'] {
    display: flex;
    margin: 0.5rem auto;
  }

  .empty {
    margin: 0;
    padding: 0.5rem;
    color: var(--_muted);
  }

  @media (forced-colors: active) {
    .badge {
      border: 1px solid CanvasText;
    }
  }
`;
