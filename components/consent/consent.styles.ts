import {css} from 'lit';

export default css`
  :host {
    position: fixed;
  }

  dialog {
    inline-size: min(var(--wf-consent-width, 26rem), calc(100vw - 2rem));
    padding: calc(var(--_space) * 2.5);
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
    margin: 0 0 var(--_space);
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
    gap: var(--_space);
    justify-content: end;
    margin-block-start: calc(var(--_space) * 2.5);
  }

  .buttons button {
    min-block-size: 2.5rem;
    padding-inline: calc(var(--_space) * 2);
  }
`;
