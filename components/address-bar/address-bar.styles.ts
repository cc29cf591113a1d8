import {css} from 'lit';

export default css`
  .form {
    position: relative;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 0.5);
    padding: calc(var(--_space) * 0.75);
    background: var(--_surface);
  }

  input {
    flex: 1 1 7rem;
    min-inline-size: 0;
    block-size: var(--wf-address-bar-height, 2rem);
    margin-inline-start: calc(var(--_space) * 0.5);
    padding-inline: calc(var(--_space) * 1.75);
    border: 1px solid var(--_edge);
    border-radius: 1rem;
    background: var(--_raised);
    text-overflow: ellipsis;
  }

  input:read-only {
    color: var(--_muted);
  }

  input:focus-visible {
    outline-offset: -1px;
    background: var(--_surface);
  }

  input[aria-invalid='true'] {
    border-color: var(--_danger);
  }

  .refusal {
    margin: 0;
    padding: 0 calc(var(--_space) * 1.5) var(--_space);
    background: var(--_surface);
    color: var(--_danger);
    unicode-bidi: plaintext;
  }

  .refusal:empty {
    display: none;
  }

  .progress {
    position: absolute;
    inset: auto 0 0;
    block-size: 2px;
    overflow: hidden;
  }

  .progress::after {
    content: '';
    position: absolute;
    inset-block: 0;
    inline-size: 40%;
    background: var(--_accent);
    animation: pass 1.2s ease-in-out infinite;
  }

  @keyframes pass {
    from {
      inset-inline-start: -40%;
    }

    to {
      inset-inline-start: 100%;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .progress::after {
      inline-size: 100%;
    }
  }

  @media (forced-colors: active) {
    .progress::after {
      background: Highlight;
    }
  }
`;
