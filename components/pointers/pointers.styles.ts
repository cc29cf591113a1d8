import {css} from 'lit';

export default css`
  :host {
    position: absolute;
    inset: 0;
    container-type: size;
    overflow: hidden;
    pointer-events: none;
  }

  /* Just where the picture is, which is fitted into the middle. */
  .stage {
    position: absolute;
    inset: 0;
    inline-size: min(100cqi, 100cqb * var(--_ratio));
    aspect-ratio: var(--_ratio);
    margin: auto;
    overflow: hidden;
  }

  .draws {
    pointer-events: auto;
    touch-action: none;
    cursor: crosshair;
  }

  .stage > svg {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    opacity: var(--wf-pointers-opacity, 0.5);
  }

  polyline {
    fill: none;
    stroke-linecap: round;
    stroke-linejoin: round;
    transition: opacity 0.5s;
  }

  .fades {
    opacity: 0;
  }

  .pointer {
    position: absolute;
    display: flex;
    inline-size: max-content;
    max-inline-size: 12rem;
    direction: ltr;
    /* Over a page of any colour, whatever the scheme. */
    color: oklch(0.45 0.12 var(--_hue));
    transition:
      left 0.08s linear,
      top 0.08s linear;
  }

  .pointer svg {
    inline-size: 1rem;
    block-size: 1.25rem;
    overflow: visible;
    fill: currentColor;
    stroke: #fff;
    stroke-width: 1.5;
    stroke-linejoin: round;
    filter: drop-shadow(0 1px 1px #0006);
  }

  .pointer span {
    min-inline-size: 0;
    margin-block-start: 1.125rem;
    margin-inline-start: -0.25rem;
    padding: 0.0625rem 0.5rem;
    overflow: hidden;
    border: 1px solid #fff;
    border-radius: 0.75rem;
    background: oklch(0.45 0.12 var(--_hue));
    color: #fff;
    font-size: 0.75rem;
    font-weight: 600;
    line-height: 1.25rem;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .before span {
    translate: calc(-100% - 0.75rem);
  }

  .above span {
    margin-block: -1.25rem 0;
    block-size: 1.5rem;
  }

  button.icon {
    position: absolute;
    inset-block-start: 0.5rem;
    inset-inline-end: 0.5rem;
    min-block-size: 2.25rem;
    min-inline-size: 2.25rem;
    border: 1px solid var(--_line);
    border-radius: 50%;
    background: var(--_surface);
    color: var(--_text);
    opacity: 0;
    pointer-events: none;
    transition: opacity 0.15s;
  }

  button.icon.near,
  button.icon:focus-visible {
    opacity: 1;
    pointer-events: auto;
  }

  button.icon[aria-pressed='true'] {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }

  @media (forced-colors: active) {
    button.icon[aria-pressed='true'] {
      background: Highlight;
      color: HighlightText;
    }
  }
`;
