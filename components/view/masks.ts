import type {Frame, MaskedText} from '../../src/client/index.ts';

/** What the owner of a tab reads where the others see a black box. */
const INK = '#fff';
const PAPER = '#2b2140';

/** Writes what is masked in a picture over it. A canvas, unlike elements, is in no copy of the page. */
export function drawMasked(context: CanvasRenderingContext2D, {masked = [], width}: Frame): void {
  context.save();
  // A picture may have more pixels than the page.
  context.scale(context.canvas.width / width, context.canvas.width / width);
  context.textBaseline = 'middle';
  for (const one of masked) draw(context, one);
  context.restore();
}

function draw(context: CanvasRenderingContext2D, {x, y, width, height, dx, dy, size, text}: MaskedText): void {
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.fillStyle = PAPER;
  context.fillRect(x, y, width, height);
  context.fillStyle = INK;
  context.font = `${size}px system-ui, sans-serif`;
  const lineHeight = size * 1.25;
  const lines = wrap(context, text, width - dx - size / 2);
  // A single line stands in the middle of its field, as fields have it.
  let middle = y + (lines.length === 1 ? height / 2 : dy + lineHeight / 2);
  for (const line of lines) {
    context.fillText(line, x + dx + size / 4, middle);
    middle += lineHeight;
  }
  context.restore();
}

/** Breaks a text into lines that fit, between words where there are some. */
function wrap(context: CanvasRenderingContext2D, text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines = [''];
    for (const word of paragraph.split(/(?<=\s)/)) {
      const line = lines.at(-1) + word;
      if (lines.at(-1) && context.measureText(line.trimEnd()).width > width) lines.push(word);
      else lines[lines.length - 1] = line;
    }
    return lines;
  });
}
