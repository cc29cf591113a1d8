import {type Input, MODIFIER} from '../../src/client/index.ts';
import type {Point} from './geometry.ts';

const BUTTONS = ['left', 'middle', 'right', 'back', 'forward'] as const;
const LINE_HEIGHT = 16;

/** The keys held with an event, as the wire counts them. Those that only picked a letter are left out. */
export function modifiersOf(event: MouseEvent | KeyboardEvent): number {
  const picksLetter = event.getModifierState('AltGraph');
  return (
    (event.altKey && !picksLetter ? MODIFIER.alt : 0) |
    (event.ctrlKey && !picksLetter ? MODIFIER.ctrl : 0) |
    (event.metaKey ? MODIFIER.meta : 0) |
    (event.shiftKey ? MODIFIER.shift : 0)
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

export function keyInput(event: KeyboardEvent, action: 'down' | 'up'): Input {
  const {key, code, keyCode, location, repeat} = event;
  return {type: 'key', action, key, code, keyCode, location, repeat, modifiers: modifiersOf(event)};
}
