import {css} from 'lit';

export default css`
  :host {
    --_avatar-size: 1.25rem;
    --_foot: 0.5rem;

    block-size: var(--wf-tab-bar-height, 2.5rem);
    background: var(--wf-tab-bar-background, light-dark(#e2e7f0, #0b0c10));
  }

  .bar {
    display: flex;
    align-items: center;
    block-size: 100%;
    padding-inline-end: calc(var(--_space) * 0.5);
  }

  .tabs {
    display: flex;
    align-self: stretch;
    min-inline-size: 0;
    padding: calc(var(--_space) * 0.75) var(--_foot) 0;
    overflow: auto hidden;
    scroll-padding-inline: var(--_foot);
    scrollbar-width: none;
  }

  .item {
    position: relative;
    display: flex;
    flex: 0 1 15rem;
    inline-size: 15rem;
    min-inline-size: 7.5rem;
    color: var(--_muted);
    container-type: inline-size;
    --_lift: 0.25rem;
  }

  .item.active {
    --_lift: 0rem;
    z-index: 1;
    border-radius: var(--_foot) var(--_foot) 0 0;
    background: var(--_surface);
    color: var(--_text);
  }

  /* The tab runs out into the bar below it. */
  .active::before,
  .active::after {
    content: '';
    position: absolute;
    inset-block-end: 0;
    inline-size: var(--_foot);
    block-size: var(--_foot);
    pointer-events: none;
  }

  .active::before {
    right: 100%;
    background: radial-gradient(circle at 0 0, transparent var(--_foot), var(--_surface) calc(var(--_foot) + 0.5px));
  }

  .active::after {
    left: 100%;
    background: radial-gradient(circle at 100% 0, transparent var(--_foot), var(--_surface) calc(var(--_foot) + 0.5px));
  }

  .item:not(.active) + .item:not(.active)::before {
    content: '';
    position: absolute;
    inset-block: 0.5rem 0.75rem;
    inset-inline-start: 0;
    inline-size: 1px;
    background: light-dark(#b4bccb, #3f4553);
  }

  [role='tab'] {
    flex: 1;
    gap: var(--_space);
    justify-content: start;
    text-align: start;
    min-inline-size: 0;
    min-block-size: 0;
    margin-block-end: var(--_lift);
    margin-inline: 0.1875rem;
    padding-block: 0;
    padding-inline: calc(var(--_space) + 1px) calc(var(--_space) + var(--_close, 0rem) + var(--_pause, 0rem) + var(--_led, 0rem));
    border: 0;
    background: none;
  }

  .item:not(.active):hover [role='tab'] {
    background: color-mix(in oklab, var(--_surface) 60%, transparent);
  }

  .active [role='tab']:hover {
    background: none;
  }

  [role='tab']:focus-visible {
    outline-offset: -2px;
  }

  .closable > * {
    --_close: 1.5rem;
  }

  .pausable > * {
    --_pause: 1.5rem;
  }

  .led > * {
    --_led: 1.5rem;
  }

  .avatar {
    position: absolute;
    inset-block: 0 var(--_lift);
    inset-inline-end: calc(0.625rem + var(--_close, 0rem) + var(--_pause, 0rem));
    margin-block: auto;
    font-size: 0.625rem;
    pointer-events: none;
  }

  .title {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .active .title {
    font-weight: 600;
  }

  img {
    flex: none;
    inline-size: 1rem;
    block-size: 1rem;
  }

  button.close,
  button.pause {
    position: absolute;
    inset-block: 0 var(--_lift);
    inset-inline-end: 0.375rem;
    min-block-size: 1.5rem;
    min-inline-size: 1.5rem;
    block-size: 1.5rem;
    margin-block: auto;
    border-radius: 50%;
  }

  button.pause {
    inset-inline-end: calc(0.375rem + var(--_close, 0rem));
  }

  button:is(.close, .pause):not(:disabled):hover {
    background: color-mix(in oklab, var(--_text) 12%, transparent);
  }

  /* Where there is little room, the title has it until someone points at the tab. */
  @container (inline-size < 9rem) {
    .item:not(.active, :hover, :focus-within) :is(.close, .pause) {
      opacity: 0;
    }

    .item:not(.active, :hover, :focus-within) > * {
      --_close: 0rem;
      --_pause: 0rem;
    }
  }

  button.open {
    flex: none;
    margin-inline-end: auto;
    border-radius: 50%;
  }

  button.open:not([aria-disabled]):hover {
    background: color-mix(in oklab, var(--_surface) 60%, transparent);
  }

  @media (forced-colors: active) {
    .item.active {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }

    .item:not(.active) + .item:not(.active)::before {
      background: CanvasText;
    }

    .active::before,
    .active::after {
      display: none;
    }
  }
`;
