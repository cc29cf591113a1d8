import {css} from 'lit';

export default css`
  /* Above what the view says of who is in control. */
  .notices {
    position: absolute;
    inset-inline: 0.75rem;
    inset-block-end: 4rem;
    pointer-events: none;
  }

  /* In the place of what the view says. */
  .join {
    z-index: 1;
    place-self: center;
    inline-size: min(24rem, 100% - 4 * var(--_space));
    margin-block: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 2.5);
    border: 1px solid var(--_line);
    border-radius: 0.75rem;
    background: var(--_surface);
  }

  .join,
  wf-view {
    grid-area: 1 / 1;
  }

  .picture:has(.join) wf-view::part(cue),
  .own-view:not(.own-join) .join {
    display: none;
  }

  wf-controls::part(bar) {
    border-block-start: 1px solid var(--_line);
  }

  /* Nothing stands there before there is one. */
  wf-downloads::part(empty) {
    display: none;
  }

  wf-requests:state(asked) {
    max-block-size: 50%;
    padding: var(--_space) var(--_space) 0;
    overflow-y: auto;
  }

  wf-downloads {
    max-block-size: 50%;
    overflow-y: auto;
  }

  wf-downloads::part(file) {
    margin: var(--_space) var(--_space) 0;
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space);
    padding: var(--_space);
  }

  .choices button {
    flex: 1;
    white-space: nowrap;
  }

  slot:has(.choices) ~ .panel {
    padding-block-start: 0;
  }

  .panel:focus-visible {
    outline-offset: -2px;
  }

  .panel[hidden] {
    display: none;
  }

  /* What is done about oneself stands in the bar, and what others ask in the requests: each once, as long as those are there. */
  .room:not(.own-controls) wf-participants::part(own),
  .room:not(.own-controls) wf-requests::part(action own),
  .room:not(.own-controls) wf-huddle::part(switch),
  .room:not(.own-controls) wf-view::part(ask),
  .room:not(.own-requests) wf-participants::part(answer) {
    display: none;
  }

  .chat {
    padding: 0;
    border-block-start: 1px solid var(--_line);
  }

  wf-chat {
    flex: 1 1 20rem;
    min-block-size: 12rem;
  }

  .invite {
    display: grid;
    padding: var(--_space);
    border-block-start: 1px solid var(--_line);
  }

  .invite button {
    min-block-size: max(2.25rem, var(--_control));
  }

  [popover] {
    inline-size: min(28rem, 100vi - 2rem);
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: 0.75rem;
    background: var(--_surface);
    color: inherit;
    box-shadow: 0 2px 10px #0003;
  }

  ::backdrop {
    background: #0004;
  }

  /* From its upper edge on a page that is low, or they would grow out of it. */
  @container (inline-size < 52rem) {
    .notices {
      inset-block: 0.75rem auto;
    }
  }
`;
