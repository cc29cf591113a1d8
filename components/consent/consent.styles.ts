import {css} from 'lit';

export default css`
  :host {
    display: contents;
  }

  dialog {
    inline-size: min(var(--wf-consent-width, 26rem), calc(100vw - 2rem));
    padding: 1.25rem;
    border: 1px solid var(--_line);
    border-radius: 0.75rem;
    background: var(--_surface);
    color: inherit;
    box-shadow: 0 12px 40px #0005;
  }

  dialog::backdrop {
    background: #0006;
  }

  h2 {
    margin: 0 0 0.5rem;
    font-size: 1.125rem;
    line-height: 1.3;
  }

  #text {
    max-block-size: 50dvh;
    overflow: auto;
    font-size: 0.9375rem;
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    justify-content: end;
    margin-block-start: 1.25rem;
  }

  .buttons button {
    min-block-size: 2.5rem;
    padding-inline: 1rem;
  }
`;
