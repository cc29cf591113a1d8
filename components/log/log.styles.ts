import {css} from 'lit';

export default css`
  .bar {
    display: flex;
    gap: calc(var(--_space) * 0.75);
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
    gap: calc(var(--_space) * 2);
    margin: calc(var(--_space) * 0.5) calc(var(--_space) * 0.5) calc(var(--_space) * 0.75);
    color: var(--_muted);
    font-size: 0.75rem;
    font-variant-numeric: tabular-nums;
  }

  ol {
    max-block-size: var(--wf-log-height, 20rem);
    overflow: auto;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
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
    padding: calc(var(--_space) * 0.625) calc(var(--_space) * 1.25);
  }

  .bare {
    padding-inline-start: calc(var(--_space) * 1.25 + 1rem);
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
    padding: calc(var(--_space) * 0.5) calc(var(--_space) * 1.25 + 1rem) calc(var(--_space) * 1.25);
    font: inherit;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  .empty {
    margin: 0;
    padding: var(--_space) calc(var(--_space) * 0.5);
    color: var(--_muted);
  }
`;
