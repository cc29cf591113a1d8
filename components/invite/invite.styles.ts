import {css} from 'lit';

export default css`
  :host {
    container-type: inline-size;
  }

  .invite {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: calc(var(--_space) * 1.5) calc(var(--_space) * 2);
    align-items: start;
    padding: var(--wf-invite-padding, calc(var(--_space) * 1.5));
  }

  .ways {
    display: grid;
    gap: calc(var(--_space) * 1.5);
  }

  label,
  .pin span {
    display: block;
    margin-block-end: calc(var(--_space) * 0.5);
    color: var(--_muted);
    font-size: 0.8125rem;
  }

  input {
    text-overflow: ellipsis;
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space);
  }

  .buttons button {
    flex: auto;
    min-block-size: 2.25rem;
  }

  p {
    margin: 0;
  }

  .pin strong {
    font-size: 1.5rem;
    font-variant-numeric: tabular-nums;
    letter-spacing: 0.25em;
    line-height: 1.2;
  }

  .qr {
    inline-size: var(--wf-invite-qr-size, 10rem);
    aspect-ratio: 1;
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: #fff;
    forced-color-adjust: none;
  }

  .qr svg {
    display: block;
    inline-size: 100%;
    block-size: 100%;
  }

  .empty {
    padding: calc(var(--_space) * 1.5);
    color: var(--_muted);
  }

  [role='status'] {
    min-block-size: 1.25rem;
    color: var(--_muted);
    font-size: 0.8125rem;
  }

  @container (inline-size < 26rem) {
    .invite {
      grid-template-columns: minmax(0, 1fr);
    }

    .qr {
      justify-self: center;
    }
  }
`;
