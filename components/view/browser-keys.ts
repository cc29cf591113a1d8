import {MODIFIER} from '../../src/client/index.ts';
import {IS_APPLE, modifiersOf} from './input.ts';

/** What a browser does with the keys that are its own. */
export type BrowserCommand = 'reload' | 'goBack' | 'goForward';

const {alt, ctrl, shift} = MODIFIER;

/** Keys of the browser that the remote page is in, by what is held with them. */
const REMOTE: Readonly<Record<string, BrowserCommand>> = {
  '0 F5': 'reload',
  [`${ctrl} F5`]: 'reload',
  [`${ctrl} r`]: 'reload',
  [`${ctrl | shift} R`]: 'reload',
};

/** The same where Alt and an arrow go through text. */
const BY_ARROW: Readonly<Record<string, BrowserCommand>> = {
  [`${alt} ArrowLeft`]: 'goBack',
  [`${alt} ArrowRight`]: 'goForward',
};

/** Keys of the browser that the view is in. */
const HERE: ReadonlySet<string> = new Set(['0 F11', '0 F12', `${ctrl | shift} I`, `${ctrl | shift} J`]);

/** What a key means to a browser: something in the remote tab, something here, or nothing, so that the page gets it. */
export function commandOf(event: KeyboardEvent, isApple = IS_APPLE): BrowserCommand | 'here' | null {
  const name = `${modifiersOf(event, isApple)} ${event.key}`;
  if (HERE.has(name)) return 'here';
  return REMOTE[name] ?? (isApple ? null : (BY_ARROW[name] ?? null));
}
