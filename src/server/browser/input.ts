import type {CDPSession} from 'puppeteer-core';
import {type Input, MODIFIER} from '../../protocol/rpc.ts';

type Key = Extract<Input, {type: 'key'}>;
type Mouse = Extract<Input, {type: 'mouse'}>;

/** As `KeyboardEvent.DOM_KEY_LOCATION_NUMPAD`. */
const NUMPAD = 3;

const MOUSE_EVENT = {move: 'mouseMoved', down: 'mousePressed', up: 'mouseReleased'} as const;

/** Hands a click, a key or text to a page. Settles when the page has dealt with it; the order is that of the calls. */
export function dispatchInput(session: CDPSession, input: Input): Promise<void> {
  switch (input.type) {
    case 'mouse':
      return dispatchMouse(session, input);
    case 'wheel':
      return session.send('Input.dispatchMouseEvent', {...input, type: 'mouseWheel'});
    case 'key':
      return dispatchKey(session, input);
    case 'text':
      return session.send('Input.insertText', {text: input.text});
  }
}

function dispatchMouse(
  session: CDPSession,
  {action, x, y, button, buttons, clickCount, modifiers}: Mouse,
): Promise<void> {
  const type = MOUSE_EVENT[action];
  return session.send('Input.dispatchMouseEvent', {type, x, y, button, buttons, clickCount, modifiers});
}

function dispatchKey(
  session: CDPSession,
  {action, key, code, keyCode, location, repeat, modifiers}: Key,
): Promise<void> {
  const text = action === 'down' ? textOf(key, modifiers) : '';
  return session.send('Input.dispatchKeyEvent', {
    // A key that types nothing has to be raw, else the page sees a keypress.
    type: action === 'up' ? 'keyUp' : text ? 'keyDown' : 'rawKeyDown',
    key,
    code,
    windowsVirtualKeyCode: keyCode,
    autoRepeat: repeat,
    modifiers,
    ...(text && {text}),
    // The protocol takes left and right; a keypad has a flag of its own.
    ...(location === NUMPAD ? {isKeypad: true} : {location}),
  });
}

/** What a key types: nothing when it is not a character, or part of a shortcut. */
function textOf(key: string, modifiers: number): string {
  if (modifiers & (MODIFIER.ctrl | MODIFIER.meta | MODIFIER.alt)) return '';
  if (key === 'Enter') return '\r';
  return [...key].length === 1 ? key : '';
}
