import {css} from 'lit';

export default css`
  form {
    display: grid;
    gap: calc(var(--_space) * 1.75);
    max-inline-size: var(--wf-join-width, 24rem);
  }

  label {
    display: block;
    margin-block-end: calc(var(--_space) * 0.5);
    font-weight: 600;
  }

  .note {
    margin: calc(var(--_space) * 0.5) 0 0;
    color: var(--_muted);
    font-size: 0.8125rem;
    font-weight: 400;
  }

  input[readonly] {
    color: var(--_muted);
  }

  button {
    min-block-size: 2.5rem;
  }

  button[aria-disabled] {
    opacity: 0.75;
    cursor: progress;
  }

  .problem {
    margin: 0;
    color: var(--_danger);
    overflow-wrap: anywhere;
  }

  .problem:empty {
    display: none;
  }
`;
