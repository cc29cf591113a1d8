import type {Phrase} from '../languages/words.ts';
import type {Matter} from './matters.ts';

interface Words {
  readonly title: Phrase;
  readonly text: Phrase;
  readonly agree: Phrase;
}

/** What is said where the site has no words of its own. */
export const WORDS: Readonly<Record<Matter, Words>> = {
  join: {
    title: 'Before you join',
    text: 'Everyone in the session sees the pages that are open in it, and what is done there. Join if that is fine with you.',
    agree: 'Join',
  },
  control: {
    title: 'Give control?',
    text: 'Whoever is in control clicks and types in this page as you do. You can take control back at any time.',
    agree: 'Give control',
  },
  download: {
    title: 'Save this file?',
    text: 'It comes from a page in the session. Open it only if you trust that page.',
    agree: 'Save',
  },
  highlighter: {
    title: 'Draw over the page?',
    text: 'Everyone who looks at the page sees what you draw, with your name.',
    agree: 'Draw',
  },
};
