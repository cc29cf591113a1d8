import {css} from 'lit';

export default css`
  ul {
    display: grid;
    gap: 0.25rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    display: flex;
    gap: 0.5rem;
    align-items: center;
    padding: 0.375rem 0.5rem;
    border-radius: var(--_radius);
    background: var(--_raised);
  }

  li > div {
    flex: 1;
    min-inline-size: 0;
  }

  li > svg {
    color: var(--_muted);
  }

  .name {
    overflow-wrap: anywhere;
    font-weight: 600;
  }

  .note,
  .empty {
    margin: 0;
    color: var(--_muted);
  }

  .note {
    font-size: 0.8125rem;
  }

  .empty {
    padding: 0.5rem;
  }

  a {
    display: inline-grid;
    flex: none;
    align-content: center;
    min-block-size: 2rem;
    padding-inline: 0.75rem;
    border-radius: var(--_radius);
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
    text-decoration: none;
  }

  a:hover {
    background: color-mix(in oklab, var(--_accent) 88%, var(--_text));
  }

  button {
    flex: none;
  }

  @media (forced-colors: active) {
    li,
    a {
      border: 1px solid CanvasText;
    }
  }
`;
