import type {Prompt} from '../../src/client/index.ts';

/** Below this width, what is asked stands at the lower edge of the window. Pixels. */
const NARROW = 420;

/** How far things stay apart, in pixels. */
const GAP = 4;

/** Puts what is asked where it belongs: at its field, else over the picture, and in sight in any case. */
export function place(panel: HTMLElement, view: Element, {box, screen}: Prompt): void {
  const around = view.getBoundingClientRect();
  const {clientWidth, clientHeight} = document.documentElement;
  const narrow = Math.min(around.width, clientWidth) < NARROW;
  panel.classList.toggle('sheet', narrow);
  panel.style.cssText = '';
  if (narrow) return;
  const {width, height} = panel.getBoundingClientRect();
  const fit = (at: number, length: number, room: number) => Math.max(GAP, Math.min(at, room - length - GAP));
  if (!box) {
    const left = around.left + (around.width - width) / 2;
    const top = around.top + Math.max(GAP, Math.min(around.height * 0.14, around.height - height));
    move(panel, fit(left, width, clientWidth), fit(top, height, clientHeight));
    return;
  }
  const scale = Math.min(around.width / screen.width, around.height / screen.height);
  const x = around.left + (around.width - screen.width * scale) / 2 + box.x * scale;
  const y = around.top + (around.height - screen.height * scale) / 2 + box.y * scale;
  const below = y + box.height * scale;
  const room = {below: clientHeight - below - 2 * GAP, above: y - 2 * GAP};
  const isBelow = height <= room.below || room.below >= room.above;
  panel.style.maxBlockSize = `${Math.max(isBelow ? room.below : room.above, 96)}px`;
  panel.style.minInlineSize = `${Math.min(box.width * scale, clientWidth - 2 * GAP)}px`;
  const {width: wide, height: high} = panel.getBoundingClientRect();
  const isRtl = getComputedStyle(panel).direction === 'rtl';
  const left = isRtl ? x + box.width * scale - wide : x;
  move(panel, fit(left, wide, clientWidth), fit(isBelow ? below : y - high, high, clientHeight));
}

function move(panel: HTMLElement, left: number, top: number): void {
  panel.style.left = `${left}px`;
  panel.style.top = `${top}px`;
}
