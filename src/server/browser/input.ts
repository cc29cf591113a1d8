import type {CDPSession} from 'puppeteer-core';
import {type Input, MODIFIER} from '../../protocol/rpc.ts';
import type {Viewport} from './viewport.ts';

type Key = Extract<Input, {type: 'key'}>;
type Mouse = Extract<Input, {type: 'mouse'}>;

/** As `KeyboardEvent.DOM_KEY_LOCATION_NUMPAD`. */
const NUMPAD = 3;

/** As `KeyboardEvent.keyCode`. */
const KEY_V = 86;
const INSERT = 45;

/**
 * What a browser has copied is one clipboard for all its sessions. A key that would paste it does this instead: an editing
 * command that is never disabled, and that without a value changes nothing.
 */
const PASTE_NOTHING = {commands: ['defaultParagraphSeparator']};

const MOUSE_EVENT = {move: 'mouseMoved', down: 'mousePressed', up: 'mouseReleased'} as const;

/** Hands a click, a key or text to a page. Settles when the page has dealt with it; the order is that of the calls. */
export function dispatchInput(session: CDPSession, input: Exclude<Input, {type: 'paste' | 'touch'}>): Promise<void> {
  switch (input.type) {
    case 'mouse':
      return dispatchMouse(session, input);
    case 'wheel':
      return session.send('Input.dispatchMouseEvent', {...input, type: 'mouseWheel'});
    case 'key':
      return dispatchKey(session, input);
    case 'text':
      return session.send('Input.insertText', {text: input.text});
    case 'compose':
      return session.send('Input.imeSetComposition', {
        text: input.text,
        selectionStart: input.start,
        selectionEnd: input.end,
      });
  }
}

/**
 * The same input on the page: hands that go over its edge stay at the edge.
 *
 * @param scale - how much larger than laid out the page is seen: Chromium counts places in pixels of the layout
 */
export function ontoPage(input: Input, page: Viewport, scale = 1): Input {
  if (input.type === 'touch')
    return {...input, points: input.points.map((point) => ({...point, ...withinPage(point, page, scale)}))};
  return input.type === 'mouse' || input.type === 'wheel' ? {...input, ...withinPage(input, page, scale)} : input;
}

/** A place in what is seen of a page, as Chromium counts it. One over the edge is at the edge. */
export function withinPage(
  {x, y}: {readonly x: number; readonly y: number},
  {width, height}: Viewport,
  scale: number,
): {x: number; y: number} {
  const within = (value: number, length: number) => Math.min(Math.max(value, 0), length - 1) / scale;
  return {x: within(x, width), y: within(y, height)};
}

function dispatchMouse(
  session: CDPSession,
  {action, x, y, button, buttons, clickCount, modifiers}: Mouse,
): Promise<void> {
  const type = MOUSE_EVENT[action];
  // With no button that it is about, a move drags and selects nothing.
  const about = action === 'move' ? firstOf(buttons) : button;
  return session.send('Input.dispatchMouseEvent', {type, x, y, button: about, buttons, clickCount, modifiers});
}

/** The button that is held, of several the first that `MouseEvent.buttons` counts. */
function firstOf(buttons: number): Mouse['button'] {
  if (buttons & 1) return 'left';
  if (buttons & 2) return 'right';
  return buttons & 4 ? 'middle' : 'none';
}

function dispatchKey(
  session: CDPSession,
  {action, key, code, keyCode, location, repeat, modifiers}: Key,
): Promise<void> {
  const pastes = action === 'down' && wouldPaste(keyCode, modifiers);
  const text = action === 'down' && !pastes ? textOf(key, modifiers) : '';
  return session.send('Input.dispatchKeyEvent', {
    // A key that types nothing has to be raw, else the page sees a keypress.
    type: action === 'up' ? 'keyUp' : text ? 'keyDown' : 'rawKeyDown',
    key,
    code,
    windowsVirtualKeyCode: keyCode,
    autoRepeat: repeat,
    modifiers,
    ...(text && {text}),
    ...(pastes && PASTE_NOTHING),
    // The protocol takes left and right; a keypad has a flag of its own.
    ...(location === NUMPAD ? {isKeypad: true} : {location}),
  });
}

/** Whether a finger or a button goes down or up. */
export function isPress(input: Input): boolean {
  return (input.type === 'mouse' || input.type === 'touch') && input.action !== 'move';
}

/** Whether a key pastes, as people know it. */
export function pastes(input: Input): boolean {
  if (input.type !== 'key' || input.action !== 'down') return false;
  const {keyCode, modifiers} = input;
  const {ctrl, shift} = MODIFIER;
  return keyCode === KEY_V ? (modifiers & ~shift) === ctrl : keyCode === INSERT && modifiers === shift;
}

/** Whether a key pastes in some browser or other: whatever it is called, its number decides. */
function wouldPaste(keyCode: number, modifiers: number): boolean {
  return keyCode === KEY_V ? (modifiers & ~MODIFIER.shift) !== 0 : keyCode === INSERT && modifiers !== 0;
}

/** What a key types: nothing when it is not a character, or part of a shortcut. */
function textOf(key: string, modifiers: number): string {
  if (modifiers & (MODIFIER.ctrl | MODIFIER.meta | MODIFIER.alt)) return '';
  if (key === 'Enter') return '\r';
  return [...key].length === 1 ? key : '';
}
