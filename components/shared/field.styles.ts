import {css} from 'lit';

/** A field to type into, as wide as what it is in. */
export default css`
  input {
    inline-size: 100%;
    min-block-size: 2.25rem;
    padding-inline: calc(var(--_space) * 1.5);
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_raised);
  }
`;
