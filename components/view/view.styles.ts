import {css} from 'lit';

export default css`
  :host {
    position: relative;
    aspect-ratio: var(--wf-view-aspect-ratio, 16 / 9);
    /* Where a page gives it a height, its shape would have it wider than the page. */
    max-inline-size: 100%;
    overflow: hidden;
    background: var(--wf-view-background, light-dark(#e9ecf2, #0e0f13));
  }

  canvas,
  textarea,
  .pages,
  .cue {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }

  canvas {
    object-fit: contain;
  }

  canvas.blank {
    visibility: hidden;
  }

  textarea {
    padding: 0;
    border: 0;
    resize: none;
    overflow: hidden;
    background: none;
    color: transparent;
    caret-color: transparent;
    cursor: default;
  }

  textarea::selection {
    background: none;
  }

  textarea.captured {
    touch-action: none;
  }

  textarea:focus-visible {
    outline-offset: -2px;
  }

  textarea.captured:focus {
    outline: 3px solid var(--_accent);
    outline-offset: -3px;
  }

  .cue {
    display: grid;
    align-content: safe center;
    justify-items: center;
    gap: calc(var(--_space) * 0.5);
    padding: calc(var(--_space) * 2);
    overflow: auto;
    container-type: size;
    background: var(--wf-view-background, light-dark(#e9ecf2, #0e0f13));
    text-align: center;
  }

  /* Dark on a picture that is all black, or light on a white one, text keeps 4.5:1. */
  .over {
    --_muted: var(--_text);
    background: color-mix(in oklab, var(--wf-view-background, light-dark(#e9ecf2, #0e0f13)) 66%, transparent);
    backdrop-filter: grayscale() blur(3px);
  }

  .cue:empty {
    display: none;
  }

  .cue strong {
    font-size: 1.125rem;
    font-weight: 600;
  }

  .cue p {
    max-inline-size: 36rem;
    margin: 0;
    color: var(--_muted);
    overflow-wrap: anywhere;
    unicode-bidi: plaintext;
  }

  .cue button {
    margin-block-start: calc(var(--_space) * 1.5);
    min-block-size: 2.5rem;
    padding-inline: calc(var(--_space) * 2.5);
  }

  .sign {
    display: grid;
    place-items: center;
    inline-size: 3.5rem;
    block-size: 3.5rem;
    margin-block-end: calc(var(--_space) * 1.5);
    border-radius: 50%;
    background: color-mix(in oklab, var(--_text) 7%, transparent);
    color: var(--_muted);
  }

  .sign svg {
    inline-size: 1.5rem;
    block-size: 1.5rem;
    stroke-width: 1.25;
  }

  @container (block-size < 15rem) {
    .sign {
      display: none;
    }
  }

  .spinner {
    inline-size: 1.75rem;
    block-size: 1.75rem;
    margin-block-end: calc(var(--_space) * 1.5);
    border-width: 3px;
  }

  .badge {
    position: absolute;
    inset-block-end: 0.75rem;
    inset-inline: 0.75rem;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: var(--_space);
    inline-size: fit-content;
    min-block-size: 2.5rem;
    margin-inline: auto;
    padding: calc(var(--_space) * 0.5) calc(var(--_space) * 1.5);
    border: 1px solid var(--_line);
    border-radius: 1.25rem;
    background: var(--_surface);
    box-shadow: 0 2px 10px #0003;
  }

  .badge button {
    min-block-size: 1.75rem;
    margin-inline-end: calc(var(--_space) * -1);
    border-radius: 1rem;
    white-space: nowrap;
  }

  .badge button[aria-disabled='true'] {
    border-color: transparent;
    background: none;
    color: var(--_muted);
  }

  .hint {
    pointer-events: none;
    opacity: 0;
    transition: opacity 0.15s;
  }

  textarea:focus ~ .hint {
    opacity: 1;
  }

  /* Read once, it would only cover the page that is used; Escape brings it back. */
  .captured ~ .hint:not(.leaving) {
    animation: fade 0.4s 6s forwards;
  }

  .captured ~ .hint {
    min-block-size: 2rem;
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }

  @keyframes fade {
    to {
      opacity: 0;
    }
  }
`;
