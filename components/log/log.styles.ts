import {css} from 'lit';

export default css`
  .bar {
    display: flex;
    gap: 0.375rem;
  }

  .bar input {
    flex: 1;
    min-inline-size: 0;
  }

  .bar button {
    min-block-size: 2.25rem;
  }

  .note {
    display: flex;
    justify-content: space-between;
    gap: 1rem;
    margin: 0.25rem 0.25rem 0.375rem;
    color: var(--_muted);
    font-size: 0.75rem;
    font-variant-numeric: tabular-nums;
  }

  ol {
    max-block-size: var(--wf-log-height, 20rem);
    margin: 0;
    padding: 0;
    overflow: auto;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    list-style: none;
    font: 0.75rem / 1.5 ui-monospace, monospace;
  }

  ol:focus-visible {
    outline-offset: -2px;
  }

  li + li {
    border-block-start: 1px solid var(--_line);
  }

  .bare,
  .head {
    min-block-size: 1.875rem;
    padding: 0.3125rem 0.625rem;
  }

  .bare {
    padding-inline-start: 1.625rem;
  }

  .head {
    display: block;
    inline-size: 100%;
    overflow: hidden;
    border: 0;
    border-radius: 0;
    text-align: start;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .head::before {
    display: inline-block;
    inline-size: 1rem;
    font-family: system-ui, sans-serif;
    content: '▸';
  }

  .head[aria-expanded='true']::before {
    content: '▾';
  }

  .head:focus-visible {
    outline-offset: -2px;
  }

  time,
  code {
    color: var(--_muted);
  }

  code {
    font: inherit;
  }

  pre {
    margin: 0;
    padding: 0.25rem 1.625rem 0.625rem;
    font: inherit;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  .empty {
    margin: 0;
    padding: 0.5rem 0.25rem;
    color: var(--_muted);
  }
`;
