import {svg, type TemplateResult} from 'lit';
import type {Phrase} from '../languages/words.ts';
import {LABELS} from '../shared/act.ts';
import {closeIcon, icon, pauseIcon, pencilIcon, playIcon, pointerIcon} from '../shared/icons.ts';
import type {Say} from '../shared/speech.ts';
import type {Offer} from './offers.ts';

const shareIcon = icon(svg`<path d="M8 10.5v-8M4.75 5.5 8 2.5l3.25 3M2.5 10v3.5h11V10"/>`);
const peopleIcon = icon(
  svg`<circle cx="6" cy="5.5" r="2.5"/><path d="M1.5 13.5c.3-2.8 2-4 4.5-4s4.2 1.2 4.5 4M10.5 3.2a2.5 2.5 0 0 1 0 4.6m1.7 2c1.4.6 2.2 1.8 2.3 3.7"/>`,
);
const hostIcon = icon(svg`<path d="m2.5 5 2.75 2.5L8 3l2.75 4.5L13.5 5l-1.25 7.5h-8.5z"/>`);
const endIcon = icon(svg`<path d="M8 2.5v5M4.7 4.5a5 5 0 1 0 6.6 0"/>`);

/** What a button says that is not about someone, with what it means where that is not plain. */
const WORDS: Readonly<Partial<Record<Offer, readonly [label: Phrase, title?: Phrase]>>> = {
  draw: ['Draw', 'Draw over the page: what is drawn fades, or stays until another page is there'],
  share: ['Share a file', 'Show a picture, a text or a PDF to everyone, in a tab'],
  pause: ['Pause', 'Hide from the others what happens in this tab'],
  resume: ['Show again', 'Show this tab to the others again'],
  huddle: ['Huddle', 'Each looks at a tab of their own, or follows someone'],
  endHuddle: ['End huddle', 'All look at the same tab again'],
  end: ['End for everyone'],
};

const ICONS: Readonly<Partial<Record<Offer, TemplateResult>>> = {
  draw: pencilIcon,
  share: shareIcon,
  pause: pauseIcon,
  resume: playIcon,
  huddle: peopleIcon,
  endHuddle: peopleIcon,
  ask: pointerIcon,
  withdraw: closeIcon,
  return: pointerIcon,
  revoke: pointerIcon,
  askHost: hostIcon,
  withdrawHost: closeIcon,
  end: endIcon,
};

/** How something that can be done looks. */
export function lookOf(
  offer: Offer,
  say: Say,
): {readonly label: string; readonly title: string; readonly icon?: TemplateResult} {
  const [label, title = label] = WORDS[offer] ?? [LABELS[offer as keyof typeof LABELS]];
  return {label: say(label), title: say(title), icon: ICONS[offer]!};
}
