import {css} from 'lit';

export default css`
  :host {
    container-type: inline-size;
    overflow: hidden;
    border: var(--wf-room-border, 1px solid var(--_line));
    border-radius: var(--wf-room-radius, 0.75rem);
    background: var(--_surface);
  }

  .room {
    display: grid;
    grid-template: 'header header' auto 'picture side' 1fr / minmax(0, 1fr) var(--wf-room-side-width, 18rem);
    block-size: 100%;
  }

  .header {
    grid-area: header;
    min-inline-size: 0;
    border-block-end: 1px solid var(--_line);
  }

  .picture {
    grid-area: picture;
    display: grid;
    align-content: center;
    min-block-size: 0;
    background: var(--wf-view-background, light-dark(#e9ecf2, #0e0f13));
  }

  wf-view {
    inline-size: 100%;
    max-block-size: 100%;
  }

  .side {
    grid-area: side;
    display: flex;
    flex-direction: column;
    /* As tall as the page beside it, however many people there are. */
    block-size: 0;
    min-block-size: 100%;
    border-inline-start: 1px solid var(--_line);
  }

  p {
    margin: 0;
    padding: 0.75rem 1rem 0.25rem;
    font-size: 0.8125rem;
    font-weight: 600;
    color: var(--_muted);
  }

  wf-participants {
    flex: 1;
    min-block-size: 0;
    padding: 0 0.5rem 0.5rem;
    overflow-y: auto;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    padding: 0.75rem;
    border-block-start: 1px solid var(--_line);
  }

  .actions button {
    flex: auto;
    min-block-size: 2.25rem;
  }

  /* A row of its own: its words change, and nothing is to move under the pointer. */
  .actions .invite {
    flex-basis: 100%;
  }

  input {
    inline-size: 100%;
    min-block-size: 2.25rem;
    padding-inline: 0.75rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_raised);
    color: inherit;
    font: inherit;
  }

  .end {
    color: var(--_danger);
  }

  @container (inline-size < 52rem) {
    .room {
      grid-template: 'header' auto 'picture' auto 'side' 1fr / minmax(0, 1fr);
    }

    .side {
      block-size: auto;
      min-block-size: 0;
      border-inline-start: 0;
      border-block-start: 1px solid var(--_line);
    }
  }
`;
