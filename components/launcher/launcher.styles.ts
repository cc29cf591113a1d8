import {css} from 'lit';

export default css`
  :host {
    --_inset: var(--wf-launcher-inset, 1.25rem);
    --_layer: var(--wf-launcher-layer, 2147482000);

    display: contents;
  }

  .launch,
  .problem:not(:empty) {
    position: fixed;
    z-index: var(--_layer);
    inset-block-end: var(--_inset);
    inset-inline-end: var(--_inset);
  }

  .launch {
    min-block-size: 3rem;
    padding: calc(var(--_space) * 1.25) calc(var(--_space) * 2.5);
    border-radius: var(--wf-launcher-radius, 1.5rem);
    font-size: 0.9375rem;
    box-shadow: 0 2px 10px #0004;
  }

  .launch svg {
    inline-size: 1.25rem;
    block-size: 1.25rem;
  }

  :host([position='bottom-start']) :is(.launch, .problem) {
    inset-inline: var(--_inset) auto;
  }

  :host([position='middle-end']) .launch {
    inset-block: 50% auto;
    inset-inline-end: 0;
    translate: 0 -50%;
    border-start-end-radius: 0;
    border-end-end-radius: 0;
  }

  .launch.place {
    position: static;
    box-shadow: none;
  }

  .dot {
    inline-size: 0.625rem;
    block-size: 0.625rem;
    border: 2px solid currentColor;
    border-radius: 50%;
    background: #3ddc84;
  }

  .problem:not(:empty) {
    inset-block-end: calc(var(--_inset) + 3.5rem);
    max-inline-size: min(20rem, calc(100vw - 2 * var(--_inset)));
    padding: calc(var(--_space) * 1.25) calc(var(--_space) * 1.75);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_danger);
    box-shadow: 0 2px 10px #0003;
  }

  /* Without room beside it for anything else, a panel is the page: its edges go, and it takes all there is. */
  dialog {
    --_beside: calc(100vw - 40rem);
    --_gap: clamp(0px, var(--_beside), var(--_inset));
    --_button: clamp(0px, var(--_beside), 3.5rem);
    --_least: calc(var(--_beside) * -999);

    position: fixed;
    z-index: var(--_layer);
    inset-block: auto calc(var(--_gap) + var(--_button));
    inset-inline: auto var(--_gap);
    inline-size: min(max(var(--wf-launcher-width, 60rem), var(--_least)), 100% - 2 * var(--_gap));
    block-size: min(max(var(--wf-launcher-height, 44rem), var(--_least)), 100dvh - 2 * var(--_gap) - var(--_button));
    max-inline-size: none;
    max-block-size: none;
    padding: 0;
    overflow: hidden;
    border: clamp(0px, var(--_beside), 1px) solid var(--_line);
    border-radius: clamp(0px, var(--_beside), 0.75rem);
    background: var(--_surface);
    color: inherit;
    box-shadow: 0 12px 40px #0005;
  }

  dialog[open] {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    animation: appear 0.2s;
  }

  :host([position='bottom-start']) dialog {
    inset-inline: var(--_gap) auto;
  }

  :host([position='middle-end']) dialog {
    inset-block-end: var(--_gap);
    inset-inline-end: calc(var(--_gap) + var(--_button));
    inline-size: min(max(var(--wf-launcher-width, 60rem), var(--_least)), 100% - 2 * var(--_gap) - var(--_button));
    block-size: min(max(var(--wf-launcher-height, 44rem), var(--_least)), 100dvh - 2 * var(--_gap));
  }

  dialog.page {
    --_beside: -100vw;
  }

  .bar {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding-block: calc(var(--_space) * 0.5);
    padding-inline: calc(var(--_space) * 1.75) var(--_space);
    border-block-end: 1px solid var(--_line);
    background: var(--_raised);
    font-weight: 600;
  }

  wf-session,
  dialog ::slotted(wf-session) {
    --wf-room-border: 0;
    --wf-room-radius: 0;

    min-block-size: 0;
    overflow: auto;
  }

  @keyframes appear {
    from {
      opacity: 0;
      translate: 0 0.5rem;
    }
  }

  @media print {
    .launch {
      display: none;
    }
  }
`;
