import {css} from 'lit';

export default css`
  :host {
    --_avatar-size: var(--wf-huddle-avatar-size, 1.75rem);
  }

  ul {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  ul > li:has(.head) {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
    padding: 0.5rem 0.625rem;
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
    gap: 0.5rem;
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
    gap: 0.25rem;
  }

  .people div {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  button {
    flex: none;
    min-block-size: 1.75rem;
    padding: 0.125rem 0.625rem;
    font-size: 0.8125rem;
  }

  .switch {
    inline-size: 100%;
    min-block-size: 2.25rem;
    margin-block-start: 0.5rem;
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
    padding: 0.5rem;
  }
`;
