import {css} from 'lit';

export default css`
  :host {
    --_avatar-size: 1.75rem;

    display: flex;
    flex-direction: column;
    min-block-size: 0;
    block-size: var(--wf-chat-height, 20rem);
    background: var(--_surface);
  }

  /* Laid out from its end, so that it stays there when something is added, or when it gets smaller. */
  .scroller {
    display: flex;
    flex: 1;
    flex-direction: column-reverse;
    min-block-size: 0;
    padding: var(--_space);
    overflow-y: auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
  }

  .scroller:focus-visible {
    outline-offset: -2px;
  }

  .all {
    margin-block-end: auto;
  }

  ol {
    display: flex;
    flex-direction: column;
  }

  li {
    display: grid;
    grid-template-columns: var(--_avatar-size) minmax(0, 1fr);
    column-gap: var(--_space);
    align-items: start;
    margin-block-start: 0.125rem;
  }

  li.first {
    margin-block-start: calc(var(--_space) * 1.25);
  }

  .by {
    display: flex;
    grid-column: 2;
    flex-wrap: wrap;
    gap: 0 var(--_space);
    align-items: baseline;
    font-weight: 600;
  }

  .by bdi {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .first .avatar {
    grid-row: span 2;
  }

  time {
    color: var(--_muted);
    font-size: 0.75rem;
    font-weight: 400;
  }

  .text {
    grid-column: 2;
    justify-self: start;
    max-inline-size: 100%;
    margin: 0;
    padding: calc(var(--_space) * 0.5) calc(var(--_space) * 1.25);
    border-radius: 0.75rem;
    border-start-start-radius: 0.25rem;
    background: var(--_raised);
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }

  .own .text {
    background: color-mix(in oklab, var(--_accent) 16%, var(--_surface));
  }

  a {
    color: var(--_accent);
    text-underline-offset: 0.15em;
  }

  .own a {
    color: color-mix(in oklab, var(--_accent) 80%, var(--_text));
  }

  .earlier {
    display: flex;
    margin-inline: auto;
  }

  .empty {
    margin: auto;
    padding: calc(var(--_space) * 2);
    color: var(--_muted);
    text-align: center;
    text-wrap: balance;
  }

  .news {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 100%;
    display: grid;
    justify-items: center;
    padding-block-end: var(--_space);
    pointer-events: none;
  }

  .news button {
    border-radius: 1rem;
    box-shadow: 0 2px 10px #0003;
    pointer-events: auto;
  }

  .bottom {
    position: relative;
  }

  form {
    border-block-start: 1px solid var(--_line);
    display: flex;
    gap: var(--_space);
    align-items: end;
    padding: var(--_space);
  }

  textarea {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 2.25rem;
    max-block-size: 8rem;
    padding: calc(var(--_space) * 0.75) calc(var(--_space) * 1.5);
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_raised);
    field-sizing: content;
    resize: none;
  }

  form button {
    min-block-size: 2.25rem;
  }

  .refusal {
    margin: 0;
    padding: var(--_space) var(--_space) 0;
    color: var(--_danger);
  }

  .refusal:empty {
    display: none;
  }

  @media (forced-colors: active) {
    .text {
      border: 1px solid CanvasText;
    }
  }
`;
