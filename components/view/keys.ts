import {type Input, MODIFIER} from '../../src/client/index.ts';
import {keyInput} from './input.ts';

const MODIFIER_KEYS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta']);

/** Keys that an input method or an on-screen keyboard makes into text: they arrive as text and not as keys. */
const TEXT_KEYS = new Set(['Process', 'Dead', 'Unidentified']);

/** The keyboard of whoever uses the remote page. */
export class Keys {
  #send: (input: Input) => void;
  #sharesClipboard: () => boolean;
  #held = new Map<string, KeyboardEvent>();
  #leaving = false;

  constructor(send: (input: Input) => void, sharesClipboard: () => boolean) {
    this.#send = send;
    this.#sharesClipboard = sharesClipboard;
  }

  /** Whether Escape was the last key: the next Tab leaves. */
  get leaving(): boolean {
    return this.#leaving;
  }

  /** Sends a key that went down. Returns true, and sends nothing, for the Tab after Escape: that one leaves. */
  down(event: KeyboardEvent): boolean {
    if (event.isComposing || TEXT_KEYS.has(event.key)) return false;
    if (event.key === 'Tab' && this.#leaving) return true;
    // Shift goes down before Shift+Tab does.
    if (!MODIFIER_KEYS.has(event.key)) this.#leaving = event.key === 'Escape';
    const input = keyInput(event, 'down');
    // What this browser then pastes is what is pasted into the page.
    if (!pastes(input) || !this.#sharesClipboard()) event.preventDefault();
    this.#held.set(event.code, event);
    this.#send(input);
    return false;
  }

  up(event: KeyboardEvent): void {
    // macOS does not tell of keys that are let go while Meta is held.
    if (event.key === 'Meta') this.lift();
    if (!this.#held.delete(event.code)) return;
    event.preventDefault();
    this.#send(keyInput(event, 'up'));
  }

  /** Lets go of every key that is still held. */
  lift(): void {
    for (const event of this.#held.values()) this.#send({...keyInput(event, 'up'), modifiers: 0} as Input);
    this.#held.clear();
    this.#leaving = false;
  }
}

function pastes({key, modifiers}: ReturnType<typeof keyInput>): boolean {
  const {ctrl, shift} = MODIFIER;
  if (key.toLowerCase() === 'v') return (modifiers & ~shift) === ctrl;
  return key === 'Insert' && modifiers === shift;
}
