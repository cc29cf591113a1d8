import {type Input, MODIFIER} from '../../src/client/index.ts';
import type {Point} from './geometry.ts';

const BUTTONS = ['left', 'middle', 'right', 'back', 'forward'] as const;
const LINE_HEIGHT = 16;
const CONTROL = {key: 'Control', code: 'ControlLeft', keyCode: 17};

type Key = Extract<Input, {readonly type: 'key'}>;

/** Whether this keyboard has a Command key where others have Ctrl, and picks letters with Option. */
export const IS_APPLE = /^(Mac|iP)/.test(globalThis.navigator?.platform ?? '');

/**
 * The keys held with an event, as the wire counts them. Those that only picked a letter are left out, and Command is the
 * Ctrl that it is to pages: they see a browser that runs elsewhere.
 */
export function modifiersOf(event: MouseEvent | KeyboardEvent, isApple = IS_APPLE): number {
  const {altKey, ctrlKey, metaKey, shiftKey} = event;
  const isLetter = 'key' in event && event.key.length === 1;
  const picksLetter = event.getModifierState('AltGraph') || (isApple && altKey && isLetter && !ctrlKey && !metaKey);
  return (
    (altKey && !picksLetter ? MODIFIER.alt : 0) |
    ((ctrlKey && !picksLetter) || (metaKey && isApple) ? MODIFIER.ctrl : 0) |
    (metaKey && !isApple ? MODIFIER.meta : 0) |
    (shiftKey ? MODIFIER.shift : 0)
  );
}

export function mouseInput(event: MouseEvent, action: 'move' | 'down' | 'up', {x, y}: Point): Input {
  const button = action === 'move' ? 'none' : (BUTTONS[event.button] ?? 'none');
  const clickCount = action === 'move' ? 0 : Math.max(event.detail, 1);
  return {type: 'mouse', action, x, y, button, buttons: event.buttons, clickCount, modifiers: modifiersOf(event)};
}

/** A wheel that turned, in pixels whatever unit the device counts in. */
export function wheelInput(event: WheelEvent, {x, y}: Point, pageHeight: number): Input {
  const unit = [1, LINE_HEIGHT, pageHeight][event.deltaMode] ?? 1;
  return {
    type: 'wheel',
    x,
    y,
    deltaX: event.deltaX * unit,
    deltaY: event.deltaY * unit,
    modifiers: modifiersOf(event),
  };
}

export function keyInput(event: KeyboardEvent, action: 'down' | 'up', isApple = IS_APPLE): Key {
  const {location, repeat} = event;
  const {key, code, keyCode} = isApple && event.key === 'Meta' ? CONTROL : event;
  return {type: 'key', action, key, code, keyCode, location, repeat, modifiers: modifiersOf(event, isApple)};
}
