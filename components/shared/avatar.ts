import {css, html, type TemplateResult} from 'lit';
import type {ClientIndex, Visitor} from '../../src/client/index.ts';
import {initialsOf, nameOf} from './people.ts';
import type {Say} from './speech.ts';

/** Degrees around the colour wheel between two neighbours: far apart, and never the same again. */
const GOLDEN_ANGLE = 137.5;

/** The place of someone's colour on the wheel, in degrees. */
export function hueOf(clientIndex: ClientIndex): number {
  return (clientIndex * GOLDEN_ANGLE) % 360;
}

/** Someone's initials, in a colour that is theirs wherever they are shown. Decoration: the name is said beside it. */
export function avatar(person: Visitor, say: Say): TemplateResult {
  return html`
    <span class="avatar" part="avatar" .style=${`--_hue: ${hueOf(person.clientIndex)}`} aria-hidden="true">${initialsOf(nameOf(person, say))}</span>
  `;
}

export const avatarStyles = css`
  .avatar {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: var(--_avatar-size);
    block-size: var(--_avatar-size);
    border-radius: 50%;
    background: light-dark(oklch(0.45 0.12 var(--_hue)), oklch(0.82 0.09 var(--_hue)));
    color: light-dark(#fff, #14161c);
    font-size: calc(var(--_avatar-size) * 0.38);
    font-weight: 600;
    line-height: 1;
  }

  @media (forced-colors: active) {
    .avatar {
      border: 1px solid CanvasText;
    }
  }
`;
