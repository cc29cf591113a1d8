import {css} from 'lit';

export default css`
  ul {
    display: grid;
    gap: var(--wf-downloads-gap, calc(var(--_space) * 0.5));
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    display: flex;
    gap: var(--_space);
    align-items: center;
    min-inline-size: 0;
    padding: calc(var(--_space) * 0.75) var(--_space);
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
    padding: var(--_space);
  }

  a {
    display: inline-grid;
    flex: none;
    align-content: center;
    min-block-size: 2rem;
    padding-inline: calc(var(--_space) * 1.5);
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
