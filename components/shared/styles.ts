import {css} from 'lit';

/**
 * What all elements of the kit look alike in. Colours follow the page's `color-scheme`, so that a page which is
 * always light keeps light controls.
 */
export default css`
  :host {
    --_accent: var(--wf-accent, light-dark(#2f54d6, #9db4ff));
    --_on-accent: var(--wf-on-accent, light-dark(#ffffff, #10183a));
    --_surface: var(--wf-surface, light-dark(#ffffff, #1e2129));
    --_raised: var(--wf-raised, light-dark(#f2f4f8, #2b2f3a));
    --_line: var(--wf-line, light-dark(#d9dde6, #3d4351));
    --_text: var(--wf-text, light-dark(#1b1f2a, #eceef4));
    --_muted: var(--wf-muted, light-dark(#565d6e, #a9b0c0));
    /* What tells a field from what is around it, by 3 : 1 wherever muted text can be read. */
    --_edge: color-mix(in oklab, var(--_muted) 80%, var(--_surface));
    --_danger: var(--wf-danger, light-dark(#b3261e, #ffb4ab));
    --_radius: var(--wf-radius, 0.5rem);
    --_space: var(--wf-space, 0.5rem);
    --_control: var(--wf-control-size, 2rem);

    display: block;
    box-sizing: border-box;
    color: var(--_text);
    font: var(--wf-font, 0.875rem / 1.4 system-ui, sans-serif);
  }

  :host([hidden]) {
    display: none;
  }

  *,
  ::before,
  ::after {
    box-sizing: inherit;
  }

  ul,
  ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  button,
  input,
  textarea {
    color: inherit;
    font: inherit;
  }

  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: calc(var(--_space) * 0.75);
    min-block-size: var(--_control);
    min-inline-size: var(--_control);
    padding: calc(var(--_space) * 0.5) calc(var(--_space) * 1.5);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    cursor: pointer;
  }

  button:hover {
    background: var(--_raised);
  }

  button[aria-pressed='true'] {
    border-color: var(--_accent);
    background: color-mix(in oklab, var(--_accent) 12%, var(--_surface));
  }

  button:disabled {
    opacity: 0.45;
  }

  :disabled,
  [aria-disabled='true'] {
    cursor: default;
  }

  button.icon {
    padding: 0;
    border-color: transparent;
    background: none;
  }

  button.icon:not(:disabled, [aria-disabled='true']):hover {
    background: var(--_raised);
  }

  /* Not the whole button: it can have the focus, which is to be seen. */
  button[aria-disabled='true'] svg {
    opacity: 0.45;
  }

  button.icon:focus-visible {
    outline-offset: -2px;
  }

  button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }

  button.primary:hover {
    background: color-mix(in oklab, var(--_accent) 88%, var(--_text));
  }

  ::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  svg,
  .spinner {
    flex: none;
    inline-size: 1rem;
    block-size: 1rem;
  }

  .spinner {
    border: 2px solid color-mix(in oklab, var(--_accent) 25%, transparent);
    border-block-start-color: var(--_accent);
    border-radius: 50%;
    animation: turn 0.8s linear infinite;
  }

  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }

  :host(:dir(rtl)) .directed {
    transform: scaleX(-1);
    transform-origin: center;
  }

  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (forced-colors: active) {
    /* All of one colour, it would not be seen to turn. */
    .spinner {
      border-block-start: 0;
    }

    button[aria-pressed='true'] {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation-duration: 0.01ms !important;
      animation-iteration-count: 1 !important;
      transition: none !important;
    }
  }
`;
