import {css} from 'lit';

export default css`
  :host {
    container-type: inline-size;
    overflow: auto;
    border: var(--wf-room-border, 1px solid var(--_line));
    border-radius: var(--wf-room-radius, 0.75rem);
    background: var(--_surface);
  }

  .room {
    display: grid;
    grid-template: 'header header' auto 'picture side' 1fr 'actions side' auto / minmax(0, 1fr) var(--wf-room-side-width, 20rem);
    block-size: 100%;
  }

  .header {
    grid-area: header;
    min-inline-size: 0;
    border-block-end: 1px solid var(--_line);
  }

  .picture {
    position: relative;
    grid-area: picture;
    display: grid;
    align-content: center;
    min-block-size: 7rem;
    background: var(--wf-view-background, light-dark(#e9ecf2, #0e0f13));
  }

  wf-view {
    inline-size: 100%;
    max-block-size: 100%;
  }

  .actions {
    grid-area: actions;
    min-inline-size: 0;
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

  .panel {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-block-size: 0;
    padding: var(--_space);
    overflow-y: auto;
  }

  @container (inline-size < 52rem) {
    .room {
      grid-template: 'header' auto 'picture' auto 'actions' auto 'side' 1fr / minmax(0, 1fr);
    }

    .side {
      block-size: auto;
      min-block-size: 11rem;
      border-inline-start: 0;
      border-block-start: 1px solid var(--_line);
    }
  }
`;
