import {css} from 'lit';

export default css`
  :host {
    --_avatar-size: var(--wf-huddle-avatar-size, 1.75rem);
  }

  ul {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space);
  }

  ul > li:has(.head) {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space);
    padding: var(--_space) calc(var(--_space) * 1.25);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }

  ul > li.here:has(.head) {
    border-color: var(--_accent);
    background: color-mix(in oklab, var(--_accent) 8%, var(--_surface));
  }

  .head,
  .people li {
    display: flex;
    align-items: center;
    gap: var(--_space);
  }

  .head {
    justify-content: space-between;
    min-block-size: 2rem;
  }

  .title {
    overflow: hidden;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .people {
    gap: calc(var(--_space) * 0.5);
  }

  .people div {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  button {
    flex: none;
    min-block-size: 1.75rem;
    padding: 0.125rem calc(var(--_space) * 1.25);
    font-size: 0.8125rem;
  }

  .switch {
    inline-size: 100%;
    min-block-size: 2.25rem;
    margin-block-start: var(--_space);
    font-size: inherit;
  }

  .note,
  .empty {
    margin: 0;
    color: var(--_muted);
  }

  .here .note {
    color: var(--_text);
  }

  .note {
    flex: none;
    font-size: 0.8125rem;
  }

  .empty {
    padding: var(--_space);
  }
`;
