import {css} from 'lit';

export default css`
  :host {
    --_avatar-size: 2.25rem;
  }

  ul {
    display: grid;
    gap: var(--wf-requests-gap, var(--_space));
  }

  li {
    position: relative;
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space) calc(var(--_space) * 1.25);
    align-items: center;
    padding: calc(var(--_space) * 1.25);
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: color-mix(in oklab, var(--_accent) 12%, var(--_surface));
  }

  li.own {
    background: var(--_surface);
  }

  .what {
    flex: 1 1 8rem;
    min-inline-size: 0;
  }

  .what p {
    margin: 0;
    overflow-wrap: anywhere;
  }

  .name {
    font-weight: 600;
  }

  .left {
    color: var(--_muted);
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
  }

  li:not(.own) .left {
    color: var(--_text);
  }

  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space);
    margin-inline-start: auto;
  }

  /* How much is left, at a glance: the words beside it say it too. */
  .bar {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 0;
    block-size: 3px;
    background: var(--_accent);
    transform: scaleX(var(--_left));
    transform-origin: left;
    transition: transform 1s linear;
  }

  :host(:dir(rtl)) .bar {
    transform-origin: right;
  }

  @media (forced-colors: active) {
    .bar {
      background: Highlight;
    }
  }
`;
