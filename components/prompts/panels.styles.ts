import {css} from 'lit';

export default css`
  .scrim,
  .catch {
    position: absolute;
    inset: 0;
    pointer-events: auto;
  }

  .scrim {
    background: color-mix(in oklab, #000 38%, transparent);
    animation: appear 0.15s;
  }

  .panel {
    position: fixed;
    inset: auto;
    flex-direction: column;
    inline-size: max-content;
    max-inline-size: calc(100dvi - 0.5rem);
    max-block-size: calc(100dvb - 0.5rem);
    margin: 0;
    padding: 0;
    overflow: auto;
    border: 1px solid var(--_line);
    border-radius: 0.75rem;
    background: var(--_surface);
    box-shadow: 0 1px 2px #0003, 0 12px 32px #0004;
    color: inherit;
    pointer-events: auto;
    animation: appear 0.12s;
  }

  .panel:popover-open {
    display: flex;
  }

  .panel:focus-visible {
    outline: none;
  }

  .panel.sheet {
    inset: auto 0 0;
    inline-size: auto;
    max-inline-size: none;
    max-block-size: 70dvb;
    /* No padding, of which each has its own. */
    border-color: var(--_line) transparent transparent;
    border-width: 1px 0 env(safe-area-inset-bottom);
    border-radius: 1rem 1rem 0 0;
  }

  form {
    display: contents;
  }

  .dialog {
    gap: var(--_space);
    inline-size: var(--wf-prompts-width, 24rem);
    padding: calc(var(--_space) * 2.5);
  }

  .field {
    gap: calc(var(--_space) * 1.5);
    padding: calc(var(--_space) * 2);
  }

  h2 {
    margin: 0;
    font-size: 0.9375rem;
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  p {
    flex: none;
    max-block-size: 40dvb;
    margin: 0;
    overflow: auto;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    /* In the direction of what the page wrote, whatever language is spoken around it. */
    unicode-bidi: plaintext;
  }

  input {
    min-block-size: 2.5rem;
  }

  input[type='color'] {
    min-inline-size: 12rem;
    block-size: 3rem;
    padding: calc(var(--_space) * 0.5);
  }

  label {
    display: grid;
    gap: calc(var(--_space) * 0.5);
    color: var(--_muted);
    font-size: 0.8125rem;
  }

  label input {
    color: var(--_text);
    font-size: 0.875rem;
  }

  input[type='file'] {
    padding: calc(var(--_space) * 0.75);
  }

  ::file-selector-button {
    min-block-size: 1.75rem;
    margin-inline-end: calc(var(--_space) * 1.5);
    padding-inline: calc(var(--_space) * 1.5);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    font: inherit;
    cursor: pointer;
  }

  .wrong {
    color: var(--_danger);
  }

  .swatches {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 0.75);
    max-inline-size: 14rem;
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: var(--_space);
    margin-block-start: var(--_space);
  }

  .buttons button {
    min-block-size: 2.25rem;
    min-inline-size: 4.5rem;
  }

  .clear {
    margin-inline-end: auto;
  }

  .sheet .buttons button {
    flex: 1;
    min-block-size: 2.75rem;
  }

  .list,
  .menu {
    padding: calc(var(--_space) * 0.75);
  }

  .list {
    max-inline-size: min(28rem, calc(100dvi - 0.5rem));
  }

  .menu {
    min-inline-size: 12rem;
  }

  .option,
  .menu button {
    display: flex;
    flex: none;
    align-items: center;
    justify-content: space-between;
    gap: calc(var(--_space) * 2);
    min-block-size: 2rem;
    padding: calc(var(--_space) * 0.5) calc(var(--_space) * 1.5);
    border: 0;
    border-radius: 0.5rem;
    background: none;
    text-align: start;
    cursor: pointer;
  }

  .sheet .option,
  .sheet.menu button {
    min-block-size: 2.75rem;
  }

  .option span {
    overflow-wrap: anywhere;
  }

  .grouped {
    padding-inline-start: calc(var(--_space) * 2.5);
  }

  .option:hover,
  .menu button:hover,
  .menu button:focus {
    background: var(--_raised);
  }

  .option.active {
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .option[aria-selected='true']:not(.active) {
    color: var(--_accent);
    font-weight: 600;
  }

  [aria-disabled='true'] {
    opacity: 0.45;
    cursor: default;
  }

  .menu button:focus-visible {
    outline-offset: -2px;
  }

  small,
  .group {
    color: var(--_muted);
    font-size: 0.8125rem;
  }

  .active small {
    color: inherit;
  }

  .group {
    flex: none;
    padding: var(--_space) calc(var(--_space) * 1.5) 0.125rem;
    font-weight: 600;
  }

  .rule {
    flex: none;
    block-size: 1px;
    margin: calc(var(--_space) * 0.75) var(--_space);
    background: var(--_line);
  }

  @media (forced-colors: active) {
    .option.active {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }

    .swatches button {
      forced-color-adjust: none;
    }
  }
`;
